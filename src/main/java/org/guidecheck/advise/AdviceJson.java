package org.guidecheck.advise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.guidecheck.oracle.mesh.LineWeights;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Interval;
import org.guidecheck.text.CsvRows;

/** Advice as JSON and as CSV. */
public final class AdviceJson {
    private AdviceJson() {
    }

    /**
     * The advice as one object.
     *
     * @param advice    figures
     * @param condition condition on it
     * @return an object with {@code rows}, {@code advice}, which is null if no guidance certainly meets the condition or
     *         there is none, and what the figures are
     */
    public static ObjectNode toJson(Advice advice, Advice.Condition condition) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("class", advice.process().label()).put("prior", advice.process().prior())
                .put("stop", advice.process().stop()).put("benefit", advice.benefit().text())
                .put("limit", advice.benefit().limit()).put("cap", advice.benefit().cap())
                .put("diversity", advice.diversityText()).put("method", advice.method())
                .put("gapOver", advice.bound().what()).put("leftOut", advice.leftOut().orElse(null));
        ArrayNode centres = json.putObject("modes").put("what", advice.modes().what()).putArray("centres");
        advice.modes().centres().forEach(centre -> {
            ArrayNode coordinates = centres.addArray();
            for (double x : centre) {
                coordinates.add(x);
            }
        });
        ArrayNode lines = json.putArray("bestAtAnyPrice");
        advice.bound().lines().forEach(line -> lines.addObject().put("multiplier", line.multiplier())
                .put("leastSum", line.sum()));
        ArrayNode rows = json.putArray("rows");
        advice.rows().forEach(row -> rows.add(row(advice, row)));
        json.set("advice", condition.isNone() ? JsonNodeFactory.instance.nullNode()
                : advice.best(condition).<JsonNode>map(row -> withWeights(row(advice, row), row))
                        .orElse(JsonNodeFactory.instance.nullNode()));
        return json.put("sentence", AdviceTable.sentence(advice, condition)).put("networks", Advice.FOR_NETWORKS);
    }

    private static ObjectNode row(Advice advice, Figures row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("family", row.candidate().family().label()).put("name", row.candidate().name());
        json.put("schedule", row.candidate().schedule().map(GuidanceSchedule::toString).orElse(null));
        put(json, "price", row.price());
        put(json, "promisedPrice", row.promised());
        put(json, "capped", row.capped());
        put(json, "tail", row.tail());
        put(json, "meanReciprocal", row.meanReciprocal());
        json.put("tailExponent", row.exponent());
        put(json, "diversity", row.diversity());
        put(json, "variance", row.spread());
        put(json, "leastModeKept", row.leastKept());
        ArrayNode modes = json.putArray("modes");
        row.modes().forEach(share -> put(modes.addObject(), "share", share));
        put(json, "gap", row.gap(advice.benefit().kind()));
        return json.put("fronts", AdviceTable.fronts(advice, row));
    }

    /** Adds weights that depend on the point. */
    private static ObjectNode withWeights(ObjectNode json, Figures row) {
        ArrayNode levels = json.putArray("weights");
        for (LineWeights each : row.candidate().weights()) {
            ObjectNode level = levels.addObject().put("logSnr", each.logSnr());
            ArrayNode points = level.putArray("points");
            ArrayNode weights = level.putArray("weights");
            for (int i = 0; i < each.points().length; i++) {
                points.add(each.points()[i]);
                weights.add(each.weights()[i]);
            }
        }
        return json;
    }

    private static void put(ObjectNode json, String name, Interval interval) {
        ObjectNode ends = json.putObject(name);
        put(ends, "lower", interval.lower());
        put(ends, "upper", interval.upper());
    }

    private static void put(ObjectNode json, String name, double x) {
        if (Double.isFinite(x)) {
            json.put(name, x);
        } else {
            json.putNull(name);
        }
    }

    /**
     * The rows as CSV with a header line; ends that are not known are empty.
     *
     * @param advice figures
     * @return the text
     */
    public static String toCsv(Advice advice) {
        StringBuilder text = new StringBuilder("family,name,schedule,tail_exponent,promised_price,gap,fronts");
        for (String name : new String[] {"price", "capped", "tail", "mean_reciprocal", "diversity", "variance",
            "least_mode_kept"}) {
            text.append(',').append(name).append("_lower,").append(name).append("_upper");
        }
        text.append('\n');
        for (Figures row : advice.rows()) {
            text.append(String.format(Locale.ROOT, "%s,%s,%s,%s,%s,%s,%s", row.candidate().family().label(),
                    CsvRows.quoted(row.candidate().name()),
                    CsvRows.quoted(row.candidate().schedule().map(GuidanceSchedule::toString).orElse("")),
                    number(row.exponent()),
                    number(row.promised()), number(row.gap(advice.benefit().kind())), AdviceTable.fronts(advice, row)));
            for (Interval each : new Interval[] {row.price(), row.capped(), row.tail(), row.meanReciprocal(),
                row.diversity(), row.spread(), row.leastKept()}) {
                text.append(',').append(number(each.lower())).append(',').append(number(each.upper()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String number(double x) {
        return Double.isFinite(x) ? Double.toString(x) : "";
    }
}
