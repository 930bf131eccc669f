package org.guidecheck.guard.guiders;

import java.util.Locale;
import java.util.Optional;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/** Answer of a guider that departs most from the expected one, in units of the rounding allowed. Not thread-safe. */
final class WorstAnswer {
    private double worst;
    private int count;
    /** Answers that are not finite where others are expected, and the first of them. */
    private int notFinite;
    private double firstNotFinite;
    private String where = "";

    /**
     * Compares the answers of a step.
     *
     * @param found    guided scores
     * @param expected those that they must be
     * @param rounding allowance for each point
     * @param batch    the points
     * @param place    where, in words
     */
    void add(double[] found, double[] expected, double[] rounding, ProbeBatch batch, String place) {
        int d = batch.dimension();
        for (int i = 0; i < found.length; i++) {
            // An answer that is not finite and the same is no change; that it is not finite is a claim of its own.
            double off = Double.compare(found[i], expected[i]) == 0 ? 0
                    : Math.abs(found[i] - expected[i]) / rounding[i / d];
            // NaN and infinity compare as larger than all numbers.
            double departure = off <= Double.MAX_VALUE ? off : Double.POSITIVE_INFINITY;
            if (off > 0 || Double.isNaN(off)) {
                firstNotFinite = notFinite == 0 ? found[i] : firstNotFinite;
                notFinite += Double.isFinite(found[i]) ? 0 : 1;
            }
            if (departure > worst) {
                worst = departure;
                where = String.format(Locale.ROOT, "%s %s, point %d, coordinate %d: is %s, must be %s", batch.law(),
                        place, i / d + 1, i % d + 1, digits(found[i], expected[i]), digits(expected[i], found[i]));
            }
            count++;
        }
    }

    /** {@return whether all answers are the expected ones up to rounding} */
    boolean isRounding() {
        return worst <= 1;
    }

    /** {@return where the departure is largest, with the numbers; empty if there is none} */
    String where() {
        return where;
    }

    /** {@return the largest departure, in units of the rounding allowed; +∞ if an answer is not a number} */
    double worst() {
        return worst;
    }

    /** Evidence that must be rounding alone. */
    Evidence evidence(String quantity, String cause, Precision precision) {
        if (notFinite > 0) {
            return Evidence.of(Evidence.Kind.AT_POINTS, quantity + ", answers that are "
                    + (Double.isNaN(firstNotFinite) ? "NaN" : "infinite"), notFinite)
                    .within(new Interval(notFinite, notFinite)).by(count + " numbers of answers")
                    .decides(Requirement.exactly("must be 0; " + where, 0));
        }
        String rule = "must be at most 1 (rounding of " + precision + ")"
                + (isRounding() ? "" : "; " + where + (cause.isEmpty() ? "" : ": " + cause));
        return started(quantity).decides(Requirement.atMost(rule, 1, 0));
    }

    /**
     * Evidence that must be rounding alone, or a small number that is added to a denominator against division by 0: that
     * is told and does not refute.
     *
     * @param departures the same answers
     * @param weight     multiple of the prediction that such a number shrinks
     */
    Evidence evidenceUnlessStabilised(String quantity, String cause, Precision precision,
            Stabiliser.Departures departures, double weight) {
        Optional<Stabiliser> found = isRounding() || notFinite > 0 ? Optional.empty() : departures.explained(weight);
        return found.filter(Stabiliser::isSmall).map(small -> measured(quantity, small.says()
                + ", which explains the " + quantity)).orElseGet(() -> evidence(quantity,
                        found.map(large -> large.says() + ", which is too much to be there against division by 0")
                                .orElse(cause),
                        precision));
    }

    /** Evidence that is reported and decides nothing. */
    Evidence reported(String quantity) {
        return started(quantity).decides(Requirement.NONE).saying(quantity + ": "
                + (isRounding() ? "none beyond rounding" : "largest in " + where)).asAttempt();
    }

    /** Evidence of something unusual that may be meant: it does not refute, and does not confirm either. */
    Evidence measured(String quantity, String words) {
        return started(quantity).decides(Requirement.NONE).saying(words);
    }

    private Evidence started(String quantity) {
        return Evidence.of(Evidence.Kind.AT_POINTS, quantity + ", in units of rounding", worst)
                .within(Interval.ofError(worst)).by(count + " numbers of answers");
    }

    /** A number with as many digits as tell it from another. */
    static String digits(double x, double other) {
        int digits = 4;
        while (digits < 17 && text(x, digits).equals(text(other, digits))) {
            digits++;
        }
        return text(x, digits);
    }

    private static String text(double x, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "g", x);
    }
}
