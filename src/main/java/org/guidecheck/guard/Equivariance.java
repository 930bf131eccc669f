package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;

/**
 * Claim that rotating the data rotates the output. A sampler that takes all its normals from the given noise must
 * return the rotated points if scores and normals are rotated. The output of any other, rotated back, must have the law
 * that it has without rotation. Clipping, thresholds for each coordinate and constants made for data in [−1, 1] refute
 * it.
 */
final class Equivariance extends SamplerClaim {
    private static final int FEW = 64;
    /** Rounding allowed, in rounding errors of the built-in sampler of the kind on the same normals. */
    private static final double FACTOR = 100;

    Equivariance() {
        super("sampler.equivariance", "rotating the data rotates the output", Departures.OF_MOMENTS);
    }

    @Override
    List<TestProblem> problems() {
        return List.of(TestProblem.ROTATED);
    }

    @Override
    boolean dependsOnLaw() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        SamplerUnderTest candidate = runs.candidate();
        for (double w : candidate.weights()) {
            evidence.addAll(evidence(runs, w, alpha / candidate.weights().size()));
        }
        return evidence;
    }

    private static List<Evidence> evidence(RunCache runs, double w, double alpha) {
        if (runs.isIdentified(w)) {
            Optional<Evidence> foretold = ForetoldPoints.of(runs, TestProblem.ROTATED, w);
            if (foretold.isPresent()) {
                return List.of(foretold.get());
            }
        }
        String where = "rotated, w = " + GuidanceSchedule.constant(w);
        int steps = runs.candidate().steps();
        double[] rounding = rounding(runs, w);
        RecordedRun run = runs.again(TestProblem.ROTATED, w, steps, "turned", runs.points());
        GaussianOutput law = GaussianOutput.of(runs, w, runs.grid(run)).blurredBy(rounding);
        if (!runs.candidate().sampler().isExternal() && law.isVisible(runs.departures())) {
            Pair pair = new Pair(runs, runs.candidate().sampler(), w, runs.points());
            Coupling coupling =
                    Coupling.of(pair.turned, pair.plain, ScorePair.STANDARD.dimension(), law::rounding);
            if (coupling.isSame()) {
                return List.of(coupling.evidence("those without rotation", where, runs.departures().share(), alpha));
            }
        }
        return law.decide(ScorePair.ROTATED.rotatedBack(run.ends()), new GaussianOutput.Source(runs,
                TestProblem.ROTATED, w, steps, "turned", ScorePair.ROTATED::rotatedBack), where, alpha);
    }

    /** The rounding errors that the built-in sampler of the kind makes in rotated axes, times {@value #FACTOR}. */
    private static double[] rounding(RunCache runs, double w) {
        Pair pair = new Pair(runs, runs.reference(), w, FEW);
        int d = ScorePair.STANDARD.dimension();
        double[] largest = new double[d];
        for (int at = 0; at < pair.plain.length; at++) {
            double off = FACTOR * Math.abs(pair.turned[at] - pair.plain[at]);
            largest[at % d] = Math.max(largest[at % d], Double.isFinite(off) ? off : 0);
        }
        return largest;
    }

    /** Output without rotation, and output of rotated scores and normals, rotated back. */
    private static final class Pair {
        private final double[] plain;
        private final double[] turned;

        Pair(RunCache runs, GuidedSampler sampler, double w, int points) {
            TimeGrid grid = runs.candidate().grid(TestProblem.PAIR, runs.candidate().steps());
            int d = ScorePair.STANDARD.dimension();
            Streams streams = new Streams(runs.candidate().seed()).derived("turned together");
            Noise noise = Noise.of(streams, 0, d, points);
            GuidanceSchedule weight = GuidanceSchedule.constant(w);
            plain = sampler.sample(runs.denoiser(TestProblem.PAIR), weight, grid, noise);
            Noise again = Noise.of(streams, 0, d, points);
            List<double[]> normals = new ArrayList<>();
            for (int k = 0; k < noise.taken(); k++) {
                normals.add(ScorePair.ROTATED.rotated(again.next()));
            }
            turned = normals.isEmpty() ? new double[plain.length]
                    : ScorePair.ROTATED.rotatedBack(sampler.sample(runs.denoiser(TestProblem.ROTATED), weight, grid,
                            Noise.given(normals, d)));
        }
    }
}
