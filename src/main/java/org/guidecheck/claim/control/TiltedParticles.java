package org.guidecheck.claim.control;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Independent populations of guided particles on the line that gain weight at rate·g² and are resampled systematically
 * at every step.
 *
 * <p>Particles of one population are dependent, so the mean of p(c|Y) over a population is one observation in [0, 1]. A
 * population of N errs by about 1/N, a grid of n steps by about 1/n; the differences to half the particles and to half
 * the steps are allowed for in full.
 */
final class TiltedParticles {
    private static final int POPULATION = BlockPosterior.BLOCK;
    private static final int STEPS = 96;
    private static final int FEWEST_REPLICAS = 512;
    private static final int MOST_REPLICAS = 4096;
    /** Factor by which particles are coarser than computation, since they err by their number and their steps. */
    private static final double COARSER = 20;
    /** Standard errors allowed for each measured difference. */
    private static final int DEVIATIONS = 7;

    private final Setting setting;
    private final double rate;
    private final ClassVersusRest sides;

    TiltedParticles(Setting setting, double rate) {
        this.setting = setting;
        this.rate = rate;
        this.sides = setting.process().sides();
    }

    /** Compares populations with the exact mean of p(c|Y), doubling their number until decided or at the limit. */
    Evidence evidence(double alpha, Interval exact, double resolution) {
        double coarse = COARSER * resolution;
        Requirement requirement = Requirement.agreement(String.format(Locale.ROOT,
                "is the tilted law's, [%.6g, %.6g], known to %.2g", exact.lower(), exact.upper(), coarse), exact,
                coarse);
        double[] full = {};
        double[] small = {};
        double[] fewSteps = {};
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(0, 1, alpha);
        for (int replicas = FEWEST_REPLICAS;; replicas *= 2) {
            full = extended(full, replicas, "full", POPULATION, STEPS);
            small = extended(small, replicas, "half the particles", POPULATION / 2, STEPS);
            fewSteps = extended(fewSteps, replicas, "half the steps", POPULATION, STEPS / 2);
            sequence.accept(Arrays.copyOfRange(full, sequence.count(), replicas));
            double fewer = difference(full, small);
            double coarser = difference(full, fewSteps);
            Interval bounds = sequence.bounds().widen(fewer + coarser);
            if (requirement.decide(bounds) != Outcome.UNDECIDED
                    || replicas >= setting.effort().samples(MOST_REPLICAS)) {
                return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, "mean p(c|Y) of resampled particles",
                        sequence.mean())
                        .within(bounds)
                        .by(replicas + " populations of " + POPULATION + ", " + STEPS + " steps", replicas, alpha)
                        .allowing(List.of(
                                new Tolerance.Discretisation(fewer, "difference to populations of half the size"),
                                new Tolerance.Discretisation(coarser, "difference to grids of half the steps")))
                        .decides(requirement);
            }
        }
    }

    private static double difference(double[] one, double[] other) {
        double mean = Arrays.stream(one).average().orElseThrow() - Arrays.stream(other).average().orElseThrow();
        return Math.abs(mean) + DEVIATIONS * Math.sqrt((variance(one) + variance(other)) / one.length);
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    }

    /** Extends the observations to a larger number of populations. */
    private double[] extended(double[] known, int replicas, String purpose, int size, int steps) {
        Streams streams = CorrectedTilt.streams(setting).derived(purpose);
        TimeGrid grid = setting.process().grid(steps);
        ThreadLocal<BlockPosterior> models = ThreadLocal.withInitial(() -> new BlockPosterior(sides));
        double[] values = Arrays.copyOf(known, replicas);
        IntStream.range(known.length, replicas).parallel()
                .forEach(r -> values[r] = new Population(models.get(), size, streams.stream(r)).run(grid));
        return values;
    }

    /** One population. */
    private final class Population {
        private final BlockPosterior model;
        private final UniformRandomProvider random;
        private final ZigguratSampler.NormalizedGaussian normal;
        private final int size;
        private final double[] gradient = new double[BlockPosterior.BLOCK];
        private double[] y;

        Population(BlockPosterior model, int size, UniformRandomProvider random) {
            this.model = model;
            this.size = size;
            this.random = random;
            this.normal = ZigguratSampler.NormalizedGaussian.of(random);
            this.y = new double[BlockPosterior.BLOCK];
            for (int p = 0; p < size; p++) {
                y[p] = normal.sample();
            }
        }

        /** Runs Euler–Maruyama with resampling at every step; returns the mean of p(c|Y) at the end. */
        double run(TimeGrid grid) {
            double[] gains = new double[size];
            double[] before = new double[size];
            for (int k = 0; k < grid.steps(); k++) {
                NoiseLevel from = grid.level(k);
                NoiseLevel to = grid.level(k + 1);
                double du = to.logSignal() - from.logSignal();
                double w = setting.guidance().meanWeight(from, to);
                evaluate(from);
                for (int p = 0; p < size; p++) {
                    before[p] = gradient[p] * gradient[p];
                    y[p] += du * (0.5 * y[p] + model.ownScore()[p] + w * gradient[p]) + Math.sqrt(du) * normal.sample();
                }
                if (rate != 0) {
                    // Trapezoidal rule, since g changes fast near the end.
                    evaluate(to);
                    for (int p = 0; p < size; p++) {
                        gains[p] = 0.5 * rate * du * (before[p] + gradient[p] * gradient[p]);
                    }
                    resample(gains);
                }
            }
            evaluate(grid.end());
            double sum = 0;
            for (int p = 0; p < size; p++) {
                sum += 1 / (1 + Math.exp(-model.logOdds()[p]));
            }
            return sum / size;
        }

        private void evaluate(NoiseLevel level) {
            model.setLevel(level);
            model.evaluate(y, size);
            model.gradient(gradient, size);
        }

        private void resample(double[] gains) {
            double largest = Arrays.stream(gains).max().orElseThrow();
            double total = 0;
            double[] shares = new double[size];
            for (int p = 0; p < size; p++) {
                shares[p] = Math.exp(gains[p] - largest);
                total += shares[p];
            }
            double[] next = new double[BlockPosterior.BLOCK];
            double offset = random.nextDouble();
            double sum = 0;
            int filled = 0;
            for (int p = 0; p < size; p++) {
                sum += shares[p] / total * size;
                while (filled < size && filled + offset < sum) {
                    next[filled++] = y[p];
                }
            }
            // Rounding of the sum may leave places open.
            while (filled < size) {
                next[filled++] = y[size - 1];
            }
            y = next;
        }
    }
}
