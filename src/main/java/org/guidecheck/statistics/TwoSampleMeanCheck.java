package org.guidecheck.statistics;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Sequential test whether the difference of the means of a bounded variable under two laws meets a
 * {@link Requirement}. A {@link BettingConfidenceSequence} at half the false-alarm rate encloses each mean; the
 * difference of the means lies in the difference of the enclosures. Sampling goes on until the requirement decides it.
 *
 * <p>A discrepancy is how far the difference of the means lies outside the required values, which lie around 0. It is found if
 * each enclosure ends within half of it from its mean. The mean m is unknown, and with it the stakes b/m; yet for any
 * wanted stake L ≤ 1/(2·range) the grid has one in (L/2, L], for every limit from 2⁻²⁰/L up, and smaller limits may be
 * raised to that (a larger one is harder to refute). The bound on its wealth is that of {@link BoundedMeanCheck}, with
 * the drift, which is concave in the stake, at the worse end of [L/2, L].
 *
 * @param quantity   name of the difference of the means, not blank
 * @param range      bounded range of the variable under both laws
 * @param requirement what the claim asks of the first mean less the second, tolerances included
 * @param tolerances allowances by which the required values were widened
 * @param alpha      false-alarm rate over everything together, in (0, 1)
 */
public record TwoSampleMeanCheck(
        String quantity, Interval range, Requirement requirement, List<Tolerance> tolerances, double alpha) {

    /** Checks the ranges and copies the list. */
    public TwoSampleMeanCheck {
        tolerances = List.copyOf(tolerances);
        // Checks the range and alpha.
        new BettingConfidenceSequence(range.lower(), range.upper(), alpha).bounds();
    }

    /**
     * Check that two means agree within tolerances.
     *
     * @param quantity   name of the difference of the means, not blank
     * @param range      bounded range of the variable under both laws
     * @param tolerances allowances between the means
     * @param resolution difference beyond them that is called negligible, at least 0
     * @param alpha      false-alarm rate, in (0, 1)
     * @return the check
     */
    public static TwoSampleMeanCheck equal(String quantity, Interval range, List<Tolerance> tolerances,
            double resolution, double alpha) {
        double tolerance = Tolerance.total(tolerances);
        return new TwoSampleMeanCheck(quantity, range,
                Requirement.within(String.format(Locale.ROOT, "within %.4g of 0", tolerance),
                        Interval.around(0, tolerance), resolution),
                tolerances, alpha);
    }

    /**
     * Draws equally from both sources until the claim is decided, a source is exhausted or the maximum is reached.
     *
     * @param first   observations under the first law, each in the range
     * @param second  observations under the second law, each in the range, independent of the first
     * @param maximum most samples to draw from each, at least 1
     * @return the evidence; its samples are those of both, its value is the first mean less the second
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
                .decides(requirement)
                .detecting(fewer == 0 ? OptionalDouble.empty() : smallestDiscrepancy(fewer))
                .with("first mean", one.mean() + " in " + one.bounds())
                .with("second mean", two.mean() + " in " + two.bounds());
    }

    /**
     * Decides the claim from an enclosure of the difference.
     *
     * @param bounds where the difference of the means lies
     * @return the outcome
     */
    public Outcome decide(Interval bounds) {
        return requirement.decide(bounds);
    }

    /**
     * Smallest discrepancy that n samples of each law find, knowing only the range, at the default false-pass rate.
     *
     * @param n number of samples of each law, at least 1
     * @return as {@link #smallestDiscrepancy(long, Power)}
     */
    public OptionalDouble smallestDiscrepancy(long n) {
        return smallestDiscrepancy(n, Power.WORST_CASE);
    }

    /**
     * Smallest discrepancy that n samples of each law find.
     *
     * @param n     number of samples of each law, at least 1
     * @param power assumptions on the variable under both laws, and the false-pass rate β
     * @return the smallest d such that n samples of each refute means at least d further apart than
     *         required, except with probability β; empty if there is none or if β ≤ α/2, the rate at which the check
     *         may confirm a false claim
     */
    public OptionalDouble smallestDiscrepancy(long n, Power power) {
        return guarantee(power).smallestDiscrepancy(n, range.width() - requirement.required().upper());
    }

    /**
     * Number of samples of each law that find a discrepancy, knowing only the range, at the default false-pass rate.
     *
     * @param discrepancy as for {@link #samplesNeeded(double, Power)}
     * @return as {@link #samplesNeeded(double, Power)}
     */
    public OptionalLong samplesNeeded(double discrepancy) {
        return samplesNeeded(discrepancy, Power.WORST_CASE);
    }

    /**
     * Number of samples of each law that find a discrepancy.
     *
     * @param discrepancy excess of the distance of the means over the required one, above 0
     * @param power       assumptions on the variable under both laws, and the false-pass rate β
     * @return the smallest number of each that finds it except with probability β; empty if 2⁵⁰ do not suffice or
     *         β ≤ α/2
     */
    public OptionalLong samplesNeeded(double discrepancy, Power power) {
        return guarantee(power).samplesNeeded(discrepancy);
    }

    private PowerGuarantee guarantee(Power power) {
        // Each enclosure may fail at half the rate; one end of it has a quarter of alpha.
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
                WealthLowerBound bound = WealthLowerBound.of(stake, share, share);
                double d = Math.min(remaining, bound.bestDiscrepancy());
                double secondMoment = sd * sd + d * d;
                double halfDrift =
                        new WealthLowerBound(stake / 2, share, share, bound.curvature()).drift(d, secondMoment);
                double drift = Math.min(bound.drift(d, secondMoment), halfDrift);
                if (remaining > 0 && bound.logWealth(n, drift, sd * sd, confidence) >= needed) {
                    return true;
                }
            }
            return false;
        };
    }
}
