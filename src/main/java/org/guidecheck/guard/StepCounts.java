package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;

/**
 * Claim that any number of steps works: 1 to 12, some usual ones, and the most and one less, at which indices of levels
 * that were trained are often wrong. The output must be finite and have the law that so many steps lead to. The points
 * of a scheme of its own are those that its coefficients at this number of steps foretell; where it cannot be
 * identified, its law is tested from the usual number on.
 */
final class StepCounts extends SamplerClaim {
    private static final int[] COUNTS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20, 50, 100, 250};
    /** Steps of a usual training run, the most that are tried of a sampler that declares no limit. */
    private static final int TRAINED = 1000;
    /** The most that are tried of a sampler that declares a larger limit. */
    private static final int MOST = 10_000;
    private static final int POINTS = 256;

    StepCounts() {
        super("sampler.step-counts", "any number of steps gives finite points of the law that so many steps lead to",
                Departures.OF_SHARES);
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        SamplerUnderTest candidate = runs.candidate();
        double w = candidate.lastWeight();
        int[] counts = counts(candidate);
        double share = alpha / counts.length;
        int points = runs.isCoupled() ? Coupling.needed(runs.departures().share(), share) : POINTS;
        for (int steps : counts) {
            String where = steps + (steps == 1 ? " step" : " steps");
            try {
                RecordedRun run = runs.again(TestProblem.PAIR, w, steps, "steps " + steps, points);
                evidence.add(evidence(runs, run, w, steps, where, share));
            } catch (SamplerFailure failure) {
                evidence.add(FailedRun.of("failed runs, " + where, failure));
            }
        }
        return evidence;
    }

    /** The numbers of steps that the sampler promises; its usual one if it promises none of the others. */
    static int[] counts(SamplerUnderTest candidate) {
        int most = Math.min(MOST, candidate.declaration().limit().orElse(TRAINED));
        int[] counts = IntStream.concat(Arrays.stream(COUNTS), IntStream.of(most - 1, most))
                .filter(candidate.declaration()::allows).sorted().distinct().toArray();
        return counts.length > 0 ? counts : new int[] {candidate.steps()};
    }

    /** One line for each number of steps. */
    private static Evidence evidence(RunCache runs, RecordedRun run, double w, int steps, String where, double alpha) {
        if (runs.isIdentified(w) && (!runs.isCopy() || runs.isSame(w, steps))) {
            Evidence finite = GaussianOutput.finite(run.ends(), where);
            Optional<Evidence> foretold = ForetoldPoints.of(runs, TestProblem.PAIR, w, steps, where);
            // Without its coefficients, of runs too long to keep, no overflow is all that can be seen.
            return finite.outcome() == Outcome.REFUTED ? finite : foretold.orElse(finite);
        }
        if (!runs.isCopy() && steps < runs.candidate().steps()) {
            // Theory does not limit the error of an unknown scheme in so few steps: only overflow is a fault.
            return GaussianOutput.finite(run.ends(), where);
        }
        if (!runs.candidate().declaration().guidance().isKnown()) {
            return GaussianOutput.finite(run.ends(), where);
        }
        GaussianOutput law = GaussianOutput.of(runs, w, runs.grid(run));
        if (runs.isCoupled() && law.isVisible(runs.departures())) {
            Coupling coupling =
                    runs.coupling(TestProblem.PAIR, w, steps, "steps " + steps, run.ends(), law::rounding);
            if (coupling.isSame()) {
                return coupling.evidence(runs.reference().name(), where, runs.departures().share(), alpha);
            }
        }
        // The first refuted test, else the mean, at the rate of all tests.
        List<Evidence> tests = law.refute(run.ends(), where, alpha, runs.departures());
        Evidence shown = tests.stream().filter(e -> e.outcome() == Outcome.REFUTED).findFirst().orElse(tests.get(0));
        return shown.by(shown.method(), shown.samples(), alpha);
    }
}
