package org.guidecheck.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that the denoiser is called at the levels of the declared schedule, in their order. A scheme of several stages
 * may call it between them, too.
 */
final class LevelsAsDeclared extends SamplerClaim {
    private static final int POINTS = 2;
    /** Rounding of a level in λ, and of ᾱ relative to 1, in double precision. */
    private static final double DOUBLE = 1e-9;
    private static final double DOUBLE_UNIT = 1e-15;
    /** The same in single precision, with a few roundings. */
    private static final double SINGLE = 1e-5;
    private static final double SINGLE_UNIT = 2e-7;

    LevelsAsDeclared() {
        super("sampler.levels", "the denoiser is called at the levels of the declared schedule");
    }

    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        return candidate.declaration().schedule().isPresent();
    }

    @Override
    boolean takesAnyOutput() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        SamplerUnderTest candidate = runs.candidate();
        RecordedRun run = runs.again(TestProblem.PAIR, candidate.weights().get(0), candidate.steps(), "levels", POINTS);
        List<NoiseLevel> asked = run.calls().stream().map(RecordedRun.Call::level).toList();
        Optional<String> fault = fault(run.offered(), asked, candidate.isSingle());
        int faults = fault.isPresent() ? 1 : 0;
        return List.of(Evidence.of(Evidence.Kind.EXACT, "departures from the levels of "
                + candidate.declaration().schedule().orElseThrow().name() + " in " + candidate.steps() + " steps",
                faults)
                .within(faults == 0 ? new Interval(0, 0) : Interval.atLeast(1))
                .by("levels of " + asked.size() + " calls")
                .decides(Requirement.exactly("must be 0" + fault.map(each -> "; " + each).orElse(""), 0)));
    }

    /** The first departure of the calls from the declared levels, in words. */
    static Optional<String> fault(TimeGrid declared, List<NoiseLevel> asked, boolean isSingle) {
        int next = 0;
        boolean isStaged = asked.size() > declared.steps() + 1;
        for (int call = 0; call < asked.size(); call++) {
            NoiseLevel level = asked.get(call);
            boolean isNext = next < declared.levels().size() && isSame(level, declared.level(next), isSingle);
            boolean isAgain = next > 0 && isSame(level, declared.level(next - 1), isSingle);
            if (isNext) {
                next++;
            } else if (!(isStaged && (isAgain || isBetween(level, declared)))) {
                NoiseLevel right = declared.level(Math.min(next, declared.steps()));
                return Optional.of(String.format(Locale.ROOT,
                        "call %d is at σ = %s (ᾱ = %s), must be at σ = %s (ᾱ = %s)",
                        call + 1, Digits.of(level.sigma(), right.sigma()), Digits.of(level.signal(), right.signal()),
                        Digits.of(right.sigma(), level.sigma()), Digits.of(right.signal(), level.signal())));
            }
        }
        return next >= declared.steps() ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "no call is at the level %d of %d, σ = %.6g", next + 1,
                        declared.steps(), declared.level(next).sigma()));
    }

    private static boolean isBetween(NoiseLevel level, TimeGrid declared) {
        return level.noise() <= declared.start().noise() && level.noise() >= declared.end().noise();
    }

    /** Equal up to rounding of λ or σ, or of ᾱ near clean data or of the flow time near pure noise. */
    private static boolean isSame(NoiseLevel asked, NoiseLevel declared, boolean isSingle) {
        NoiseLevel right = Recorder.recorded(declared);
        double unit = isSingle ? SINGLE_UNIT : DOUBLE_UNIT;
        double absolute = right.noise() < 0.5 ? Math.abs(asked.noise() - right.noise())
                : Math.abs(Math.sqrt(asked.signal()) - Math.sqrt(right.signal()));
        return absolute <= unit || Math.abs(asked.logSnr() - right.logSnr()) <= (isSingle ? SINGLE : DOUBLE)
                * Math.max(1, Math.abs(right.logSnr()));
    }
}
