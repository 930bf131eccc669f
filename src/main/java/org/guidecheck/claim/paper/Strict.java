package org.guidecheck.claim.paper;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.ProbePoints;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
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
 * its size is needed. The resolution of the claim is that of the equality.
 */
public final class Strict extends Claim {
    private static final double ROUNDING = 1e-9;
    /** Smallest relative drop that is not rounding of the sum. */
    private static final double SEEN = 1e-12;

    private final Predicate<Setting> isGuided;

    /** The claim. */
    public Strict() {
        this(ProbePoints::isGuided);
    }

    /**
     * For tests: another opinion of where guidance has an effect.
     *
     * @param isGuided whether the weight is positive somewhere and the class differs from the rest
     */
    Strict(Predicate<Setting> isGuided) {
        super(new Statement("paper.strict",
                "the drop is strict if w > 0 and the class differs from the rest, and exactly 0 if it does not differ",
                "Li & Jiao, arXiv 2505.01382",
                Status.HOLDS,
                Resolution.ofUnguidedMean(0.01)));
        this.isGuided = isGuided;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        double unguided = setting.unguidedMean();
        Interval equal = Interval.around(unguided, ROUNDING * unguided);
        boolean drops = isGuided.test(setting);
        Requirement requirement = drops
                ? Requirement.atMost(String.format(Locale.ROOT, "M_w < M_0 = %.6g", unguided),
                        Math.nextDown(unguided), 0)
                : Requirement.within(String.format(Locale.ROOT, "M_w = M_0 = %.6g", unguided), equal,
                        resolution(setting) * unguided);
        BoundedRepresentation.Estimate estimate = new BoundedRepresentation(setting.process(), setting.streams(), alpha)
                .estimate(BoundedRepresentation.Effort.DECIDE,
                        e -> requirement.decide(bounds(e, unguided)) != Outcome.UNDECIDED);
        return List.of(Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, "M_w", estimate.value())
                .within(bounds(estimate, unguided))
                .by("bounded representation, " + estimate.steps() + " steps", estimate.paths(), alpha)
                .allowing(List.of(
                        new Tolerance.Discretisation(estimate.discretisation(), "difference of two step sizes"),
                        new Tolerance.Rounding(ROUNDING * unguided, "sums and exponentials")))
                .decides(requirement));
    }

    /** Where M_w lies: below M_0 if a path has been seen that loses weight. */
    private static Interval bounds(BoundedRepresentation.Estimate estimate, double unguided) {
        Interval known = estimate.statistical().widen(estimate.discretisation());
        double most = estimate.value() < unguided * (1 - SEEN) ? Math.nextDown(unguided) : unguided;
        return new Interval(Math.min(known.lower(), most), Math.min(known.upper(), most));
    }
}
