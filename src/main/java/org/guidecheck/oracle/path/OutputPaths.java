package org.guidecheck.oracle.path;

import java.util.Arrays;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.law.block.ParallelFor;
import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.NormalForm;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;

/**
 * Simulated output of guided processes in any dimension, with a variable of each path whose mean is the price
 * ½E^w∫ ‖w g‖² du.
 *
 * <p>Under weight w, E log p(c|Y) rises at the rate (w + ½) E‖g‖² (theory.md, "Confidence along the path"). The price of
 * a step of constant weight is therefore w²/(1 + 2w) times the rise of log p(c|Y) over it, and the price of a path is a
 * sum of log-probabilities at the levels where the weight changes. Cut off at −L these are bounded; what is cut off has a
 * known bound, for the tail of 1/p(c|Y) obeys P(1/p(c|Y) ≥ a/π_c) ≤ a^{−(1+2 inf w)} at every level.
 *
 * <p>Paths follow {@link HeunPaths} on two grids with the same noise. Paths of one index have the same noise under every
 * schedule.
 */
public final class OutputPaths {
    private static final int BLOCK = BlockPosterior.BLOCK;
    /** L beyond log(1/π_c), times the exponent of the tail. */
    private static final double BEYOND = 6;

    private final GuidedProcess process;
    private final NormalForm form;
    private final TimeGrid grid;
    private final Streams streams;
    private final ThreadLocal<BlockPosterior> models;
    private final int dimension;
    private final double logPrior;
    private final double exponent;
    private final double lowest;

    /**
     * Ends of paths on one grid.
     *
     * @param points  d coordinates of each end in turn, in the units of the process
     * @param logOdds log-odds of the class at the ends
     * @param prices  variables whose mean is the price, up to the part that is cut off
     */
    @SuppressWarnings("ArrayRecordComponent") // owned by the receiver
    public record Ends(double[] points, double[] logOdds, double[] prices) {
    }

    /**
     * Ends of the same paths on two grids.
     *
     * @param fine   on the given number of steps
     * @param coarse on half as many
     */
    public record Pair(Ends fine, Ends coarse) {
    }

    /**
     * Prepares paths.
     *
     * @param process guided process, weights of at least 0
     * @param steps   steps of the fine grid, even
     * @param streams random streams
     */
    public OutputPaths(GuidedProcess process, int steps, Streams streams) {
        this.form = NormalForm.of(process);
        this.process = form.process();
        this.grid = this.process.grid(steps);
        this.streams = streams;
        this.models = ThreadLocal.withInitial(() -> new BlockPosterior(this.process.sides()));
        this.dimension = process.dimension();
        this.logPrior = Math.log(process.prior());
        this.exponent = 1 + 2 * process.guidance().smallest();
        this.lowest = logPrior - BEYOND / exponent;
    }

    /**
     * Follows paths.
     *
     * @param from  index of the first, a multiple of 64
     * @param count number of paths
     * @return their ends
     */
    public Pair run(long from, int count) {
        Ends fine = new Ends(new double[count * dimension], new double[count], new double[count]);
        Ends coarse = new Ends(new double[count * dimension], new double[count], new double[count]);
        ParallelFor.each((count + BLOCK - 1) / BLOCK, b -> {
            int used = Math.min(BLOCK, count - b * BLOCK);
            BlockPosterior model = models.get();
            HeunPaths paths = new HeunPaths(grid, dimension, streams.normals(from + (long) b * BLOCK, used), used,
                    new Guided(model, used));
            copy(model, paths.fineEnds(), paths.fine(), b * BLOCK, used, fine);
            copy(model, paths.coarseEnds(), paths.coarse(), b * BLOCK, used, coarse);
        });
        return new Pair(fine, coarse);
    }

    private void copy(BlockPosterior model, double[] y, double[] prices, int first, int used, Ends into) {
        model.setLevel(grid.end());
        model.evaluate(y, used);
        System.arraycopy(model.logOdds(), 0, into.logOdds, first, used);
        System.arraycopy(prices, 0, into.prices, first, used);
        for (int p = 0; p < used; p++) {
            for (int i = 0; i < dimension; i++) {
                into.points[(first + p) * dimension + i] = form.original(y[i * BLOCK + p], i);
            }
        }
    }

    /** {@return the range of the variables of the price} */
    public Interval range() {
        double lower = -factor(weight(0)) * logPrior;
        double upper = lower;
        for (int k = 1; k <= grid.steps(); k++) {
            double change = (k < grid.steps() ? factor(weight(k)) : 0) - factor(weight(k - 1));
            lower += Math.min(0, change) * -lowest;
            upper += Math.max(0, change) * -lowest;
        }
        return new Interval(lower, Math.max(upper, lower + 1e-3));
    }

    /** {@return how much the price may exceed the mean of its variables, or fall short of it} */
    public double cut() {
        double part = Math.exp(-BEYOND) / exponent;
        double factors = 0;
        for (int k = 1; k <= grid.steps(); k++) {
            factors += Math.abs((k < grid.steps() ? factor(weight(k)) : 0) - factor(weight(k - 1)));
        }
        return factors * part;
    }

    private double weight(int k) {
        return process.guidance().meanWeight(grid.level(k), grid.level(k + 1));
    }

    /** Price of a unit of log p(c|Y), w²/(1 + 2w). */
    public static double factor(double w) {
        return w * w / (1 + 2 * w);
    }

    /** Drift y/2 + s(y|c) + w g(y), and the price at the levels where the weight changes. */
    private final class Guided implements HeunPaths.Dynamics {
        private final GuidanceSchedule guidance = process.guidance();
        private final BlockPosterior model;
        private final int used;
        private final double[] score = new double[dimension * BLOCK];

        Guided(BlockPosterior model, int used) {
            this.model = model;
            this.used = used;
        }

        @Override
        public void evaluate(double[] y, NoiseLevel level) {
            model.setLevel(level);
            model.evaluate(y, used);
        }

        @Override
        public void drift(double[] y, NoiseLevel from, NoiseLevel to, double[] drift) {
            model.guidedScore(weight(from, to), score);
            for (int i = 0; i < drift.length; i++) {
                drift[i] = 0.5 * y[i] + score[i];
            }
        }

        @Override
        public void rate(NoiseLevel from, NoiseLevel to, double[] rate) {
            Arrays.fill(rate, 0, used, 0);
        }

        @Override
        public void addVisit(NoiseLevel before, NoiseLevel at, NoiseLevel after, double[] integral) {
            double now = after == null ? 0 : factor(weight(at, after));
            double earlier = before == null ? 0 : factor(weight(before, at));
            if (now == earlier) {
                return;
            }
            for (int p = 0; p < used; p++) {
                // At pure noise p(c|·) is the prior.
                double logPosterior = before == null ? logPrior
                        : Math.max(lowest, -LineLogOdds.logReciprocal(model.logOdds()[p]));
                integral[p] -= (now - earlier) * logPosterior;
            }
        }

        private double weight(NoiseLevel from, NoiseLevel to) {
            return from.equals(to) ? guidance.weight(from) : guidance.meanWeight(from, to);
        }
    }
}
