package org.guidecheck.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Does the mean of a bounded variable lie where a claim allows it? Made by {@link #atMost}, {@link #atLeast} and
 * {@link #equalTo}.
 *
 * <p>The mean is enclosed by a {@link BettingConfidenceSequence}: the claim holds when the enclosure lies inside the
 * allowed interval, is refuted when the two are disjoint, and is undecided else.
 *
 * <p>A discrepancy is the distance of the mean from the allowed interval. The promises are proved for independent
 * samples, from {@code log(1 + y) >= y - y^2} and Bernstein's inequality: if each observation has mean d above a limit
 * m, variance at most s^2 and a bet b at most 1/2, then the logarithmic wealth exceeds {@code n (L d - L^2 (s^2 +
 * d^2))}, with {@code L = b/m}, less {@code log 21} for the average over the bets and less the deviation that
 * Bernstein's inequality allows at probability beta. Where that passes {@code log(2/alpha)}, the limit is refuted. The
 * code uses the sharpest form of the first inequality for each bet, and solves for n or for d by bisection.
 *
 * @param quantity what the mean is called, not blank
 * @param range where the variable lies, bounded
 * @param allowed where the claim allows the mean, tolerances included
 * @param tolerances what the allowed interval was widened by
 * @param rule the claim, in words
 * @param alpha the false-alarm rate over both directions and all sample sizes together, in (0, 1)
 */
public record BoundedMeanCheck(
        String quantity, Interval range, Interval allowed, List<Tolerance> tolerances, String rule, double alpha) {

    /** Guards the ranges and copies the list. */
    public BoundedMeanCheck {
        tolerances = List.copyOf(tolerances);
        // Guards the range and alpha.
        new BettingConfidenceSequence(range.lower(), range.upper(), alpha).bounds();
    }

    /**
     * Is the mean at most a limit?
     *
     * @param quantity what the mean is called, not blank
     * @param range where the variable lies, bounded
     * @param limit the limit, finite
     * @param tolerances what is allowed beyond the limit
     * @param alpha the false-alarm rate, in (0, 1)
     * @return the check
     */
    public static BoundedMeanCheck atMost(
            String quantity, Interval range, double limit, List<Tolerance> tolerances, double alpha) {
        return new BoundedMeanCheck(quantity, range, Interval.atMost(limit + Tolerance.total(tolerances)), tolerances,
                quantity + " <= " + limit, alpha);
    }

    /**
     * Is the mean at least a limit?
     *
     * @param quantity what the mean is called, not blank
     * @param range where the variable lies, bounded
     * @param limit the limit, finite
     * @param tolerances what is allowed below the limit
     * @param alpha the false-alarm rate, in (0, 1)
     * @return the check
     */
    public static BoundedMeanCheck atLeast(
            String quantity, Interval range, double limit, List<Tolerance> tolerances, double alpha) {
        return new BoundedMeanCheck(quantity, range, Interval.atLeast(limit - Tolerance.total(tolerances)), tolerances,
                quantity + " >= " + limit, alpha);
    }

    /**
     * Is the mean equal to a reference, within the tolerances?
     *
     * @param quantity what the mean is called, not blank
     * @param range where the variable lies, bounded
     * @param reference the reference, finite
     * @param tolerances what is allowed on either side; without any the claim can be refuted and never confirmed
     * @param alpha the false-alarm rate, in (0, 1)
     * @return the check
     */
    public static BoundedMeanCheck equalTo(
            String quantity, Interval range, double reference, List<Tolerance> tolerances, double alpha) {
        double tolerance = Tolerance.total(tolerances);
        return new BoundedMeanCheck(quantity, range, Interval.around(reference, tolerance), tolerances,
                "|" + quantity + " - " + reference + "| <= " + tolerance, alpha);
    }

    /**
     * Draws until the claim is decided, the source is exhausted or the maximum is reached. It looks whenever the count
     * has grown by a half: the enclosure is valid at every count, so looking costs nothing.
     *
     * @param source the observations, each in the range
     * @param maximum the most samples to draw, at least 1
     * @return the evidence
     */
    public Evidence decide(Observations source, int maximum) {
        if (!(maximum >= 1)) {
            throw new IllegalArgumentException("maximum=" + maximum + ": must be at least 1");
        }
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(range.lower(), range.upper(), alpha);
        boolean more = true;
        while (more && decide(sequence.bounds()) == Outcome.UNDECIDED) {
            int wanted = Math.min(sequence.nextLook(), maximum) - sequence.count();
            more = source.supply(wanted, sequence::accept) == wanted && sequence.count() < maximum;
        }
        return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, quantity, sequence.mean())
                .within(sequence.bounds())
                .allowing(tolerances)
                .by("betting confidence sequence", sequence.count(), alpha)
                .decides(rule, allowed, decide(sequence.bounds()))
                .detecting(sequence.count() == 0 ? OptionalDouble.empty() : smallestDiscrepancy(sequence.count()));
    }

    /**
     * What an enclosure of the mean decides.
     *
     * @param bounds where the mean lies
     * @return the outcome
     */
    public Outcome decide(Interval bounds) {
        return bounds.against(allowed);
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
     * @param power what is known of the variable, and how rarely the check may miss
     * @return the smallest d such that a mean at least d outside the allowed interval is refuted by n samples, except
     *     with probability beta; empty when some direction has none, when no mean is outside, or when beta is at most
     *     {@code alpha/2}, the rate at which the check may confirm what is wrong
     */
    public OptionalDouble smallestDiscrepancy(long n, Power power) {
        OptionalDouble smallest = OptionalDouble.empty();
        for (double limit : limits()) {
            OptionalDouble side = promise(limit, power).smallestDiscrepancy(n, range.width() - limit);
            if (side.isEmpty()) {
                return side;
            }
            smallest = OptionalDouble.of(Math.max(side.getAsDouble(), smallest.orElse(0)));
        }
        return smallest;
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
     * @param discrepancy how far the mean is outside the allowed interval, above 0
     * @param power what is known of the variable, and how rarely the check may miss
     * @return the smallest number that refutes it except with probability beta; empty when none up to 2^50 does, in the
     *     cases of {@link #smallestDiscrepancy(long, Power)}, or when no mean of the range is that far outside
     */
    public OptionalLong samplesNeeded(double discrepancy, Power power) {
        OptionalLong needed = OptionalLong.empty();
        for (double limit : limits()) {
            if (discrepancy > range.width() - limit) {
                // No mean is that far out in this direction.
                continue;
            }
            OptionalLong side = promise(limit, power).samplesNeeded(discrepancy);
            if (side.isEmpty()) {
                return side;
            }
            needed = OptionalLong.of(Math.max(side.getAsLong(), needed.orElse(0)));
        }
        return needed;
    }

    /** The limits that a mean can exceed, upwards and downwards, as distances from the end left behind. */
    private List<Double> limits() {
        List<Double> limits = new ArrayList<>();
        for (double limit : new double[] {allowed.upper() - range.lower(), range.upper() - allowed.lower()}) {
            if (limit < range.width()) {
                limits.add(Math.max(limit, 0));
            }
        }
        return limits;
    }

    private PowerPromise promise(double limit, Power power) {
        double beta = power.beta() - alpha / 2;
        if (!(beta > 0)) {
            return (n, discrepancy) -> false;
        }
        // To refute the limit after the rounding of the bound, the bets must refute one that is larger by that much.
        double lost = BettingConfidenceSequence.RESOLUTION * range.width();
        PowerPromise exact = new RefutationPromise(limit + lost, range.width(), power.sd(),
                Math.log(2 / alpha) + WealthSearch.OVERSHOOT, -Math.log(beta));
        return (n, discrepancy) -> exact.made(n, discrepancy - lost);
    }
}
