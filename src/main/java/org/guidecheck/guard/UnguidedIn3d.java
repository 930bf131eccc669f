package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
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
    private static final double[] FREQUENCIES = {0.5, 1, 2, 4, 8};

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
        Features features = new Features(streams.derived("directions"), runs.grid(run).end());
        double share = alpha / (3 * features.count());
        Interval[] found = features.means(run.ends(), share);
        Interval[] expected = features.means(exact, share);
        Interval[] coarse = features.means(reference, share);
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
                    .of(Evidence.Kind.PLAIN_SAMPLING, features.name(j) + ", in space", found[j].midpoint())
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

    /** The class posterior, and waves ½ + ½cos(⟨k, y⟩ + a) in random directions. */
    private static final class Features {
        private final double[][] directions = new double[FREQUENCIES.length][TestProblem.SPACE.dimension()];
        private final double[] phases = new double[FREQUENCIES.length];
        private final NoiseLevel end;

        Features(Streams streams, NoiseLevel end) {
            this.end = end;
            for (int j = 0; j < FREQUENCIES.length; j++) {
                UniformRandomProvider random = streams.stream(j);
                double length = 0;
                for (int i = 0; i < directions[j].length; i++) {
                    directions[j][i] = 2 * random.nextDouble() - 1;
                    length += directions[j][i] * directions[j][i];
                }
                for (int i = 0; i < directions[j].length; i++) {
                    directions[j][i] *= FREQUENCIES[j] / Math.sqrt(length);
                }
                phases[j] = 2 * Math.PI * random.nextDouble();
            }
        }

        int count() {
            return 1 + FREQUENCIES.length;
        }

        String name(int j) {
            return j == 0 ? "mean p(c|Y)"
                    : String.format(Locale.ROOT, "mean wave of frequency %.1f", FREQUENCIES[j - 1]);
        }

        Interval[] means(double[] points, double alpha) {
            int d = TestProblem.SPACE.dimension();
            BlockPosterior model = new BlockPosterior(ClassVersusRest.of(TestProblem.SPACE_LAW, 0));
            model.setLevel(end);
            List<BettingConfidenceSequence> sequences = new ArrayList<>();
            for (int j = 0; j < count(); j++) {
                sequences.add(new BettingConfidenceSequence(0, 1, alpha));
            }
            double[] odds = model.logOdds(points);
            for (int p = 0; p < odds.length; p++) {
                sequences.get(0).accept(number(1 / (1 + Math.exp(-odds[p]))));
                for (int j = 0; j < FREQUENCIES.length; j++) {
                    double phase = phases[j];
                    for (int i = 0; i < d; i++) {
                        phase += directions[j][i] * points[p * d + i];
                    }
                    sequences.get(j + 1).accept(number(0.5 + 0.5 * Math.cos(phase)));
                }
            }
            return sequences.stream().map(BettingConfidenceSequence::bounds).toArray(Interval[]::new);
        }

        /** NaN counts as 0, so that it moves the mean. */
        private static double number(double value) {
            return Double.isNaN(value) ? 0 : value;
        }
    }
}
