package org.guidecheck.oracle;

import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.BlockModel;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.distribution.OneAgainstRest;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;

/**
 * The decrement ∫ w E^w[f ‖g‖²] du of the mean reciprocal, from noised draws of the class alone
 * (properties/README.md, "Reweighted forward paths").
 *
 * <p>A constant weight w is paid for by the density (f_t/f_0)^{−w} exp(−½w(w+1)A_t) of the guided process against the
 * unguided one, and the unguided one is the noising of P_c read backwards, drawn exactly. So the decrement is the mean of
 * π_c^{−w} ∫ w f_t^{1−w} exp(−½w(w+1)A_t) dA_t, which for w ≥ 1 lies between 0 and π_c^{−w}·2/(w+1): bounded. No process
 * is simulated and f is not followed to its end, so this shares nothing with the bounded representation but the model.
 */
public final class ReweightedDecrement {
    private static final int BLOCK = BlockModel.BLOCK;
    private static final int FIRST_BATCH = 2048;

    private final LabelledDistribution law;
    private final int c;
    private final double w;
    private final TimeGrid grid;
    private final Streams streams;
    private final double alpha;

    /**
     * Prepares the representation; nothing is drawn yet.
     *
     * @param law     labelled law
     * @param c       index of the class
     * @param w       weight, at least 1
     * @param stop    noise τ at which the process is left; 0 for clean data
     * @param steps   steps of the integral, even
     * @param streams randomness
     * @param alpha   false-alarm probability of the answer
     */
    public ReweightedDecrement(LabelledDistribution law, int c, double w, double stop, int steps, Streams streams,
            double alpha) {
        if (!(w >= 1 && w < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight=" + w + ": the decrement is bounded for weights of at least 1 only");
        }
        this.law = law;
        this.c = c;
        this.w = w;
        this.grid = TimeGrid.forLaw(law, steps, stop);
        this.streams = streams;
        this.alpha = alpha;
    }

    /**
     * Draws paths until the answer is good enough.
     *
     * @param mostPaths paths at most
     * @param enough    asked at growing numbers of paths; the interval is valid at all of them at once
     * @return the decrement M_0 − M_w
     */
    public BoundedRepresentation.Estimate estimate(int mostPaths, Predicate<BoundedRepresentation.Estimate> enough) {
        double unit = 2 / (w + 1);
        double factor = Math.pow(law.prior(c), -w);
        BettingConfidenceSequence fine = new BettingConfidenceSequence(0, unit, alpha);
        StepError stepError = new StepError();
        int batch = Math.min(FIRST_BATCH, mostPaths);
        while (true) {
            double[][] decrements = run(fine.count(), batch);
            fine.accept(decrements[0]);
            stepError.accept(decrements[0], decrements[1]);
            double value = Math.max(0, (fine.mean() + stepError.mean() / 3) * factor);
            BoundedRepresentation.Estimate estimate = new BoundedRepresentation.Estimate(0, value,
                    fine.bounds().scale(factor), stepError.bound() * factor, TimeGrid.START_SIGNAL * (2 + w) * value,
                    grid.steps(), fine.count(), alpha);
            if (fine.count() >= mostPaths || enough.test(estimate)) {
                return estimate;
            }
            batch = Math.min(fine.count(), mostPaths - fine.count());
        }
    }

    /** The integral on the grid, and on the grid of every other level, for each path. */
    private double[][] run(long from, int count) {
        OneAgainstRest sides = OneAgainstRest.of(law, c);
        ThreadLocal<BlockModel> models = ThreadLocal.withInitial(() -> new BlockModel(sides));
        double[][] result = new double[2][count];
        IntStream.range(0, (count + BLOCK - 1) / BLOCK).parallel().forEach(b -> {
            int used = Math.min(BLOCK, count - b * BLOCK);
            Block block = new Block(models.get(), from + (long) b * BLOCK, used);
            for (int p = 0; p < used; p++) {
                result[0][b * BLOCK + p] = block.integral(p, 1);
                result[1][b * BLOCK + p] = block.integral(p, 2);
            }
        });
        return result;
    }

    /** One block of noised draws: log f and ‖g‖² at every level. */
    private final class Block {
        private final double[][] logReciprocal = new double[grid.steps() + 1][BLOCK];
        private final double[][] square = new double[grid.steps() + 1][BLOCK];

        Block(BlockModel model, long first, int used) {
            int d = law.dimension();
            double[] x = new double[d * BLOCK];
            ZigguratSampler.NormalizedGaussian[] normal = new ZigguratSampler.NormalizedGaussian[used];
            for (int p = 0; p < used; p++) {
                UniformRandomProvider random = streams.stream(first + p);
                double[] draw = law.law(c).draw(random);
                normal[p] = ZigguratSampler.NormalizedGaussian.of(random);
                for (int i = 0; i < d; i++) {
                    x[i * BLOCK + p] = draw[i];
                }
            }
            NoiseLevel at = NoiseLevel.CLEAN;
            for (int k = grid.steps(); k >= 0; k--) {
                NoiseLevel level = grid.level(k);
                double log = level.logSignal() - at.logSignal();
                for (int p = 0; p < used; p++) {
                    for (int i = 0; i < d; i++) {
                        x[i * BLOCK + p] = Math.exp(0.5 * log) * x[i * BLOCK + p]
                                + Math.sqrt(-Math.expm1(log)) * normal[p].sample();
                    }
                }
                at = level;
                model.at(level);
                model.evaluate(x, used);
                read(model, k, used);
            }
        }

        private void read(BlockModel model, int k, int used) {
            for (int p = 0; p < used; p++) {
                double odds = model.logOdds()[p];
                logReciprocal[k][p] = NoisedOdds.logReciprocal(odds);
                double sum = 0;
                for (int i = 0; i < model.dimension(); i++) {
                    double difference = model.ownScore()[i * BLOCK + p] - model.restScore()[i * BLOCK + p];
                    sum += difference * difference;
                }
                double other = 1 / (1 + Math.exp(odds));
                square[k][p] = other == 0 ? 0 : other * other * sum;
            }
        }

        /** ∫ w f^{1−w} exp(−κA) dA over every stride-th level, the exponential integrated exactly in each step. */
        private double integral(int p, int stride) {
            double kappa = 0.5 * w * (w + 1);
            double a = square[0][p];
            double sum = w * Math.exp((1 - w) * logReciprocal[0][p]) * -Math.expm1(-kappa * a) / kappa;
            for (int k = 0; k < grid.steps(); k += stride) {
                double du = grid.level(k + stride).logSignal() - grid.level(k).logSignal();
                double next = a + 0.5 * du * (square[k][p] + square[k + stride][p]);
                double power = 0.5 * (Math.exp((1 - w) * logReciprocal[k][p])
                        + Math.exp((1 - w) * logReciprocal[k + stride][p]));
                sum += w * power * Math.exp(-kappa * a) * -Math.expm1(-kappa * (next - a)) / kappa;
                a = next;
            }
            return sum;
        }
    }
}
