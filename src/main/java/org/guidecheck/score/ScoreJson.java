package org.guidecheck.score;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.guidecheck.text.CsvRows;
import org.guidecheck.text.JsonText;

/** Results of scoring as JSON and as CSV. */
public final class ScoreJson {
    private ScoreJson() {
    }

    /**
     * The results as JSON.
     *
     * @param result the results
     * @param limit  δ of the fewest calls
     * @return an object with {@code rows}, {@code curves}, {@code fronts} and {@code skipped}
     */
    public static ObjectNode of(ScoreResult result, double limit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Scoring scoring = result.scoring();
        json.put("error", limit).put("seed", scoring.seed()).put("alpha", scoring.alpha());
        ArrayNode rows = json.putArray("rows");
        result.rows().forEach(row -> putRow(rows.addObject(), row));
        ArrayNode curves = json.putArray("curves");
        result.curves().forEach(curve -> putCurve(curves.addObject(), curve, limit));
        ArrayNode fronts = json.putArray("fronts");
        for (Map.Entry<ScoreResult.Place, List<Row>> place : result.places().entrySet()) {
            ObjectNode front =
                    fronts.addObject().put("law", place.getKey().problem()).put("weight", place.getKey().weight());
            ArrayNode best = front.putArray("rows");
            Curve.front(place.getValue()).forEach(row -> putError(putKey(best.addObject(), row.curve())
                    .put("calls", row.calls()), row.error()));
        }
        ArrayNode skipped = json.putArray("skipped");
        for (Skipped each : result.skipped()) {
            ObjectNode item = putKey(skipped.addObject(), each.curve());
            if (each.calls() > 0) {
                item.put("calls", each.calls());
            }
            item.put("why", each.why());
        }
        return json;
    }

    private static ObjectNode putKey(ObjectNode json, Row.Key key) {
        return json.put("law", key.problem()).put("weight", key.weight()).put("sampler", key.sampler())
                .put("levels", key.grid()).put("exactLaw", key.exact().label());
    }

    private static void putRow(ObjectNode json, Row row) {
        putKey(json, row.curve()).put("steps", row.steps()).put("calls", row.calls());
        ArrayNode measures = json.putArray("measures");
        row.measures().forEach(each -> putError(measures.addObject(), each).put("method", each.method()));
        json.put("seconds", row.seconds());
    }

    private static ObjectNode putError(ObjectNode json, Measure measure) {
        json.put("name", measure.name());
        putNumber(json, "value", measure.value());
        putNumber(json, "lower", measure.bounds().lower());
        putNumber(json, "upper", measure.bounds().upper());
        return json;
    }

    /** A number, or null if it is infinite. */
    private static void putNumber(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.set(name, JsonText.number(value));
        } else {
            json.putNull(name);
        }
    }

    private static void putCurve(ObjectNode json, Curve curve, double limit) {
        putKey(json, curve.key());
        curve.enough(limit).ifPresent(calls -> json.put("enough", calls));
        curve.tooFew(limit).ifPresent(calls -> json.put("tooFew", calls));
        json.put("fewest", ScoreText.fewest(curve, limit));
        curve.order().ifPresent(order -> json.putObject("order").put("slope", order.slope())
                .put("lower", order.range().lower()).put("upper", order.range().upper()));
    }

    /**
     * The results as CSV, a line for each distance.
     *
     * @param result the results
     * @return the text, with a header line
     */
    public static String csv(ScoreResult result) {
        StringBuilder text = new StringBuilder(
                "law,weight,sampler,levels,exact_law,steps,calls,measure,value,lower,upper,method\n");
        for (Row row : result.rows()) {
            Row.Key key = row.curve();
            for (Measure each : row.measures()) {
                text.append(String.join(",", CsvRows.quoted(key.problem()), Double.toString(key.weight()),
                        CsvRows.quoted(key.sampler()), CsvRows.quoted(key.grid()), CsvRows.quoted(key.exact().label()),
                        Integer.toString(row.steps()), Integer.toString(row.calls()), CsvRows.quoted(each.name()),
                        Double.toString(each.value()), Double.toString(each.bounds().lower()),
                        Double.toString(each.bounds().upper()), CsvRows.quoted(each.method()))).append('\n');
            }
        }
        return text.toString();
    }
}
