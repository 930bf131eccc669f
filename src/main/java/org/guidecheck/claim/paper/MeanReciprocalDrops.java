package org.guidecheck.claim.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.ProbePoints;
import org.guidecheck.claim.SamplerDrop;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.statistics.BoundedMeanCheck;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/**
 * The main claim: for every labelled law and every guidance schedule w ≥ 0, M_w = E[1/p(c|Y)] ≤ M_0 = 1/π_c.
 *
 * <p>Source: G. Li and Y. Jiao, <i>Provable Efficiency of Guidance in Diffusion Models for General Data
 * Distribution</i>, arXiv 2505.01382. Decided by the bounded representation (properties/README.md, "The bounded
 * representation"): plain averages of 1/p do not see the tail that carries the mean. Where M_w is well below M_0, the
 * sampler under test is also asked for draws, which can refute the claim for it ("Sampler evidence").
 */
public final class MeanReciprocalDrops extends Claim {

    /** Rounding of sums and exponentials, relative. */
    private static final double ROUNDING = 1e-9;
    /** A time-step error of this share of M_0 does not keep a drop that is smaller from being decided. */
    private static final double RESOLUTION = 0.005;
    /** A share of M_0 below which M_w must lie for the sampler's own draws to be asked. */
    private static final double SUBSTANTIAL = 0.9;

    /** The claim. */
    public MeanReciprocalDrops() {
        super(new Statement("paper.mean-reciprocal-drops",
                "guidance lowers the mean reciprocal: M_w <= M_0 for every schedule w >= 0",
                "Li and Jiao, arXiv 2505.01382", Status.HOLDS));
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        double unguided = setting.unguidedMean();
        List<Evidence> evidence = new ArrayList<>();
        Evidence represented = represented(setting, alpha / 2);
        evidence.add(represented);
        // Draws can tell a sampler that does not lower the mean from one that does only where there is something to lower.
        if (represented.bounds().upper() < SUBSTANTIAL * unguided) {
            evidence.add(SamplerDrop.decide(setting, alpha / 2));
        }
        return evidence;
    }

    /** What the bounded representation says of M_w ≤ M_0. */
    public static Evidence represented(Setting setting, double alpha) {
        double unguided = setting.unguidedMean();
        boolean guided = ProbePoints.guided(setting);
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
            // No guidance, or nothing to guide by: every path survives whole on either grid.
            return Outcome.HOLDS;
        }
        if (known.upper() + step <= limit || (known.upper() <= limit && step <= RESOLUTION * unguided)) {
            return Outcome.HOLDS;
        }
        return known.lower() - step > limit ? Outcome.REFUTED : Outcome.UNDECIDED;
    }
}
