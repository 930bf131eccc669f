package org.guidecheck.guard.guiders;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * Clean predictions cut to a range, as by static or dynamic thresholding: x̂_0 → clip(r x̂_0, −B, B) with a number r in
 * (0, 1] for each point, whose largest coordinate is then at the end B of the range, and one B for all points. Such an
 * answer depends on the conditional prediction alone.
 */
final class CutToRange {
    /** Share of the range in which a coordinate is certainly not at its end. */
    private static final double INSIDE = 1 - 1e-4;
    private static final int STEPS = 8;
    private static final int POINTS = 6;

    private CutToRange() {
    }

    /**
     * The range of a guider that, where it is not to guide, gives the conditional prediction, cut to a range at some
     * level.
     *
     * @return B, the least end of all levels at which a point is cut; empty if none is, or more than that is done
     */
    static OptionalDouble rangeOf(GuiderUnderTest candidate) {
        double scale = candidate.convention().conditional();
        TimeGrid grid = ProbeCalls.grid(STEPS);
        Streams streams = new Streams(candidate.seed()).derived("range");
        Precision precision = Precision.of(candidate.guider(), scale, streams);
        WorstAnswer uncut = new WorstAnswer();
        WorstAnswer cut = new WorstAnswer();
        double least = Double.POSITIVE_INFINITY;
        for (ProbeLaw law : List.of(ProbeLaw.PLANE, ProbeLaw.SPACE)) {
            List<ProbeBatch> batches = law.batches(grid, POINTS, streams.derived(law.name()));
            Optional<ProbeCalls.Answers> answers =
                    ProbeCalls.tried(candidate.guider(), scale, grid, batches, precision);
            for (int k = 0; answers.isPresent() && k < STEPS; k++) {
                ProbeBatch batch = batches.get(k);
                double[] guided = answers.get().guided()[k];
                double[] rounding = answers.get().rounding()[k];
                WorstAnswer here = new WorstAnswer();
                here.add(guided, batch.conditional(), rounding, batch, "");
                least = here.isRounding() ? least : Math.min(least, end(batch, guided));
                uncut.add(guided, batch.conditional(), rounding, batch, "");
                cut.add(guided, of(batch, guided), rounding, batch, "");
            }
        }
        return !uncut.isRounding() && cut.isRounding() && least > 0 ? OptionalDouble.of(least)
                : OptionalDouble.empty();
    }

    /** The conditional prediction of a batch, cut with the numbers that the answer shows. */
    static double[] of(ProbeBatch batch, double[] guided) {
        int d = batch.dimension();
        double[] clean = batch.level().cleanPoints(batch.points(), batch.conditional());
        double[] answer = batch.level().cleanPoints(batch.points(), guided);
        double end = end(batch, guided);
        double[] expected = batch.conditional().clone();
        for (int p = 0; p < batch.count(); p++) {
            double[] own = Arrays.copyOfRange(answer, p * d, (p + 1) * d);
            double[] uncut = Arrays.copyOfRange(clean, p * d, (p + 1) * d);
            double[] cut = cut(uncut, own, end);
            for (int i = 0; distance(cut, own) < distance(uncut, own) && i < d; i++) {
                int at = p * d + i;
                expected[at] = (Math.sqrt(batch.level().signal()) * cut[i] - batch.points()[at])
                        / batch.level().noise();
            }
        }
        return expected;
    }

    /** The end of the range: the largest coordinate of the point that is changed most. */
    private static double end(ProbeBatch batch, double[] guided) {
        int d = batch.dimension();
        double[] clean = batch.level().cleanPoints(batch.points(), batch.conditional());
        double[] answer = batch.level().cleanPoints(batch.points(), guided);
        int most = 0;
        for (int p = 1; p < batch.count(); p++) {
            most = change(clean, answer, p, d) > change(clean, answer, most, d) ? p : most;
        }
        return largest(answer, most, d);
    }

    /** One point: its largest coordinate inside the range shows r, and its largest one is at the end of the range. */
    private static double[] cut(double[] clean, double[] answer, double end) {
        int inner = -1;
        int outer = 0;
        for (int i = 0; i < clean.length; i++) {
            boolean isInside = Math.abs(answer[i]) < INSIDE * end;
            inner = isInside && (inner < 0 || Math.abs(answer[i]) > Math.abs(answer[inner])) ? i : inner;
            outer = Math.abs(clean[i]) > Math.abs(clean[outer]) ? i : outer;
        }
        double factor = inner < 0 ? 1 : Math.max(0, Math.min(1, answer[inner] / clean[inner]));
        double[] cut = new double[clean.length];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = i == outer ? Math.signum(clean[i]) * end : Math.max(-end, Math.min(end, factor * clean[i]));
        }
        return cut;
    }

    /** Largest change of a coordinate of a point, relative to its largest coordinate. */
    private static double change(double[] clean, double[] answer, int row, int d) {
        return distance(Arrays.copyOfRange(clean, row * d, (row + 1) * d),
                Arrays.copyOfRange(answer, row * d, (row + 1) * d)) / largest(clean, row, d);
    }

    private static double distance(double[] one, double[] other) {
        double distance = 0;
        for (int i = 0; i < one.length; i++) {
            distance = Math.max(distance, Math.abs(one[i] - other[i]));
        }
        return distance;
    }

    private static double largest(double[] values, int row, int d) {
        return Arrays.stream(values, row * d, (row + 1) * d).map(Math::abs).max().orElseThrow();
    }
}
