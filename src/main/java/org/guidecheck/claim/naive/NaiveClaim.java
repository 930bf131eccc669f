package org.guidecheck.claim.naive;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/**
 * A belief about guidance that a law on the line refutes: means of guided output are computed, by finite differences or, to
 * see it again, by chains of short steps, with a bound from several meshes and nothing drawn.
 */
abstract class NaiveClaim extends Claim {
    /** p(c|y), the class posterior where a path ends. */
    static final Functional POSTERIOR = (y, logOdds) -> 1 / (1 + Math.exp(-logOdds));

    /** The error wanted at first, and where that leaves the sign of a change open. */
    private static final double[] PRECISIONS = {1e-2, 1e-3};
    private static final double[] NOWHERE = {Double.NaN};

    private final Belief belief;

    NaiveClaim(String name, String text, String source, Belief belief) {
        super(new Statement("naive." + name, text, source, Status.FAILS));
        this.belief = belief;
    }

    /** What a change under guidance is believed to be. */
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

        Interval allowed() {
            return switch (this) {
                case AT_MOST_0 -> Interval.atMost(0);
                case AT_LEAST_0 -> Interval.atLeast(0);
                case ZERO -> Interval.around(0, 0);
            };
        }

        boolean keptBy(Interval change) {
            return this == AT_MOST_0 ? change.upper() <= 0 : this == AT_LEAST_0 && change.lower() >= 0;
        }

        /** By how much a change surely breaks the belief; negative if it may not. */
        double broken(Interval change) {
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
     * @param place   where the belief was tried, for beliefs of many places
     * @param value   of the change
     * @param nearest how near it is to breaking the belief, above 0 if it does
     */
    record Change(double place, Interval value, double nearest) {
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(NamedLaws.T, 0, GuidanceSchedule.constant(1), 1));
    }

    /** {@inheritDoc} On the line. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().dimension() == 1;
    }

    /** Where the belief is tried; one place, which nobody looks at, where it is about one number. */
    double[] places() {
        return NOWHERE.clone();
    }

    /** Whether the belief is about nothing but its one change, so that seeing that shows it on a law. */
    boolean saysNoMore() {
        return false;
    }

    /** The changes that the belief is about. */
    abstract List<Change> changes(GuidedMeans means, double... places);

    /** What changes, in symbols. */
    abstract String quantity(double place);

    @Override
    protected final List<Evidence> evidence(Setting setting, double alpha) {
        return List.of(evidence(look(precision -> new DifferenceMeans(setting, precision), places())));
    }

    /** {@inheritDoc} Of several places, at the one where the first oracle sees the belief broken most. */
    @Override
    public final Verdict secondOpinion(Setting setting, double alpha) {
        return verdict(setting, () -> List.of(evidence(look(precision -> new ChainMeans(setting, precision),
                onePlace(setting)))));
    }

    private double[] onePlace(Setting setting) {
        double[] places = places();
        return places.length == 1 ? places
                : new double[] {look(precision -> new DifferenceMeans(setting, precision), places).worst().place()};
    }

    /** What was found by some means. */
    private record Seen(GuidedMeans means, Change worst, double nearest) {
    }

    private Seen look(DoubleFunction<GuidedMeans> within, double... places) {
        int d = within.apply(PRECISIONS[0]).setting().law().dimension();
        if (d != 1) {
            throw new IllegalArgumentException("dimension=" + d + ": " + id() + " is decided on laws of dimension 1");
        }
        Seen seen = null;
        boolean open = true;
        for (int i = 0; i < PRECISIONS.length && open; i++) {
            GuidedMeans means = within.apply(PRECISIONS[i]);
            List<Change> changes = changes(means, places);
            Change worst = Collections.max(changes, Comparator.comparingDouble(each -> belief.broken(each.value())));
            seen = new Seen(means, worst, changes.stream().mapToDouble(Change::nearest).max().orElseThrow());
            open = !(belief.broken(worst.value()) > 0) && changes.stream().anyMatch(each -> isOpen(each.value()));
        }
        return seen;
    }

    /** Whether finer meshes may show the sign of a change: not where it is smaller than what they see. */
    private boolean isOpen(Interval change) {
        double middle = change.midpoint();
        double size = saysNoMore() ? Math.abs(middle) : belief.broken(Interval.around(middle, 0));
        return change.contains(0) && size > PRECISIONS[PRECISIONS.length - 1];
    }

    private Evidence evidence(Seen seen) {
        Interval value = seen.worst().value();
        return Evidence.of(Evidence.Kind.DETERMINISTIC, quantity(seen.worst().place()), value.midpoint())
                .within(value)
                .allowing(List.of(new Tolerance.Discretisation(0.5 * value.width(), "differences of the meshes")))
                .decides(belief.rule, belief.allowed(), outcome(value))
                .exceeding(seen.nearest()).by(seen.means().method());
    }

    private Outcome outcome(Interval change) {
        if (belief.broken(change) > 0) {
            return Outcome.REFUTED;
        }
        return saysNoMore() && belief.keptBy(change) ? Outcome.HOLDS : Outcome.UNDECIDED;
    }

    /** The one change of a belief about one number. */
    final List<Change> one(Interval change) {
        return List.of(new Change(NOWHERE[0], change, belief.broken(change)));
    }
}
