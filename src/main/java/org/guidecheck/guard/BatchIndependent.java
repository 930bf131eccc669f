package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
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
 * draws one by one, or in small batches, must have the law of points drawn together.
 */
final class BatchIndependent extends SamplerClaim {
    /** Sizes of batches, of which few are powers of two. */
    private static final List<Integer> SIZES = List.of(1, 7, 64, 1000);
    /** Points of a batch that is compared with batches of all sizes. */
    private static final int POINTS = SIZES.stream().mapToInt(Integer::intValue).sum();
    /** Least number of points that are drawn in batches of one size. */
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
        return candidate.sampler().isExternal() ? inPieces(runs, w, alpha) : List.of(inSmallBatches(runs, w));
    }

    private static Evidence inSmallBatches(RunCache runs, double w) {
        SamplerUnderTest candidate = runs.candidate();
        Streams streams = new Streams(candidate.seed()).derived("batches");
        TimeGrid grid = candidate.grid(TestProblem.PAIR, candidate.steps());
        int d = TestProblem.PAIR.dimension();
        double[] together = runs.run(TestProblem.PAIR, w, grid, Noise.of(streams, 0, d, POINTS)).ends();
        double worst = 0;
        boolean[] changed = new boolean[POINTS];
        int first = 0;
        for (int count : SIZES) {
            double[] part = runs.run(TestProblem.PAIR, w, grid, Noise.of(streams, first, d, count)).ends();
            for (int i = 0; i < part.length; i++) {
                double off = Math.abs(part[i] - together[first * d + i]) / (1 + Math.abs(part[i]));
                worst = !(off <= worst) ? (Double.isNaN(off) ? Double.POSITIVE_INFINITY : off) : worst;
                changed[first + i / d] |= !(off <= ROUNDING);
            }
            first += count;
        }
        return Evidence.of(Evidence.Kind.AT_POINTS, "largest relative change of a coordinate", worst)
                .within(Interval.ofError(worst))
                .by(POINTS + " points in one batch and in batches of " + inWords())
                .allowing(List.of(new Tolerance.Rounding(ROUNDING, "sums in another order")))
                .decides(Requirement.atMost("must be at most " + ROUNDING + " (rounding)" + changedRows(changed),
                        ROUNDING,
                        0));
    }

    /** Which points change. */
    private static String changedRows(boolean[] changed) {
        List<Integer> rows = IntStream.range(0, POINTS).filter(i -> changed[i]).boxed().toList();
        boolean isLater = !rows.isEmpty() && rows.get(0) >= SIZES.get(0);
        return rows.isEmpty() ? "" : "; " + rows.size() + " of " + POINTS + " points change, first that of row "
                + (rows.get(0) + 1)
                + (isLater ? ": do all batches start with the same numbers, or does a point depend on "
                        + "others of its batch?" : ": does a point depend on others of its batch?");
    }

    private static String inWords() {
        return SIZES.stream().map(size -> Integer.toString(size)).collect(Collectors.joining(", "));
    }

    /**
     * Points drawn in batches of each size against points drawn together, in the same steps: samples that are compared
     * with each other and with no law, since the law of so few steps is not known for every scheme.
     */
    private static List<Evidence> inPieces(RunCache runs, double w, double alpha) {
        int d = TestProblem.PAIR.dimension();
        SamplerUnderTest candidate = runs.candidate();
        int steps = candidate.declaration().allows(FEW_STEPS) ? FEW_STEPS : candidate.steps();
        List<double[]> pieces = SIZES.stream().map(size -> inPieces(runs, w, steps, size)).toList();
        double[] together = runs.again(TestProblem.PAIR, w, steps, "together", TOGETHER).ends();
        // Mean and variance of each coordinate, for each size, each with two intervals.
        double share = alpha / (4 * d * SIZES.size());
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            int coordinate = i;
            GaussianSample all = GaussianSample.ofCoordinate(together, d, i);
            List<GaussianSample> parts =
                    pieces.stream().map(piece -> GaussianSample.ofCoordinate(piece, d, coordinate)).toList();
            evidence.add(same("mean", i, parts.stream().map(part -> part.meanWithin(share)).toList(),
                    all.meanWithin(share), alpha / (2 * d)));
            evidence.add(same("variance", i, parts.stream().map(part -> part.varianceWithin(share)).toList(),
                    all.varianceWithin(share), alpha / (2 * d)));
        }
        return evidence;
    }

    /** Points drawn in batches of one size. */
    private static double[] inPieces(RunCache runs, double w, int steps, int size) {
        int d = TestProblem.PAIR.dimension();
        int batches = (ALONE + size - 1) / size;
        double[] points = new double[batches * size * d];
        for (int b = 0; b < batches; b++) {
            double[] ends = runs.again(TestProblem.PAIR, w, steps, "batch " + b + " of " + size, size).ends();
            System.arraycopy(ends, 0, points, b * size * d, size * d);
        }
        return points;
    }

    /** The first size that refutes, else points drawn one by one. So few draws can only refute. */
    private static Evidence same(String moment, int coordinate, List<Interval> parts, Interval together, double alpha) {
        int shown = IntStream.range(0, parts.size()).filter(i -> parts.get(i).intersect(together).isEmpty()).findFirst()
                .orElse(0);
        String drawn = shown == 0 ? "one by one" : "in batches of " + SIZES.get(shown);
        return Evidence
                .of(Evidence.Kind.PLAIN_SAMPLING,
                        moment + " of points drawn " + drawn + ", coordinate " + (coordinate + 1),
                        parts.get(shown).midpoint())
                .within(parts.get(shown))
                .by("batches of " + inWords() + " and " + TOGETHER + " points", TOGETHER + ALONE, alpha)
                .decides(new Requirement(String.format(Locale.ROOT, "must be that of points drawn together, in "
                        + "[%.5g, %.5g]", together.lower(), together.upper()), together, Optional.empty()));
    }
}
