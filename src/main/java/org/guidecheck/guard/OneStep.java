package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/**
 * Each step is that of the sampler that the candidate is meant to be.
 *
 * <p>What a sampler asks of the denoiser shows where its points are, evaluation after evaluation. Where the tables of the
 * built-in sampler add noise, what is left of a point when its other terms are taken off must be independent normals, on any
 * law and at any weight, and without noise the point must be that of the table itself. So a fault is found at the step at which
 * it is made, with a few hundred points.
 */
final class OneStep extends SamplerClaim {
    /** Rounding of a step in double precision, and in single, which programs often use, relative. */
    private static final double DOUBLE = 1e-9;
    private static final double SINGLE = 1e-4;
    private static final int POINTS = RunCache.KEPT;

    OneStep() {
        super("sampler.one-step", "each step is that of the sampler that it is meant to be, its noise fresh and normal");
    }

    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        return candidate.like().isPresent();
    }

    @Override
    List<TestProblem> arenas() {
        return List.of(TestProblem.PAIR, TestProblem.LINE, TestProblem.SPACE);
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        List<Double> weights = bench.candidate().weights();
        double share = alpha / (arenas().size() * weights.size());
        for (TestProblem arena : arenas()) {
            for (double w : weights) {
                evidence.add(evidence(bench, arena, w, share));
            }
        }
        return evidence;
    }

    private static Evidence evidence(RunCache bench, TestProblem arena, double w, double alpha) {
        RecordedRun run = bench.run(arena, w, bench.candidate().steps(), "steps", POINTS);
        TimeGrid grid = bench.grid(run);
        double rounding = bench.candidate().sampler().isExternal() ? SINGLE : DOUBLE;
        RecordedSteps steps = new RecordedSteps(run, grid, bench.reference(), w, rounding, alpha);
        String fault = steps.fault();
        String quantity = "steps that differ, " + arena.name() + ", w = " + GuidanceSchedule.constant(w);
        String method = "residuals of " + grid.steps() + " steps of " + POINTS + " points";
        if (fault != null) {
            return Evidence.of(Evidence.Kind.EXACT_SAMPLING, quantity, 1).within(Interval.atLeast(1)).by(method)
                    .decides("none does; " + fault, Outcome.REFUTED);
        }
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, quantity, 0).within(new Interval(0, 0))
                .by(method, steps.normals(), alpha)
                .allowing(List.of(new Tolerance.Rounding(rounding, "of a step, relative")))
                .decides("none does", Outcome.HOLDS);
    }
}
