package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.claim.Resolution;
import org.guidecheck.guard.identification.PointMassStatistics;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that points of a batch are independent, and that two batches are. A sampler that takes all its normals from the
 * given noise must return a point again, in another place of another batch, from the normals of that point: then it is a
 * function of these alone. The points of another linear sampler are functions of its noise, whose correlations are
 * measured. Correlations of the Gaussian points of any other have an exact test that needs neither mean
 * nor variance. A sampler that returns every point twice passes all other tests.
 */
final class Independence extends SamplerClaim {

    Independence() {
        super("sampler.independence", "points of a batch are independent, and so are two batches",
                new Resolution(0.01, "in correlation"));
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        double w = runs.candidate().weights().get(0);
        if (!runs.candidate().sampler().isExternal()) {
            Coupling coupling = inAnotherBatch(runs, w);
            if (coupling.isSame()) {
                return List.of(coupling.evidence("those of the same normals in another batch",
                        "w = " + GuidanceSchedule.constant(w), runs.departures().share(), alpha));
            }
        }
        if (runs.identified().isLinear(w)) {
            PointMassStatistics noise = runs.pointMass(runs.candidate().steps(), alpha);
            if (noise.isRegular()) {
                return FreshNoise.independence(noise, runs.departures().moment(), alpha);
            }
        }
        double[] first = runs.pair(w).ends();
        List<Evidence> look = correlations(first, next(runs, w, first.length), runs.departures(), alpha / 2);
        if (look.stream().anyMatch(e -> e.outcome() == Outcome.REFUTED)) {
            return look;
        }
        int steps = runs.candidate().steps();
        // Half of the points make pairs, and a correlation takes half of the draws of a variance.
        int wanted = runs.departures().draws(alpha / (6 * TestProblem.PAIR.dimension()));
        int draws = runs.affordable(wanted, steps);
        List<Evidence> evidence = correlations(runs.many(TestProblem.PAIR, w, steps, "one", draws),
                runs.many(TestProblem.PAIR, w, steps, "other", draws), runs.departures(), alpha / 2);
        return draws >= wanted ? evidence
                : evidence.stream().map(e -> e.with("would decide", wanted + " draws; or a lower --effort")).toList();
    }

    /**
     * Points that are drawn in two batches, of which the later begins in the middle of the other. The number between
     * their beginnings is odd, so that the points have other neighbours.
     */
    private static Coupling inAnotherBatch(RunCache runs, double w) {
        SamplerUnderTest candidate = runs.candidate();
        TimeGrid grid = candidate.grid(TestProblem.PAIR, candidate.steps());
        int d = TestProblem.PAIR.dimension();
        int first = 2 * (runs.points() / 2) + 1;
        Streams streams = new Streams(candidate.seed()).derived("another batch");
        double[] one = runs.run(TestProblem.PAIR, w, grid, Noise.of(streams, 0, d, 2 * runs.points())).ends();
        double[] other = runs.run(TestProblem.PAIR, w, grid, Noise.of(streams, first, d, runs.points() + 2)).ends();
        double[] shared = Arrays.copyOfRange(one, first * d, one.length);
        return Coupling.of(shared, Arrays.copyOf(other, shared.length), d, i -> GaussianChain.ROUNDING);
    }

    private static double[] next(RunCache runs, double w, int length) {
        SamplerUnderTest candidate = runs.candidate();
        int points = length / TestProblem.PAIR.dimension();
        if (candidate.sampler().isExternal()) {
            return runs.again(TestProblem.PAIR, w, candidate.steps(), "next batch", points).ends();
        }
        // The continuation of the same run.
        Noise noise = Noise.of(new Streams(candidate.seed()).derived(RunCache.PAIR), points,
                TestProblem.PAIR.dimension(), points);
        return runs.run(TestProblem.PAIR, w, candidate.grid(TestProblem.PAIR, candidate.steps()), noise).ends();
    }

    private static List<Evidence> correlations(double[] first, double[] next, Departures departures, double alpha) {
        double share = alpha / 3;
        return List.of(
                correlation("neighbours in a batch", every(first, 2, 0), every(first, 2, 1), departures, share),
                correlation("the halves of a batch", half(first, 0), half(first, 1), departures, share),
                correlation("two batches", first, next, departures, share));
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

    private static Evidence correlation(String pairs, double[] one, double[] other, Departures departures,
            double alpha) {
        int d = TestProblem.PAIR.dimension();
        Interval worst = new Interval(0, 0);
        for (int i = 0; i < d; i++) {
            Interval r = GaussianSample.ofCoordinate(one, d, i)
                    .correlationWith(GaussianSample.ofCoordinate(other, d, i), alpha / d);
            worst = i == 0 || Math.abs(r.midpoint()) > Math.abs(worst.midpoint()) ? r : worst;
        }
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, "correlation of " + pairs, worst.midpoint()).within(worst)
                .by("exact test on " + one.length / d + " pairs", one.length / d, alpha)
                .decides(Requirement.within("must be 0", Interval.around(0, 0), departures.moment()));
    }
}
