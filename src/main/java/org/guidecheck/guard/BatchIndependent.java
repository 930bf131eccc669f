package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim that a point does not depend on the batch in which it is drawn. A sampler that takes all its normals from the
 * given noise must return the same points in one batch and in several. Points that a program with normals of its own
 * draws one by one must have the law of points drawn together.
 */
final class BatchIndependent extends SamplerClaim {
    private static final int POINTS = 24;
    private static final int PART = 5;
    private static final int ALONE = 160;
    private static final int TOGETHER = 4096;
    private static final int FEW_STEPS = 8;
    private static final double ROUNDING = 1e-9;

    BatchIndependent() {
        super("sampler.batch-independent", "a point does not depend on the batch in which it is drawn");
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        SamplerUnderTest candidate = runs.candidate();
        double w = candidate.lastWeight();
        return candidate.sampler().isExternal() ? oneByOne(runs, w, alpha) : List.of(inSmallBatches(runs, w));
    }

    private static Evidence inSmallBatches(RunCache runs, double w) {
        SamplerUnderTest candidate = runs.candidate();
        Streams streams = new Streams(candidate.seed()).derived("batches");
        TimeGrid grid = candidate.grid(TestProblem.PAIR, candidate.steps());
        int d = TestProblem.PAIR.dimension();
        double[] together = runs.run(TestProblem.PAIR, w, grid, Noise.of(streams, 0, d, POINTS)).ends();
        double worst = 0;
        boolean[] changed = new boolean[POINTS];
        for (int first = 0; first < POINTS; first += PART) {
            int count = Math.min(PART, POINTS - first);
            double[] part = runs.run(TestProblem.PAIR, w, grid, Noise.of(streams, first, d, count)).ends();
            for (int i = 0; i < part.length; i++) {
                double off = Math.abs(part[i] - together[first * d + i]) / (1 + Math.abs(part[i]));
                worst = !(off <= worst) ? (Double.isNaN(off) ? Double.POSITIVE_INFINITY : off) : worst;
                changed[first + i / d] |= !(off <= ROUNDING);
            }
        }
        return Evidence.of(Evidence.Kind.AT_POINTS, "largest relative change of a coordinate", worst)
                .within(Interval.ofError(worst))
                .by(POINTS + " points in one batch and in batches of " + PART)
                .allowing(List.of(new Tolerance.Rounding(ROUNDING, "sums in another order")))
                .decides(Requirement.atMost("must be at most " + ROUNDING + " (rounding)" + inWords(changed), ROUNDING,
                        0));
    }

    /** Which points change. */
    private static String inWords(boolean[] changed) {
        List<Integer> rows = IntStream.range(0, POINTS).filter(i -> changed[i]).boxed().toList();
        boolean isLater = !rows.isEmpty() && rows.get(0) >= PART;
        return rows.isEmpty() ? "" : "; " + rows.size() + " of " + POINTS + " points change, first that of row "
                + (rows.get(0) + 1)
                + (isLater ? ": do all batches start with the same numbers, or does a point depend on "
                        + "others of its batch?" : ": does a point depend on others of its batch?");
    }

    /**
     * Points drawn one by one against points drawn together, in the same steps: two samples, compared with each other
     * and with no law, since the law of so few steps is not known for every scheme.
     */
    private static List<Evidence> oneByOne(RunCache runs, double w, double alpha) {
        int d = TestProblem.PAIR.dimension();
        SamplerUnderTest candidate = runs.candidate();
        int steps = candidate.declaration().allows(FEW_STEPS) ? FEW_STEPS : candidate.steps();
        double[] alone = new double[ALONE * d];
        for (int p = 0; p < ALONE; p++) {
            double[] end = runs.again(TestProblem.PAIR, w, steps, "alone " + p, 1).ends();
            System.arraycopy(end, 0, alone, p * d, d);
        }
        double[] together = runs.again(TestProblem.PAIR, w, steps, "together", TOGETHER).ends();
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            GaussianSample one = GaussianSample.ofCoordinate(alone, d, i);
            GaussianSample all = GaussianSample.ofCoordinate(together, d, i);
            double share = alpha / (4 * d);
            evidence.add(same("mean of points drawn one by one, coordinate " + (i + 1), one.meanWithin(share),
                    all.meanWithin(share), 4 * share));
            evidence.add(same("variance of points drawn one by one, coordinate " + (i + 1), one.varianceWithin(share),
                    all.varianceWithin(share), 4 * share));
        }
        return evidence;
    }

    /** So few draws can only refute. */
    private static Evidence same(String quantity, Interval alone, Interval together, double alpha) {
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, quantity, alone.midpoint()).within(alone)
                .by(ALONE + " batches of one point, one batch of " + TOGETHER, ALONE + TOGETHER, alpha)
                .decides(new Requirement(String.format(Locale.ROOT, "must be that of points drawn together, in "
                        + "[%.5g, %.5g]", together.lower(), together.upper()), together, Optional.empty()));
    }
}
