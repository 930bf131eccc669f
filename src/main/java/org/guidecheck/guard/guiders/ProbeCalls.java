package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.SamplerFailure;

/** Calls of guiders, with the rounding that is allowed in their answers. */
final class ProbeCalls {
    /** λ of t = 1e-6; λ of τ = 1e-6 is its negative. */
    private static final double FARTHEST = Math.log(1e-6 / (1 - 1e-6));
    /** Roundings of the inputs that are allowed. */
    private static final double INPUTS = 8;
    /** Inputs that are changed: the two predictions and the points. */
    private static final int KINDS = 3;
    private static final int[] FEW_COORDINATES = {0, 1, 2, 3};
    private static final int[] MANY_COORDINATES = {1, 2, 4, 8};
    private static final int COPIES = KINDS * FEW_COORDINATES.length;

    private ProbeCalls() {
    }

    /** The grid on which guiders are called: uniform in λ from t = 1e-6 to τ = 1e-6, then to clean data. */
    static TimeGrid grid(int steps) {
        List<NoiseLevel> levels =
                new ArrayList<>(TimeGrid.uniformInLogSnr(FARTHEST, -FARTHEST, steps - 1).levels());
        levels.add(NoiseLevel.CLEAN);
        return new TimeGrid(levels);
    }

    /**
     * The answers of one run.
     *
     * @param guider  the guider
     * @param scale   number that it takes
     * @param grid    levels of the run
     * @param batches the points of step 0 and so on
     * @return the guided scores of each step
     * @throws SamplerFailure if the guider fails, or returns another number of numbers than it is given
     */
    static double[][] answers(Guider guider, double scale, TimeGrid grid, List<ProbeBatch> batches) {
        return answers(guider, scale, grid, batches, false);
    }

    /** The same, with predictions of a class to keep away from. */
    static double[][] answersWithNegative(Guider guider, double scale, TimeGrid grid, List<ProbeBatch> batches) {
        return answers(guider, scale, grid, batches, true);
    }

    private static double[][] answers(Guider guider, double scale, TimeGrid grid, List<ProbeBatch> batches,
            boolean isWithNegative) {
        double[][] answers = new double[batches.size()][];
        try (Guider.Run run = begin(guider, grid, scale)) {
            for (int k = 0; k < answers.length; k++) {
                ProbeBatch batch = batches.get(k);
                answers[k] = answer(guider, run, isWithNegative ? batch.callWithNegative(k) : batch.call(k), scale);
            }
        }
        return answers;
    }

    /** Starts a run. */
    static Guider.Run begin(Guider guider, TimeGrid grid, double scale) {
        try {
            return guider.begin(grid, scale);
        } catch (IllegalArgumentException e) {
            throw new SamplerFailure("guider " + guider.name() + " refused scale " + scale + ": " + e.getMessage(), e);
        }
    }

    /** One answer, of the right length. */
    static double[] answer(Guider guider, Guider.Run run, GuidanceCall call, double scale) {
        double[] answer;
        try {
            answer = run.guided(call);
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException | IndexOutOfBoundsException
                | NullPointerException e) {
            throw new SamplerFailure("guider " + guider.name() + " failed " + place(call.step(), call.level(), scale)
                    + ": " + e, e);
        }
        if (answer == null || answer.length != call.points().length) {
            throw new SamplerFailure("guider " + guider.name() + " returned "
                    + (answer == null ? "null" : answer.length + " numbers") + " " + place(call.step(), call.level(),
                            scale)
                    + ", must be " + call.points().length + " for " + call.count() + " points of dimension "
                    + call.dimension());
        }
        return answer;
    }

    /** Where a call was made, in words. */
    static String place(int step, NoiseLevel level, double scale) {
        return String.format(Locale.ROOT, "at scale %s, step %d, σ = %.6g", plain(scale), step + 1, level.sigma());
    }

    /** A number without a needless fraction. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9 ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.6g", number);
    }

    /**
     * Answers of one run and the rounding that is allowed in them.
     *
     * @param guided   guided scores of each step, n·d numbers
     * @param rounding allowance for each point of each step, above 0
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    record Answers(double[][] guided, double[][] rounding) {
    }

    /**
     * The answers of one run, and for each point the rounding that is allowed in it: 64 roundings of the terms (16 in half
     * precision), and 8 of
     * the inputs, as the guider's own answers at points with slightly other inputs show how these grow. The other
     * points are rows of the same batch.
     */
    static Answers rounded(Guider guider, double scale, TimeGrid grid, List<ProbeBatch> batches,
            Precision precision) {
        return rounded(guider, scale, grid, batches, precision, false);
    }

    /** The same, with or without predictions of a class to keep away from. */
    static Answers rounded(Guider guider, double scale, TimeGrid grid, List<ProbeBatch> batches,
            Precision precision, boolean isWithNegative) {
        double unit = precision.unit();
        List<ProbeBatch> wide = batches.stream().map(batch -> withCopies(batch, precision.change())).toList();
        double[][] all = answers(guider, scale, grid, wide, isWithNegative);
        double[][] guided = new double[all.length][];
        double[][] rounding = new double[all.length][];
        for (int k = 0; k < all.length; k++) {
            ProbeBatch batch = batches.get(k);
            int count = batch.count();
            guided[k] = batch.rows(all[k], count, p -> p * (1 + COPIES));
            rounding[k] = new double[count];
            for (int p = 0; p < count; p++) {
                rounding[k][p] = unit
                        * (precision.terms() * ((1 + Math.abs(scale)) * batch.size(p) + largest(guided[k], p, batch))
                                + INPUTS * spread(all[k], p, batch.dimension()) / precision.change());
            }
        }
        return new Answers(guided, rounding);
    }

    private static double largest(double[] values, int row, ProbeBatch batch) {
        double largest = 0;
        for (int i = row * batch.dimension(); i < (row + 1) * batch.dimension(); i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        // What is not finite must not widen the allowance.
        return largest < Double.POSITIVE_INFINITY ? largest : 0;
    }

    /** Sum over the copies of the largest change of a coordinate. */
    private static double spread(double[] all, int row, int d) {
        double sum = 0;
        int first = row * (1 + COPIES) * d;
        for (int copy = 1; copy <= COPIES; copy++) {
            double largest = 0;
            for (int i = 0; i < d; i++) {
                largest = Math.max(largest, Math.abs(all[first + copy * d + i] - all[first + i]));
            }
            sum += largest;
        }
        return sum < Double.POSITIVE_INFINITY ? sum : 0;
    }

    /** Each point followed by copies in which one kind of input is changed, with signs that depend on the coordinate. */
    private static ProbeBatch withCopies(ProbeBatch batch, double change) {
        int d = batch.dimension();
        int[] masks = d <= FEW_COORDINATES.length ? FEW_COORDINATES : MANY_COORDINATES;
        ProbeBatch wide = batch.rows(batch.count() * (1 + COPIES), p -> p / (1 + COPIES));
        double[][] inputs = {wide.conditional(), wide.unconditional(), wide.points()};
        for (int p = 0; p < wide.count(); p++) {
            int copy = p % (1 + COPIES) - 1;
            for (int i = 0; copy >= 0 && i < d; i++) {
                int sign = Integer.bitCount(i & masks[copy % masks.length]) % 2 == 0 ? 1 : -1;
                inputs[copy / masks.length][p * d + i] *= 1 + sign * change;
            }
        }
        return wide;
    }

    /** The answers at a scale that a guider may refuse. */
    static Optional<Answers> tried(Guider guider, double scale, TimeGrid grid, List<ProbeBatch> batches,
            Precision precision) {
        try {
            return Optional.of(rounded(guider, scale, grid, batches, precision));
        } catch (SamplerFailure refused) {
            return Optional.empty();
        }
    }
}
