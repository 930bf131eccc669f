package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim that each step is that of a given built-in sampler. The points at which the denoiser is called show each step
 * by itself, so a fault is found at the step at which it is made, on any law, at any weight and with a few hundred
 * points.
 */
final class OneStep extends SamplerClaim {
    /** Relative rounding of a step in double precision. */
    private static final double DOUBLE = 1e-9;
    /** The same in single precision, which programs often use. */
    private static final double SINGLE = 1e-4;
    private static final int POINTS = RunCache.KEPT;

    OneStep() {
        super("sampler.one-step", "each step is that of the sampler that it is meant to be, with fresh normal noise");
    }

    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        return candidate.like().isPresent();
    }

    @Override
    boolean takesAnyOutput() {
        return true;
    }

    @Override
    List<TestProblem> problems() {
        return List.of(TestProblem.PAIR, TestProblem.LINE, TestProblem.SPACE);
    }

    @Override
    boolean dependsOnLaw() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        List<Double> weights = runs.candidate().weights();
        double share = alpha / (problems().size() * weights.size());
        for (TestProblem problem : problems()) {
            for (double w : weights) {
                evidence.add(evidence(runs, problem, w, share));
            }
        }
        return LikelyFault.explained(evidence, runs);
    }

    private static Evidence evidence(RunCache runs, TestProblem problem, double w, double alpha) {
        RecordedRun run = runs.run(problem, w, runs.candidate().steps(), "steps", POINTS);
        TimeGrid grid = runs.grid(run);
        double rounding = runs.candidate().isSingle() ? SINGLE : DOUBLE;
        RecordedSteps steps = new RecordedSteps(run, grid, runs.reference(), w, rounding, alpha,
                runs.given(problem, w, runs.candidate().steps(), "steps", POINTS));
        String fault = steps.fault();
        String quantity = "wrong steps, " + problem.name() + ", w = " + GuidanceSchedule.constant(w);
        String method = "residuals of " + grid.steps() + " steps of " + POINTS + " points";
        if (fault != null) {
            return Evidence.of(Evidence.Kind.EXACT_SAMPLING, quantity, 1).within(Interval.atLeast(1)).by(method)
                    .decides(Requirement.exactly("must be 0; " + fault, 0));
        }
        // Where the noise is not the given normals, its tests can only refute.
        return Evidence.of(steps.areNormalsGiven() ? Evidence.Kind.AT_POINTS : Evidence.Kind.PLAIN_SAMPLING, quantity,
                0).within(new Interval(0, 0))
                .by(method + (steps.areNormalsGiven() ? ", whose noise is the given normals" : ""), steps.normals(),
                        alpha)
                .allowing(List.of(new Tolerance.Rounding(rounding, "of a step, relative")))
                .decides(Requirement.exactly("must be 0", 0));
    }
}
