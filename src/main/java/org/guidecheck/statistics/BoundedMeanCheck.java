package org.guidecheck.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Sequential test whether the mean of a bounded variable meets a {@link Requirement}. A
 * {@link BettingConfidenceSequence} encloses the mean, and sampling goes on until the requirement decides the enclosure.
 *
 * <p>A discrepancy is the distance of the mean from the required values. The guarantees of power are proved for
 * independent samples, from log(1 + y) ≥ y − y² and Bernstein's inequality: if each observation has mean d above a
 * limit m, variance at most s² and a bet b at most 1/2, then, with L = b/m, the log wealth exceeds n(L·d − L²(s² + d²))
 * less log 21 for the average over the bets and less the deviation that Bernstein's inequality allows at probability β.
 * Where this exceeds log(2/α), the limit is refuted. The code uses the sharpest form of the first inequality for each
 * bet, and solves for n or d by bisection.
 *
 * @param quantity    name of the mean, not blank
 * @param range       bounded range of the variable
 * @param requirement what the claim asks of the mean, tolerances included
 * @param tolerances  allowances by which the required values were widened
 * @param alpha       false-alarm rate over both directions and all sample sizes together, in (0, 1)
 */
public record BoundedMeanCheck(
        String quantity, Interval range, Requirement requirement, List<Tolerance> tolerances, double alpha) {

    /** Checks the ranges and copies the list. */
    public BoundedMeanCheck {
        tolerances = List.copyOf(tolerances);
        // Checks the range and alpha.
        new BettingConfidenceSequence(range.lower(), range.upper(), alpha).bounds();
    }

    /**
     * Check of an upper limit on the mean.
     *
     * @param quantity   name of the mean, not blank
     * @param range      bounded range of the variable
     * @param limit      upper limit, finite
     * @param tolerances allowances beyond the limit
     * @param alpha      false-alarm rate, in (0, 1)
     * @return the check
     */
    public static BoundedMeanCheck atMost(
            String quantity, Interval range, double limit, List<Tolerance> tolerances, double alpha) {
        return new BoundedMeanCheck(quantity, range,
                Requirement.atMost(quantity + " <= " + limit, limit + Tolerance.total(tolerances), 0), tolerances,
                alpha);
    }

    /**
     * Check of a lower limit on the mean.
     *
     * @param quantity   name of the mean, not blank
     * @param range      bounded range of the variable
     * @param limit      lower limit, finite
     * @param tolerances allowances below the limit
     * @param alpha      false-alarm rate, in (0, 1)
     * @return the check
     */
    public static BoundedMeanCheck atLeast(
            String quantity, Interval range, double limit, List<Tolerance> tolerances, double alpha) {
        return new BoundedMeanCheck(quantity, range,
                Requirement.atLeast(quantity + " >= " + limit, limit - Tolerance.total(tolerances), 0), tolerances,
                alpha);
    }

    /**
     * Check that the mean equals a reference within the tolerances.
     *
     * @param quantity   name of the mean, not blank
     * @param range      bounded range of the variable
     * @param reference  reference value, finite
     * @param tolerances allowances on either side; without any, the claim can be refuted but never confirmed
     * @param alpha      false-alarm rate, in (0, 1)
     * @return the check
     */
    public static BoundedMeanCheck equalTo(
            String quantity, Interval range, double reference, List<Tolerance> tolerances, double alpha) {
        double tolerance = Tolerance.total(tolerances);
        return new BoundedMeanCheck(quantity, range,
                Requirement.within("|" + quantity + " - " + reference + "| <= " + tolerance,
                        Interval.around(reference, tolerance), 0),
                tolerances, alpha);
    }

    /**
     * Draws until the claim is decided, the source is exhausted or the maximum is reached. The claim is tested whenever
     * the count has grown by a half; the enclosure is valid at every count, so this costs nothing.
     *
     * @param source  observations, each in the range
     * @param maximum most samples to draw, at least 1
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
                .decides(requirement)
                .detecting(sequence.count() == 0 ? OptionalDouble.empty() : smallestDiscrepancy(sequence.count()));
    }

    /**
     * Decides the claim from an enclosure of the mean.
     *
     * @param bounds where the mean lies
     * @return the outcome
     */
    public Outcome decide(Interval bounds) {
        return requirement.decide(bounds);
    }

    /**
     * Smallest discrepancy that n samples find, knowing only the range, at the default false-pass rate.
     *
     * @param n number of samples, at least 1
     * @return as {@link #smallestDiscrepancy(long, Power)}
     */
    public OptionalDouble smallestDiscrepancy(long n) {
        return smallestDiscrepancy(n, Power.WORST_CASE);
    }

    /**
     * Smallest discrepancy that n samples find.
     *
     * @param n     number of samples, at least 1
     * @param power assumptions on the variable, and the false-pass rate β
     * @return the smallest d such that n samples refute every mean at least d outside the required values, except with
     *         probability β; empty if there is no such d in some direction, if no mean of the range is outside, or if
     *         β ≤ α/2, the rate at which the check may confirm a false claim
     */
    public OptionalDouble smallestDiscrepancy(long n, Power power) {
        OptionalDouble smallest = OptionalDouble.empty();
        for (double limit : limits()) {
            OptionalDouble side = guarantee(limit, power).smallestDiscrepancy(n, range.width() - limit);
            if (side.isEmpty()) {
                return side;
            }
            smallest = OptionalDouble.of(Math.max(side.getAsDouble(), smallest.orElse(0)));
        }
        return smallest;
    }

    /**
     * Number of samples that find a discrepancy, knowing only the range, at the default false-pass rate.
     *
     * @param discrepancy as for {@link #samplesNeeded(double, Power)}
     * @return as {@link #samplesNeeded(double, Power)}
     */
    public OptionalLong samplesNeeded(double discrepancy) {
        return samplesNeeded(discrepancy, Power.WORST_CASE);
    }

    /**
     * Number of samples that find a discrepancy.
     *
     * @param discrepancy distance of the mean from the required values, above 0
     * @param power       assumptions on the variable, and the false-pass rate β
     * @return the smallest number that refutes the claim except with probability β; empty if 2⁵⁰ do not suffice, in the
     *         cases of {@link #smallestDiscrepancy(long, Power)}, or if no mean of the range is that far outside
     */
    public OptionalLong samplesNeeded(double discrepancy, Power power) {
        OptionalLong needed = OptionalLong.empty();
        for (double limit : limits()) {
            if (discrepancy > range.width() - limit) {
                // No mean of the range is that far outside in this direction.
                continue;
            }
            OptionalLong side = guarantee(limit, power).samplesNeeded(discrepancy);
            if (side.isEmpty()) {
                return side;
            }
            needed = OptionalLong.of(Math.max(side.getAsLong(), needed.orElse(0)));
        }
        return needed;
    }

    /** The limits that a mean can exceed, upwards and downwards, as distances from the opposite end of the range. */
    private List<Double> limits() {
        List<Double> limits = new ArrayList<>();
        Interval required = requirement.required();
        for (double limit : new double[] {required.upper() - range.lower(), range.upper() - required.lower()}) {
            if (limit < range.width()) {
                limits.add(Math.max(limit, 0));
            }
        }
        return limits;
    }

    private PowerGuarantee guarantee(double limit, Power power) {
        double beta = power.beta() - alpha / 2;
        if (!(beta > 0)) {
            return (n, discrepancy) -> false;
        }
        // The bound falls short by its resolution, so the bets must refute a limit that is larger by as much.
        double lost = BettingConfidenceSequence.RESOLUTION * range.width();
        PowerGuarantee exact = new RefutationGuarantee(limit + lost, range.width(), power.sd(),
                Math.log(2 / alpha) + WealthSearch.OVERSHOOT, -Math.log(beta));
        return (n, discrepancy) -> exact.finds(n, discrepancy - lost);
    }
}
