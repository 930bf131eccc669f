package org.guidecheck.sampler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.SchemeTable.Call;
import org.guidecheck.sampler.SchemeTable.Factor;
import org.guidecheck.sampler.SchemeTable.Point;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonFields;
import org.guidecheck.text.TextFile;

/** Scheme tables as JSON files, both ways. */
public final class SchemeTableJson {
    private static final int MAX_BYTES = 256 << 20;
    private static final int MOST_STEPS = 1_000_000;
    /** Relative difference of ᾱ and log-SNR in a file that rounding of written numbers explains. */
    private static final double ROUNDING = 1e-9;

    private SchemeTableJson() {
    }

    /**
     * Writes a file whole or not at all.
     *
     * @param file  replaced if it exists; its folder is made if missing
     * @param table the table
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, SchemeTable table) throws IOException {
        TextFile.write(file, toJson(table).toPrettyString() + "\n");
    }

    /**
     * A table as JSON.
     *
     * @param table any
     * @return an object
     */
    public static ObjectNode toJson(SchemeTable table) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", table.name()).put("steps", table.steps())
                .put("weight", table.weight()).put("start", table.start());
        ArrayNode calls = json.putArray("calls");
        table.calls().forEach(call -> calls.addObject().put("log_snr", call.level().logSnr())
                .put("alpha_bar", call.level().signal()).put("weight", call.weight()));
        ArrayNode points = json.putArray("points");
        for (Point point : table.points()) {
            ArrayNode predictions = points.addObject().put("keep", point.keep()).put("noise", point.noise())
                    .putArray("predictions");
            point.predictions().forEach(
                    each -> predictions.addObject().put("call", each.call()).put("factor", each.factor()));
        }
        return json;
    }

    /**
     * Reads a file.
     *
     * @param file as {@link #write} writes it
     * @return the table
     * @throws InvalidInputException naming the file, the field and what is wrong with it
     */
    public static SchemeTable read(Path file) {
        JsonFields fields = JsonFields.read(file, MAX_BYTES);
        try {
            return table(fields, file);
        } catch (InvalidInputException e) {
            throw e.from(file.toString());
        }
    }

    private static SchemeTable table(JsonFields fields, Path file) {
        fields.requireOnly(List.of("name", "steps", "weight", "start", "calls", "points"));
        String name = fields.text("name");
        if (name.isBlank()) {
            throw new InvalidInputException("name", "must not be blank");
        }
        double weight = atLeast(0, fields, "weight");
        double start = fields.number("start");
        if (!(start > 0)) {
            throw new InvalidInputException("start", start, "must be above 0");
        }
        int steps = fields.whole("steps", 1, MOST_STEPS);
        List<Call> calls = fields.objects("calls", each -> call(each, weight));
        if (calls.isEmpty()) {
            throw new InvalidInputException("calls", "must have at least one");
        }
        int[] number = {0};
        List<Point> points = fields.objects("points", each -> point(each, ++number[0]));
        if (points.size() != calls.size()) {
            throw new InvalidInputException("points", points.size(), "must be as many as calls, " + calls.size());
        }
        return new SchemeTable(name, steps, weight, start, calls, points, Optional.of(file));
    }

    private static Call call(JsonFields fields, double asked) {
        fields.requireOnly(List.of("log_snr", "alpha_bar", "weight"));
        double logSnr = fields.number("log_snr");
        double signal = 1 / (1 + Math.exp(-logSnr));
        if (!(signal > 0 && signal < 1)) {
            throw new InvalidInputException("log_snr", logSnr, "must leave both signal and noise in double precision");
        }
        NoiseLevel level = NoiseLevel.ofLogSnr(logSnr);
        double stated = fields.number("alpha_bar");
        if (!(Math.abs(stated - level.signal()) <= ROUNDING * level.signal())) {
            throw new InvalidInputException("alpha_bar", stated,
                    "must be 1/(1 + exp(−log_snr)) = " + level.signal());
        }
        double weight = fields.number("weight");
        if (asked == 0 && weight != 0) {
            throw new InvalidInputException("weight", weight, "must be 0, as the weight of the table is 0");
        }
        return new Call(level, weight);
    }

    private static Point point(JsonFields fields, int number) {
        fields.requireOnly(List.of("keep", "noise", "predictions"));
        double keep = fields.number("keep");
        double noise = atLeast(0, fields, "noise");
        boolean[] seen = new boolean[number + 1];
        return new Point(keep, fields.objects("predictions", each -> factor(each, seen)), noise);
    }

    /** A factor in a point that may use the calls from 1, each once. */
    private static Factor factor(JsonFields fields, boolean[] seen) {
        fields.requireOnly(List.of("call", "factor"));
        int call = fields.whole("call", 1, seen.length - 1);
        if (seen[call]) {
            throw new InvalidInputException("call", call, "must be another call in each prediction of a point");
        }
        seen[call] = true;
        return new Factor(call, fields.number("factor"));
    }

    private static double atLeast(double least, JsonFields fields, String name) {
        double number = fields.number(name);
        if (!(number >= least)) {
            throw new InvalidInputException(name, number, "must be at least " + least);
        }
        return number;
    }
}
