package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/**
 * Points of a batch are independent, and so are two batches. Of Gaussian output the correlation of two points has an exact
 * test that asks for no law; a sampler that hands out every point twice has the right law in every other respect.
 */
final class Independence extends SamplerClaim {
    private static final int POINTS = RunCache.PAIR_POINTS;

    Independence() {
        super("sampler.independence", "points within a batch are independent, and so is one batch of the next");
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        SamplerUnderTest candidate = bench.candidate();
        double w = candidate.weights().get(0);
        double[] first = bench.pair(w).ends();
        double[] next = next(bench, w);
        double share = alpha / 3;
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(worst("neighbours in a batch", every(first, 2, 0), every(first, 2, 1), share));
        evidence.add(worst("the halves of a batch", part(first, 0), part(first, 1), share));
        evidence.add(worst("two batches", first, next, share));
        return evidence;
    }

    private static double[] next(RunCache bench, double w) {
        SamplerUnderTest candidate = bench.candidate();
        if (candidate.sampler().isExternal()) {
            return bench.again(TestProblem.PAIR, w, candidate.steps(), "next batch", POINTS).ends();
        }
        // The same run, further on.
        Noise noise = Noise.of(new Streams(candidate.seed()).derived(RunCache.PAIR), POINTS, TestProblem.PAIR.dimension(), POINTS);
        return bench.run(TestProblem.PAIR, w, TestProblem.PAIR.grids().apply(candidate.steps()), noise).ends();
    }

    private static double[] part(double[] points, int half) {
        return Arrays.copyOfRange(points, half * points.length / 2, (half + 1) * points.length / 2);
    }

    /** Every so manieth point. */
    private static double[] every(double[] points, int stride, int from) {
        int d = TestProblem.PAIR.dimension();
        double[] result = new double[points.length / stride];
        for (int p = 0; p < result.length / d; p++) {
            System.arraycopy(points, (p * stride + from) * d, result, p * d, d);
        }
        return result;
    }

    private static Evidence worst(String which, double[] one, double[] other, double alpha) {
        int d = TestProblem.PAIR.dimension();
        Interval worst = new Interval(0, 0);
        for (int i = 0; i < d; i++) {
            Interval r = GaussianSample.ofCoordinate(one, d, i)
                    .correlationWith(GaussianSample.ofCoordinate(other, d, i), alpha / d);
            worst = i == 0 || Math.abs(r.midpoint()) > Math.abs(worst.midpoint()) ? r : worst;
        }
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, "correlation of " + which, worst.midpoint()).within(worst)
                .by("exact test on " + one.length / d + " pairs", one.length / d, alpha)
                .decides("is 0", Interval.around(0, 0), worst.contains(0) ? Outcome.HOLDS : Outcome.REFUTED);
    }
}
