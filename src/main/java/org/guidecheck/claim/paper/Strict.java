package org.guidecheck.claim.paper;

import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.ProbePoints;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code paper.strict}: M_w &lt; M_0 if w > 0 at some noise level and the class differs from the rest; otherwise
 * M_w = M_0.
 *
 * <p>Source: Li and Jiao, arXiv 2505.01382; the drop is the mean of 1 − exp(−∫ w‖g‖² du), which is 0 only if g is
 * (theory.md, "The bounded representation"). The classifier gradient g is analytic in the point: if it is 0 at all
 * probe points, class and rest are taken to be equal.
 *
 * <p>The survival exp(−∫ w‖g‖² du) of a path is at most 1, so a single path with less proves a strict drop; no bound on
 * its size is needed.
 */
public final class Strict extends Claim {
    private static final double ROUNDING = 1e-9;
    /** Smallest relative drop that is not rounding of the sum. */
    private static final double SEEN = 1e-12;

    /** The claim. */
    public Strict() {
        super(new Statement("paper.strict",
                "the drop is strict if w > 0 and the class differs from the rest, and exactly 0 if it does not differ",
                "Li & Jiao, arXiv 2505.01382",
                Status.HOLDS));
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        double unguided = setting.unguidedMean();
        boolean drops = ProbePoints.isGuided(setting);
        boolean visibly = drops && ProbePoints.isVisiblyGuided(setting);
        BoundedRepresentation.Estimate estimate = new BoundedRepresentation(setting.process(), setting.streams(), alpha)
                .estimate(BoundedRepresentation.Effort.DECIDE,
                        e -> outcome(e, unguided, drops, visibly) != Outcome.UNDECIDED);
        Evidence evidence = Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, "M_w", estimate.value())
                .within(estimate.statistical().widen(estimate.discretisation()))
                .by("bounded representation, " + estimate.steps() + " steps", estimate.paths(), alpha)
                .allowing(List.of(
                        new Tolerance.Discretisation(estimate.discretisation(), "difference of two step sizes"),
                        new Tolerance.Rounding(ROUNDING * unguided, "sums and exponentials")))
                .decides(String.format(Locale.ROOT, "M_w %s M_0 = %.6g", drops ? "<" : "=", unguided),
                        drops ? Interval.atMost(unguided) : Interval.around(unguided, 0),
                        outcome(estimate, unguided, drops, visibly));
        return List.of(evidence);
    }

    private static Outcome outcome(BoundedRepresentation.Estimate estimate, double unguided, boolean drops,
            boolean visibly) {
        if (!drops) {
            // Each path has survival 1, and so has their mean, up to rounding.
            return Math.abs(estimate.value() - unguided) <= ROUNDING * unguided ? Outcome.HOLDS : Outcome.REFUTED;
        }
        if (estimate.statistical().lower() - estimate.discretisation() > unguided * (1 + ROUNDING)) {
            return Outcome.REFUTED;
        }
        // A drop below rounding at every point cannot be seen.
        boolean seen = estimate.value() < unguided * (1 - SEEN);
        return seen || (!visibly && estimate.value() <= unguided * (1 + ROUNDING)) ? Outcome.HOLDS : Outcome.UNDECIDED;
    }
}
