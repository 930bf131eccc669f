package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Law;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/**
 * Without guidance a scheme of its own gives back a class in space, too: the class posterior of its draws, and waves along
 * random directions at the scales of the class, have the means of exact draws. It may be {@value GaussianOutput#FACTOR} times as
 * far from them as draws of the built-in sampler of its kind are in as many steps. (A copy is held against every step on the
 * same law.)
 */
final class UnguidedIn3d {
    private static final int POINTS = 4096;
    /** Draws of the reference, and exact ones, to each of the candidate's. */
    private static final int MORE = 4;
    private static final double[] FREQUENCIES = {0.5, 1, 2, 4, 8};

    private UnguidedIn3d() {
    }

    /** Evidence on each functional, at the false-alarm rate alpha together. */
    static List<Evidence> evidence(RunCache bench, double alpha) {
        int d = TestProblem.SPACE.dimension();
        RecordedRun run = bench.run(TestProblem.SPACE, 0, bench.candidate().steps(), "space", POINTS);
        Streams streams = new Streams(bench.candidate().seed()).derived("exact in space");
        double[] reference = bench.reference().sample(bench.denoiser(TestProblem.SPACE), GuidanceSchedule.constant(0), bench.grid(run),
                Noise.of(streams.derived("reference"), 0, d, MORE * POINTS));
        Law law = TestProblem.SPACE_LAW.law(0);
        double[] exact = new double[MORE * POINTS * d];
        for (int p = 0; p < MORE * POINTS; p++) {
            System.arraycopy(law.draw(streams.stream(p)), 0, exact, p * d, d);
        }
        Features features = new Features(streams.derived("directions"));
        double share = alpha / (3 * features.count());
        Interval[] is = features.means(run.ends(), share);
        Interval[] must = features.means(exact, share);
        Interval[] usual = features.means(reference, share);
        double coarseness = 0;
        for (int j = 0; j < is.length; j++) {
            coarseness = Math.max(coarseness, Math.max(usual[j].upper() - must[j].lower(), must[j].upper() - usual[j].lower()));
        }
        List<Evidence> evidence = new ArrayList<>();
        for (int j = 0; j < is.length; j++) {
            Interval allowed = must[j].widen(GaussianOutput.FACTOR * coarseness);
            evidence.add(Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, features.name(j) + ", in space", is[j].midpoint()).within(is[j])
                    .by("confidence sequences on " + POINTS + " draws, and " + MORE + " times as many exact ones", POINTS,
                            3 * share)
                    .allowing(List.of(new Tolerance.Discretisation(GaussianOutput.FACTOR * coarseness, "3 times what "
                            + bench.reference().name() + " may be off by in as many steps")))
                    .decides(String.format(Locale.ROOT, "is in [%.4f, %.4f]", allowed.lower(), allowed.upper()),
                            allowed,
                            is[j].intersect(allowed).isPresent() ? Outcome.HOLDS : Outcome.REFUTED));
        }
        return evidence;
    }

    /** The class posterior, and waves ½ + ½cos(k·y + a), each of a direction of its own. */
    private static final class Features {
        private final double[][] directions = new double[FREQUENCIES.length][TestProblem.SPACE.dimension()];
        private final double[] phases = new double[FREQUENCIES.length];

        Features(Streams streams) {
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
            return j == 0 ? "mean p(c|Y)" : String.format(Locale.ROOT, "mean wave of frequency %.1f", FREQUENCIES[j - 1]);
        }

        Interval[] means(double[] points, double alpha) {
            int d = TestProblem.SPACE.dimension();
            BlockPosterior model = new BlockPosterior(ClassVersusRest.of(TestProblem.SPACE_LAW, 0));
            model.setLevel(TestProblem.SPACE.grids().apply(2).end());
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

        /** What is no number belongs nowhere. */
        private static double number(double value) {
            return Double.isNaN(value) ? 0 : value;
        }
    }
}
