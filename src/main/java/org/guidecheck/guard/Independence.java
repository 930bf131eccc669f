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
 * Claim that points of a batch are independent, and that two batches are. Correlations of Gaussian points have an exact
 * test that needs neither mean nor variance. A sampler that returns every point twice passes all other tests.
 */
final class Independence extends SamplerClaim {
    private static final int POINTS = RunCache.PAIR_POINTS;

    Independence() {
        super("sampler.independence", "points of a batch are independent, and so are two batches");
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        SamplerUnderTest candidate = runs.candidate();
        double w = candidate.weights().get(0);
        double[] first = runs.pair(w).ends();
        double[] next = next(runs, w);
        double share = alpha / 3;
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(correlation("neighbours in a batch", every(first, 2, 0), every(first, 2, 1), share));
        evidence.add(correlation("the halves of a batch", half(first, 0), half(first, 1), share));
        evidence.add(correlation("two batches", first, next, share));
        return evidence;
    }

    private static double[] next(RunCache runs, double w) {
        SamplerUnderTest candidate = runs.candidate();
        if (candidate.sampler().isExternal()) {
            return runs.again(TestProblem.PAIR, w, candidate.steps(), "next batch", POINTS).ends();
        }
        // The continuation of the same run.
        Noise noise = Noise.of(new Streams(candidate.seed()).derived(RunCache.PAIR), POINTS,
                TestProblem.PAIR.dimension(), POINTS);
        return runs.run(TestProblem.PAIR, w, TestProblem.PAIR.grids().apply(candidate.steps()), noise).ends();
    }

    private static double[] half(double[] points, int half) {
        return Arrays.copyOfRange(points, half * points.length / 2, (half + 1) * points.length / 2);
    }

    /** Every stride-th point. */
    private static double[] every(double[] points, int stride, int from) {
        int d = TestProblem.PAIR.dimension();
        double[] result = new double[points.length / stride];
        for (int p = 0; p < result.length / d; p++) {
            System.arraycopy(points, (p * stride + from) * d, result, p * d, d);
        }
        return result;
    }

    private static Evidence correlation(String pairs, double[] one, double[] other, double alpha) {
        int d = TestProblem.PAIR.dimension();
        Interval worst = new Interval(0, 0);
        for (int i = 0; i < d; i++) {
            Interval r = GaussianSample.ofCoordinate(one, d, i)
                    .correlationWith(GaussianSample.ofCoordinate(other, d, i), alpha / d);
            worst = i == 0 || Math.abs(r.midpoint()) > Math.abs(worst.midpoint()) ? r : worst;
        }
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, "correlation of " + pairs, worst.midpoint()).within(worst)
                .by("exact test on " + one.length / d + " pairs", one.length / d, alpha)
                .decides("must be 0", Interval.around(0, 0), worst.contains(0) ? Outcome.HOLDS : Outcome.REFUTED);
    }
}
