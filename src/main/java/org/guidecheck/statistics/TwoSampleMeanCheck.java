package org.guidecheck.statistics;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Do a bounded variable's means under two laws agree, within tolerances? Each mean is enclosed by a
 * {@link BettingConfidenceSequence} at half the false-alarm rate; the difference lies in the difference of the
 * enclosures.
 *
 * <p>A discrepancy is how far the difference of the means exceeds the tolerances, in absolute value. If each
 * enclosure's end lies within half of it of its mean, then it is found. The mean is unknown, so the bets are not known
 * as multiples of one over it; yet for any wanted stake {@code L} at most {@code 1/(2 range)} the grid has one in
 * {@code (L/2, L]}, for every limit from {@code 2^-20/L} up, and smaller limits may be raised to that (a larger one is
 * harder to refute). The bound on its wealth is that of {@link BoundedMeanCheck}, with the drift, which is concave in
 * the stake, at the worse end of {@code [L/2, L]}.
 *
 * @param quantity what the difference of the means is called, not blank
 * @param range where the variable lies under both laws, bounded
 * @param tolerances what is allowed between the means
 * @param alpha the false-alarm rate over everything together, in (0, 1)
 */
public record TwoSampleMeanCheck(String quantity, Interval range, List<Tolerance> tolerances, double alpha) {

    /** Guards the ranges and copies the list. */
    public TwoSampleMeanCheck {
        tolerances = List.copyOf(tolerances);
        // Guards the range and alpha.
        new BettingConfidenceSequence(range.lower(), range.upper(), alpha).bounds();
    }

    /**
     * Draws equally from both sources until the claim is decided, a source is exhausted or the maximum is reached.
     *
     * @param first the observations under the first law, each in the range
     * @param second the observations under the second law, each in the range, independent of the first
     * @param maximum the most samples to draw from each, at least 1
     * @return the evidence; its samples are those of both, its value the first mean less the second
     */
    public Evidence decide(Observations first, Observations second, int maximum) {
        if (!(maximum >= 1)) {
            throw new IllegalArgumentException("maximum=" + maximum + ": must be at least 1");
        }
        BettingConfidenceSequence one = new BettingConfidenceSequence(range.lower(), range.upper(), alpha / 2);
        BettingConfidenceSequence two = new BettingConfidenceSequence(range.lower(), range.upper(), alpha / 2);
        boolean more = true;
        while (more && decide(one.bounds().minus(two.bounds())) == Outcome.UNDECIDED) {
            int wanted = Math.min(one.nextLook(), maximum) - one.count();
            more = first.supply(wanted, one::accept) == wanted
                    && second.supply(wanted, two::accept) == wanted
                    && one.count() < maximum;
        }
        int fewer = Math.min(one.count(), two.count());
        Interval bounds = one.bounds().minus(two.bounds());
        return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, quantity, one.mean() - two.mean())
                .within(bounds)
                .allowing(tolerances)
                .by("difference of two betting confidence sequences", (long) one.count() + two.count(), alpha)
                .decides(String.format(Locale.ROOT, "within %.4g of 0", Tolerance.total(tolerances)),
                        Interval.around(0, Tolerance.total(tolerances)), decide(bounds))
                .detecting(fewer == 0 ? OptionalDouble.empty() : smallestDiscrepancy(fewer))
                .with("first mean", one.mean() + " in " + one.bounds())
                .with("second mean", two.mean() + " in " + two.bounds());
    }

    /**
     * What an enclosure of the difference decides.
     *
     * @param bounds where the difference of the means lies
     * @return the outcome
     */
    public Outcome decide(Interval bounds) {
        return bounds.against(Interval.around(0, Tolerance.total(tolerances)));
    }

    /**
     * The discrepancy that n samples of each law find in the worst case at the default false-pass rate.
     *
     * @param n the number of samples of each, at least 1
     * @return as {@link #smallestDiscrepancy(long, Power)}
     */
    public OptionalDouble smallestDiscrepancy(long n) {
        return smallestDiscrepancy(n, Power.WORST_CASE);
    }

    /**
     * The discrepancy that n samples of each law find.
     *
     * @param n the number of samples of each, at least 1
     * @param power what is known of the variable under both laws, and how rarely the check may miss
     * @return the smallest d such that means at least d further apart than the tolerances are told apart by n samples
     *     of each, except with probability beta; empty when there is none or beta is at most {@code alpha/2}, the rate
     *     at which the check may confirm what is wrong
     */
    public OptionalDouble smallestDiscrepancy(long n, Power power) {
        return promise(power).smallestDiscrepancy(n, range.width() - Tolerance.total(tolerances));
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
     * The samples of each law that a discrepancy needs.
     *
     * @param discrepancy how much further apart than the tolerances the means are, above 0
     * @param power what is known of the variable under both laws, and how rarely the check may miss
     * @return the smallest number of each that finds it except with probability beta; empty when none up to 2^50 does,
     *     or beta is at most {@code alpha/2}
     */
    public OptionalLong samplesNeeded(double discrepancy, Power power) {
        return promise(power).samplesNeeded(discrepancy);
    }

    private PowerPromise promise(Power power) {
        // Half of what may fail for each enclosure; one end of it has a quarter of alpha.
        double failure = (power.beta() - alpha / 2) / 2;
        if (!(failure > 0)) {
            return (n, discrepancy) -> false;
        }
        double confidence = -Math.log(failure);
        double width = range.width();
        double needed = Math.log(4 / alpha) + WealthSearch.OVERSHOOT + BetGrid.LOG_SIZE;
        double sd = Math.min(power.sd(), width / 2);
        double lost = BettingConfidenceSequence.RESOLUTION * width;
        return (n, discrepancy) -> {
            for (double share = 0.5; share >= BetGrid.smallest(); share /= 2) {
                double stake = share / width;
                double remaining = discrepancy / 2 - BetGrid.smallest() / stake - lost;
                WealthLowerBound floor = WealthLowerBound.of(stake, share, share);
                double d = Math.min(remaining, floor.bestDiscrepancy());
                double secondMoment = sd * sd + d * d;
                double halfDrift = new WealthLowerBound(stake / 2, share, share, floor.curvature()).drift(d, secondMoment);
                double drift = Math.min(floor.drift(d, secondMoment), halfDrift);
                if (remaining > 0 && floor.logWealth(n, drift, sd * sd, confidence) >= needed) {
                    return true;
                }
            }
            return false;
        };
    }
}
