package org.guidecheck.statistics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Is the mean of a non-negative variable at most a limit? For any tail, hence in one direction only: samples can refute
 * it and never confirm it, since an excess may hide in values too rare to have been seen.
 *
 * <p>The same reason shapes its promises: a discrepancy is that of the mean of {@code min(X, cap)}. They hold for every
 * independent sample whose truncated mean exceeds the limit by at least that much.
 *
 * @param quantity what the mean is called, not blank
 * @param limit the limit, finite, in the units of the variable
 * @param tolerances what is allowed beyond the limit; the limit with them is above 0
 * @param cap where promises truncate the variable, finite and above the limit with its tolerances
 * @param alpha the false-alarm rate over all sample sizes together, in (0, 1)
 */
public record ExceedanceCheck(String quantity, double limit, List<Tolerance> tolerances, double cap, double alpha) {

    // How many observations are drawn between two looks.
    private static final int BATCH = 1024;

    /** Guards the ranges and copies the list. */
    public ExceedanceCheck {
        tolerances = List.copyOf(tolerances);
        double allowed = limit + Tolerance.total(tolerances);
        if (!(allowed > 0 && allowed < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "limit=" + limit + ", but a limit with its tolerances is finite and above 0");
        }
        if (!(cap > allowed && cap < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "cap=" + cap + ", but a cap is finite and above the limit with its tolerances, " + allowed);
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha=" + alpha + ", but a false-alarm rate is in (0, 1)");
        }
    }

    /**
     * Draws until the limit is refuted, the source is exhausted or the maximum is reached.
     *
     * @param source the observations, each at least 0
     * @param maximum the most samples to draw, at least 1
     * @return the evidence: refuted or undecided
     */
    public Evidence decide(Observations source, int maximum) {
        if (!(maximum >= 1)) {
            throw new IllegalArgumentException("maximum=" + maximum + ", but a number of samples is at least 1");
        }
        double allowed = limit + Tolerance.total(tolerances);
        NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(allowed);
        int wanted = BATCH;
        while (wanted > 0 && !process.rejectedAt(alpha)) {
            wanted = (int) Math.min(BATCH, maximum - process.count());
            int supplied = source.supply(wanted, batch -> process.accept(batch, 0, batch.length));
            wanted = supplied < wanted ? 0 : wanted;
        }
        boolean refuted = process.rejectedAt(alpha);
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, quantity, process.mean())
                .within(Interval.atLeast(refuted ? allowed : 0))
                .allowing(tolerances)
                .by("e-process, wealth averaged over constant bets", process.count(), alpha)
                .decides(quantity + " <= " + limit,
                        Interval.atMost(allowed), refuted ? Outcome.REFUTED : Outcome.UNDECIDED)
                .detecting(process.count() == 0 ? OptionalDouble.empty() : smallestDiscrepancy(process.count()))
                .with("largest log e-value", Double.toString(process.maxLogEValue()))
                .with("cap", Double.toString(cap));
    }

    /**
     * The discrepancy that n samples find in the worst case at the default false-pass rate.
     *
     * @param n the number of samples, at least 1
     * @return as {@link #smallestDiscrepancy(long, Power)}
     */
    public OptionalDouble smallestDiscrepancy(long n) {
        return smallestDiscrepancy(n, Power.WORST_CASE);
    }

    /**
     * The discrepancy that n samples find.
     *
     * @param n the number of samples, at least 1
     * @param power what is known of the variable truncated at the cap, and how rarely the check may miss
     * @return the smallest d such that a truncated mean at least d above the limit with its tolerances is refuted by n
     *     samples, except with probability beta; empty when there is none
     */
    public OptionalDouble smallestDiscrepancy(long n, Power power) {
        return promise(power).smallestDiscrepancy(n, cap - limit - Tolerance.total(tolerances));
    }

    /**
     * The samples that a discrepancy needs in the worst case at the default false-pass rate.
     *
     * @param discrepancy as for {@link #samplesNeeded(double, Power)}
     * @return as {@link #samplesNeeded(double, Power)}
     */
    public OptionalLong samplesNeeded(double discrepancy) {
        return samplesNeeded(discrepancy, Power.WORST_CASE);
    }

    /**
     * The samples that a discrepancy needs.
     *
     * @param discrepancy how far the truncated mean is above the limit with its tolerances, above 0
     * @param power what is known of the variable truncated at the cap, and how rarely the check may miss
     * @return the smallest number that refutes it except with probability beta; empty when none up to 2^50 does
     */
    public OptionalLong samplesNeeded(double discrepancy, Power power) {
        return promise(power).samplesNeeded(discrepancy);
    }

    private PowerPromise promise(Power power) {
        // The check looks after each batch and at the last sample; it never confirms, so beta is not shared.
        return new RefutationPromise(
                limit + Tolerance.total(tolerances), cap, power.sd(), -Math.log(alpha), -Math.log(power.beta()));
    }
}
