package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.Law;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Comparison of unguided output with exact draws of the class in three dimensions: means of the class posterior, and
 * of waves along random directions at the scales of the class. Means may differ by {@value GaussianOutput#FACTOR}
 * times the error of the built-in sampler of the same kind in as many steps.
 */
final class UnguidedIn3d {
    private static final int POINTS = 4096;
    /** Draws of the reference, and exact draws, for each draw of the sampler. */
    private static final int RATIO = 4;

    private UnguidedIn3d() {
    }

    /** Evidence on each functional, at the false-alarm rate alpha together. */
    static List<Evidence> evidence(RunCache runs, double alpha) {
        int d = TestProblem.SPACE.dimension();
        RecordedRun run = runs.run(TestProblem.SPACE, 0, runs.candidate().steps(), "space", POINTS);
        Streams streams = new Streams(runs.candidate().seed()).derived("exact in space");
        double[] reference =
                runs.reference().sample(runs.denoiser(TestProblem.SPACE), GuidanceSchedule.constant(0), runs.grid(run),
                        runs.started(TestProblem.SPACE, Noise.of(streams.derived("reference"), 0, d, RATIO * POINTS)));
        Law law = TestProblem.SPACE_LAW.law(0);
        double[] exact = new double[RATIO * POINTS * d];
        for (int p = 0; p < RATIO * POINTS; p++) {
            System.arraycopy(Starts.noised(law, runs.grid(run).end(), streams.stream(p)), 0, exact, p * d, d);
        }
        TestFunctions functions =
                new TestFunctions(TestProblem.SPACE_LAW, streams.derived("directions"), runs.grid(run).end());
        double share = alpha / (3 * functions.count());
        Interval[] found = means(functions, run.ends(), share);
        Interval[] expected = means(functions, exact, share);
        Interval[] coarse = means(functions, reference, share);
        double coarseness = 0;
        for (int j = 0; j < found.length; j++) {
            coarseness = Math.max(coarseness,
                    Math.max(coarse[j].upper() - expected[j].lower(), expected[j].upper() - coarse[j].lower()));
        }
        List<Evidence> evidence = new ArrayList<>();
        for (int j = 0; j < found.length; j++) {
            Interval allowed = expected[j].widen(GaussianOutput.FACTOR * coarseness);
            // So few draws, and an allowance for long steps, can only refute.
            evidence.add(Evidence
                    .of(Evidence.Kind.PLAIN_SAMPLING, "mean " + functions.name(j) + ", in space", found[j].midpoint())
                    .within(found[j])
                    .by("confidence sequences on " + POINTS + " draws and " + RATIO + " times as many exact ones",
                            POINTS,
                            3 * share)
                    .allowing(List.of(new Tolerance.Discretisation(GaussianOutput.FACTOR * coarseness,
                            "3 times the error of "
                                    + runs.reference().name() + " in as many steps")))
                    .decides(Requirement.within(Digits.rule(allowed), allowed, 0)));
        }
        return evidence;
    }

    private static Interval[] means(TestFunctions functions, double[] points, double alpha) {
        double[][] values = functions.values(points, functions.logOdds(points));
        return Arrays.stream(values).map(each -> {
            BettingConfidenceSequence sequence = new BettingConfidenceSequence(0, 1, alpha);
            Arrays.stream(each).forEach(sequence::accept);
            return sequence.bounds();
        }).toArray(Interval[]::new);
    }
}
