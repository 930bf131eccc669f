package org.guidecheck.claim;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.statistics.BoundedMeanCheck;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/** Evidence for or against M_w ≤ M_0 = 1/π_c by the bounded representation (theory.md). */
public final class BoundedMeanReciprocal {
    /** Rounding of sums and exponentials, relative. */
    private static final double ROUNDING = 1e-9;
    /** A time-step error up to this share of M_0 does not prevent HOLDS for a smaller drop. */
    private static final double RESOLUTION = 0.005;

    private BoundedMeanReciprocal() {
    }

    /**
     * Estimates M_w and compares it with M_0.
     *
     * @param setting law, class and weights, each at least 0
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return the evidence
     */
    public static Evidence evidence(Setting setting, double alpha) {
        double unguided = setting.unguidedMean();
        boolean guided = ProbePoints.isGuided(setting);
        BoundedRepresentation representation = new BoundedRepresentation(setting.process(), setting.streams(), alpha);
        BoundedRepresentation.Estimate estimate = representation.estimate(BoundedRepresentation.Effort.DECIDE,
                e -> outcome(e, unguided, guided) != Outcome.UNDECIDED);
        return evidence(estimate, alpha, unguided, guided);
    }

    private static Evidence evidence(BoundedRepresentation.Estimate estimate, double alpha, double unguided,
            boolean guided) {
        return estimate.evidence("M_w", "bounded representation", "the process starts at t > 0", alpha)
                .allowing(List.of(new Tolerance.Rounding(ROUNDING * unguided, "sums and exponentials")))
                .decides(String.format(Locale.ROOT, "M_w <= M_0 = %.6g", unguided),
                        Interval.atMost(unguided), outcome(estimate, unguided, guided))
                .detecting(detectable(estimate, alpha, unguided))
                .exceeding(Math.log((estimate.statistical().lower() - estimate.discretisation()) / unguided));
    }

    /** The smallest excess over M_0 that this many paths would have shown. */
    private static OptionalDouble detectable(BoundedRepresentation.Estimate estimate, double alpha, double unguided) {
        OptionalDouble survival = BoundedMeanCheck.atMost("survival", new Interval(0, 1), 0.5, List.of(), alpha / 2)
                .smallestDiscrepancy(estimate.paths());
        return survival.isPresent() ? OptionalDouble.of(survival.getAsDouble() * unguided) : survival;
    }

    private static Outcome outcome(BoundedRepresentation.Estimate estimate, double unguided, boolean guided) {
        Interval known = estimate.statistical();
        double step = estimate.discretisation();
        double limit = unguided * (1 + ROUNDING) + estimate.start();
        if (!guided && Math.abs(estimate.value() - unguided) <= ROUNDING * unguided) {
            // Guidance has no effect: every path has survival 1 on either grid.
            return Outcome.HOLDS;
        }
        if (known.upper() + step <= limit || (known.upper() <= limit && step <= RESOLUTION * unguided)) {
            return Outcome.HOLDS;
        }
        return known.lower() - step > limit ? Outcome.REFUTED : Outcome.UNDECIDED;
    }
}
