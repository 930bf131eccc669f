package org.guidecheck.coverage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;

/**
 * Answer of {@code measure}, judged against the known mean.
 *
 * @param judgement what it is
 * @param reason    of a refusal, without numbers; of a miss or an impossible interval, what was printed
 * @param width     width of the interval relative to the mean; NaN without one
 * @param isLoose   whether an end of the interval lies beyond what is possible, [1, 1/prior]
 * @param seconds   how long the call took
 */
record Answer(Judgement judgement, String reason, double width, boolean isLoose, double seconds) {
    /** Rounding of ends that are allowed to touch what is possible. */
    private static final double ROUNDING = 1e-9;
    private static final int LONGEST_REASON = 160;
    /** In the reason of an undecided answer whose bounds are claimed all the same. */
    private static final String CLAIMED = "bounds are valid";

    /** Kinds of answers. */
    enum Judgement {
        /** The interval contains the mean. */
        COVERED,
        /** The interval does not contain the mean. */
        MISSED,
        /** No mean reciprocal lies in the interval. */
        IMPOSSIBLE,
        /** The interval contains the known mean, and is wider than asked for, since time was up. */
        WIDE,
        /** There is no interval, and the reason is given. */
        REFUSED,
        /** There is no answer within the time, or a fault of the program. */
        FAILED
    }

    static Answer late(double seconds) {
        return new Answer(Judgement.FAILED, "no answer in time", Double.NaN, false, seconds);
    }

    /**
     * Judges an answer.
     *
     * @param asked   the case
     * @param code    exit code
     * @param printed standard output
     * @param said    standard error
     * @param seconds how long it took
     */
    static Answer of(CoverageCase asked, int code, String printed, String said, double seconds) {
        if (code != 0 && code != 3) {
            return new Answer(code == 2 ? Judgement.REFUSED : Judgement.FAILED, plain(said), Double.NaN, false,
                    seconds);
        }
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(printed);
        } catch (JsonProcessingException e) {
            return new Answer(Judgement.FAILED, "no JSON: " + plain(printed + said), Double.NaN, false, seconds);
        }
        Answer interval = ofInterval(asked, number(json, "mean"), number(json, "lower"), number(json, "upper"),
                seconds);
        if (code == 0 && !json.has("undecided")) {
            return interval;
        }
        String reason = json.path("undecided").asText("");
        if (reason.isBlank()) {
            return new Answer(Judgement.FAILED, "undecided without a reason", Double.NaN, false, seconds);
        }
        if (!reason.contains(CLAIMED)) {
            return new Answer(Judgement.REFUSED, plain(reason), Double.NaN, false, seconds);
        }
        return interval.judgement() == Judgement.COVERED
                ? new Answer(Judgement.WIDE, "", interval.width(), interval.isLoose(), seconds) : interval;
    }

    private static Answer ofInterval(CoverageCase asked, double mean, double lower, double upper, double seconds) {
        double most = 1 / asked.prior();
        double width = (upper - lower) / asked.mean();
        boolean isLoose = !(lower >= 1 - ROUNDING && upper <= most * (1 + ROUNDING));
        String printed = String.format(Locale.ROOT, "known %.8g +- %.1e, printed %.8g in [%.8g, %.8g]", asked.mean(),
                asked.error() * asked.mean(), mean, lower, upper);
        if (!(lower <= upper && upper >= 1 - ROUNDING && lower <= most * (1 + ROUNDING)) || Double.isNaN(mean)) {
            return new Answer(Judgement.IMPOSSIBLE, printed, width, isLoose, seconds);
        }
        boolean covered = lower <= asked.mean() * (1 + asked.error()) && upper >= asked.mean() * (1 - asked.error());
        return new Answer(covered ? Judgement.COVERED : Judgement.MISSED, covered ? "" : printed, width, isLoose,
                seconds);
    }

    private static double number(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isNumber()) {
            return value.asDouble();
        }
        return value.isTextual() ? Double.parseDouble(value.asText()) : Double.NaN;
    }

    /** One line without numbers, so that reasons can be counted. */
    private static String plain(String text) {
        String line = text.strip().lines().reduce((a, b) -> b).orElse("nothing was said")
                .replaceAll("\\S*/\\S+\\.json", "F.json").replaceAll("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?", "#");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
    }
}
