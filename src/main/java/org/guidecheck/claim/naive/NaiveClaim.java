package org.guidecheck.claim.naive;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/**
 * False belief about guidance, refuted by computation on a law on the line: means of guided output by finite
 * differences or, as a second opinion, by chains of short steps, with bounds from several meshes and without sampling.
 */
abstract class NaiveClaim extends Claim {
    /** Class posterior p(c|y) at the end of a path. */
    static final Functional POSTERIOR = (y, logOdds) -> 1 / (1 + Math.exp(-logOdds));

    /** Wanted error at first, and again if the sign of a change is still open. */
    private static final double[] PRECISIONS = {1e-2, 1e-3};
    /** The one place of a claim about a single number. */
    private static final double[] NO_PLACE = {Double.NaN};

    private final Belief belief;

    NaiveClaim(String name, String text, String source, Belief belief, Resolution resolution) {
        super(new Statement("naive." + name, text, source, Status.FAILS, resolution));
        this.belief = belief;
    }

    /** Believed sign of a change under guidance. */
    enum Belief {
        /** No increase. */
        AT_MOST_0("at most 0"),
        /** No decrease. */
        AT_LEAST_0("at least 0"),
        /** No change. */
        ZERO("is 0");

        private final String rule;

        Belief(String rule) {
            this.rule = rule;
        }

        Interval required() {
            return switch (this) {
                case AT_MOST_0 -> Interval.atMost(0);
                case AT_LEAST_0 -> Interval.atLeast(0);
                case ZERO -> Interval.around(0, 0);
            };
        }

        /** Amount by which a change violates the belief at least; at most 0 if it may not. */
        double violation(Interval change) {
            return switch (this) {
                case AT_MOST_0 -> change.lower();
                case AT_LEAST_0 -> -change.upper();
                case ZERO -> Math.max(change.lower(), -change.upper());
            };
        }
    }

    /**
     * A change under guidance.
     *
     * @param place  parameter at which the claim was checked, such as q or a share of the weight
     * @param value  the change
     * @param excess closeness to a violation, above 0 for a violation
     */
    record Change(double place, Interval value, double excess) {
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(NamedLaws.T, 0, GuidanceSchedule.constant(1), 1));
    }

    /** {@inheritDoc} Laws on the line. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().dimension() == 1;
    }

    /** Parameters at which the claim is checked; a single unused one for a claim about one number. */
    double[] places() {
        return NO_PLACE.clone();
    }

    /** Whether the claim is equivalent to the sign of its one change, so that the change can confirm it on a law. */
    boolean isOneChange() {
        return false;
    }

    /** The changes that the claim is about, at these places. */
    abstract List<Change> changes(GuidedMeans means, double... places);

    /** Name of the change in the evidence. */
    abstract String quantity(double place);

    @Override
    protected final List<Evidence> evidence(Setting setting, double alpha) {
        return List.of(evidence(setting, compute(precision -> new DifferenceMeans(setting, precision), places())));
    }

    /** {@inheritDoc} Only at the place with the largest violation by the first oracle. */
    @Override
    public final Verdict secondOpinion(Setting setting, double alpha) {
        return verdict(setting, () -> List.of(evidence(setting,
                compute(precision -> new ChainMeans(setting, precision), worstPlace(setting)))));
    }

    private double[] worstPlace(Setting setting) {
        double[] places = places();
        return places.length == 1 ? places
                : new double[] {compute(precision -> new DifferenceMeans(setting, precision), places).worst().place()};
    }

    /** Result of one oracle: the change with the largest violation, and the largest excess. */
    private record Result(GuidedMeans means, Change worst, double excess) {
    }

    private Result compute(DoubleFunction<GuidedMeans> within, double... places) {
        int d = within.apply(PRECISIONS[0]).setting().law().dimension();
        if (d != 1) {
            throw new IllegalArgumentException("dimension=" + d + ": " + id() + " is decided on laws of dimension 1");
        }
        Result result = null;
        boolean open = true;
        for (int i = 0; i < PRECISIONS.length && open; i++) {
            GuidedMeans means = within.apply(PRECISIONS[i]);
            List<Change> changes = changes(means, places);
            Change worst = Collections.max(changes, Comparator.comparingDouble(each -> belief.violation(each.value())));
            result = new Result(means, worst, changes.stream().mapToDouble(Change::excess).max().orElseThrow());
            open = !(belief.violation(worst.value()) > 0) && changes.stream().anyMatch(each -> isOpen(each.value()));
        }
        return result;
    }

    /** Whether a finer mesh may decide the sign of a change: not if the change is below its precision. */
    private boolean isOpen(Interval change) {
        double middle = change.midpoint();
        double size = isOneChange() ? Math.abs(middle) : belief.violation(Interval.around(middle, 0));
        return change.contains(0) && size > PRECISIONS[PRECISIONS.length - 1];
    }

    private Evidence evidence(Setting setting, Result result) {
        Interval value = result.worst().value();
        return Evidence.of(Evidence.Kind.ESTIMATED, quantity(result.worst().place()), value.midpoint())
                .within(value)
                .allowing(List.of(new Tolerance.Discretisation(0.5 * value.width(), "differences of the meshes")))
                .decides(requirement(setting))
                .exceeding(result.excess()).by(result.means().method());
    }

    /** Some changes that keep a belief do not confirm it, unless the belief is about one change. */
    private Requirement requirement(Setting setting) {
        return isOneChange() ? Requirement.within(belief.rule, belief.required(), resolution(setting))
                : new Requirement(belief.rule, belief.required(), Optional.empty());
    }

    /** The change of a claim about one number. */
    final List<Change> single(Interval change) {
        return List.of(new Change(NO_PLACE[0], change, belief.violation(change)));
    }
}
