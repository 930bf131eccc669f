package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.claim.Resolution;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that on Gaussian classes the law of the whole chain converges to that of the guided process, or of the guided
 * flow, as steps get shorter. Both laws are computed: that of the chain from the sampler's coefficients at several
 * numbers of steps ({@link ClosedLaw}), the other by integration of its mean and variance. The error in the limit is
 * extrapolated from the three finest; nothing is allowed for long steps.
 */
final class GuidedGaussian extends SamplerClaim {
    static final Resolution RESOLUTION = new Resolution(0.01, "standard deviations");
    /** Largest error in errors of first order, where no limit is seen. */
    private static final double FACTOR = 3;

    GuidedGaussian() {
        super("sampler.guided-gaussian", "on Gaussian classes the law of the whole chain converges to the guided law "
                + "as steps are added", RESOLUTION);
    }

    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        return candidate.like().isEmpty() && candidate.declaration().start().isEmpty();
    }

    @Override
    boolean dependsOnLaw() {
        return true;
    }

    @Override
    boolean takesAnyOutput() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        for (double w : runs.candidate().weights()) {
            evidence.add(error(runs, w));
        }
        return evidence;
    }

    private static Evidence error(RunCache runs, double w) {
        String quantity = "error in the limit of short steps, w = " + GuidanceSchedule.constant(w);
        Identified identified = runs.identified();
        if (!identified.isLinear(w)) {
            return measuredOnly(quantity, "not computed: the sampler is not linear in the predictions");
        }
        Ladder ladder = identified.ladder(w);
        Optional<Ladder.Limit> limit = ladder.limit();
        if (limit.isEmpty()) {
            return measuredOnly(quantity,
                    "not computed: the noise or the weight of its steps cannot be told from its coefficients");
        }
        double size = RESOLUTION.at(runs.candidate().effort()).size();
        Evidence evidence = limit(quantity, limit.get(), ladder, size, identified.rounding());
        evidence = evidence.outcome() == Outcome.UNDECIDED ? coarse(ladder, w, size) : evidence;
        if (evidence.outcome() == Outcome.REFUTED) {
            evidence = evidence.decides(evidence.requirement().saying(evidence.rule() + explanation(runs, w)));
        }
        for (ClosedLaw law : ladder.laws()) {
            evidence = evidence.with("error at " + law.steps() + " steps", String.format(Locale.ROOT,
                    "%.3g deviations; %.3g for steps of first order", law.worst(), law.firstOrder()));
        }
        Optional<ErrorBeside> beside = ErrorBeside.of(runs, w);
        return beside.isPresent() ? evidence.with("beside built-in samplers", beside.get().toString()) : evidence;
    }

    /** What the steps differ in from those of a known scheme, as far as that is known. */
    private static String explanation(RunCache runs, double w) {
        return runs.identified().resemblance(w).map(Resemblance::toString)
                .or(() -> KnownScheme.nearestInWords(runs, w)).map(words -> "; " + words).orElse("");
    }

    private static Evidence limit(String quantity, Ladder.Limit limit, Ladder ladder, double size, double rounding) {
        Interval bounds = limit.bounds(rounding);
        boolean isWrong = bounds.lower() > size || bounds.upper() < -size;
        String rule = String.format(Locale.ROOT, "must be 0 within %.3g deviations of the class", size)
                + (isWrong ? "; " + limit.place() + ": " + ladder.inWords(limit.coordinate()) : "");
        return Evidence.of(Evidence.Kind.ESTIMATED, quantity, limit.value()).within(bounds)
                .by("closed laws at " + ladder.steps() + " steps")
                .decides(Requirement.within(rule, Interval.around(0, size), 0));
    }

    /**
     * Levels that are not refined as steps are added, such as those of a network trained at a thousand, show no limit,
     * and large weights show it late. An error that no longer falls fast can then be compared with that of steps of first order between the same
     * levels, which can only refute.
     */
    private static Evidence coarse(Ladder ladder, double w, double size) {
        ClosedLaw finest = ladder.finest();
        if (ladder.isFalling()) {
            return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, "error at the finest levels, w = "
                    + GuidanceSchedule.constant(w), finest.worst()).within(Interval.ofError(finest.worst()))
                    .by("closed law at " + finest.steps() + " steps, still falling by more than a half when steps are "
                            + "halved: no limit can be told")
                    .decides(Requirement.NONE);
        }
        double allowed = Math.max(size, FACTOR * finest.firstOrder());
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, "error at the finest levels, w = "
                + GuidanceSchedule.constant(w), finest.worst())
                .within(new Interval(Math.min(finest.certainlyWorst(), finest.worst()), finest.worst()))
                .by("closed law at " + finest.steps() + " steps; " + ladder.steps() + " steps show no limit")
                .decides(Requirement.atMost(String.format(Locale.ROOT, "must be at most %.3g deviations of the class, "
                        + "%.0f times the error of steps of first order between the same levels", allowed, FACTOR),
                        allowed, 0));
    }

    private static Evidence measuredOnly(String quantity, String why) {
        return Evidence.of(Evidence.Kind.ESTIMATED, quantity, 0).by(why).decides(Requirement.NONE)
                .saying("limit of short steps " + why);
    }
}
