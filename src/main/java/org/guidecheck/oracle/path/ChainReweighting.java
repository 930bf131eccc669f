package org.guidecheck.oracle.path;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.law.block.ParallelFor;
import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.oracle.mesh.TimeSteps;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.NormalForm;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.GaussianSampler.Transition;
import org.guidecheck.sampler.NormalBlock;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;

/**
 * Estimator of the mean reciprocal of a sampler's chain, in any dimension and without its heavy tail (see theory.md,
 * "Chains").
 *
 * <p>Steps N(m_w, σ²I) and N(m_{w−1}, σ²I) have a density against each other. The chain of weight w is therefore the
 * chain of weight w − 1 with paths weighted by the product of these densities, exactly and at every step size. The
 * payoff f(Y_N) times that product corresponds to 1/π_c·exp(−∫ w‖g‖² du) of the process: it is nearly bounded. A
 * confidence sequence encloses its mean capped at {@value #CAP}/π_c. The part above the cap is due to the step size and
 * is counted in the discretisation error, as its average plus seven standard errors.
 */
public final class ChainReweighting {
    private static final int BLOCK = BlockPosterior.BLOCK;
    private static final int FIRST_BATCH = 2048;
    private static final double CAP = 2;
    private static final double LONGEST_STEP = 0.5;
    /**
     * Smallest weight for which a limit is given. Unguided, rare events carry the mean of f, and a chain misjudges
     * their probability by any factor at any practical step, alike on two step sizes: their difference shows nothing.
     */
    public static final double LEAST_LIMIT = 0.25;

    private final GuidedProcess process;
    private final GuidanceSchedule guidance;
    private final GaussianSampler sampler;
    private final Streams streams;
    private final double alpha;
    private final double prior;
    private final ThreadLocal<BlockPosterior> models;
    private final int dimension;
    private final TimeBudget budget;

    /**
     * Prepares the estimator without drawing.
     *
     * @param process guided process, weights w ≥ 0
     * @param sampler sampler of the chain's steps
     * @param streams random streams
     * @param alpha   false-alarm rate of each answer
     */
    public ChainReweighting(GuidedProcess process, GaussianSampler sampler, Streams streams, double alpha) {
        this(process, sampler, streams.derived("chain " + sampler.name()), alpha, TimeBudget.NONE);
    }

    private ChainReweighting(GuidedProcess process, GaussianSampler sampler, Streams streams, double alpha,
            TimeBudget budget) {
        if (!(process.guidance().smallest() >= 0)) {
            throw new IllegalArgumentException("weight=" + process.guidance().smallest() + ": must be at least 0");
        }
        this.process = process;
        this.guidance = process.guidance();
        this.sampler = sampler;
        this.streams = streams;
        this.budget = budget;
        this.alpha = alpha;
        this.prior = process.prior();
        this.dimension = process.dimension();
        ClassVersusRest sides = process.sides();
        this.models = ThreadLocal.withInitial(() -> new BlockPosterior(sides));
    }

    /**
     * The same estimator with a limit on its time.
     *
     * @param limit when answers must have come; it is overstepped by at most a few blocks of paths
     * @return an estimator that stops at the limit with the paths that it has
     */
    public ChainReweighting within(TimeBudget limit) {
        return new ChainReweighting(process, sampler, streams, alpha, limit);
    }

    /**
     * Mean reciprocal of the chain on a given grid.
     *
     * @param grid      levels, ending at the noise where the chain stops
     * @param mostPaths most paths
     * @param enough    stopping rule, asked at growing numbers of paths; the interval is valid at all of them at once
     * @return E[f(Y_N)]; its discretisation error is only the part above the cap
     */
    public BoundedRepresentation.Estimate ofChain(TimeGrid grid, int mostPaths,
            Predicate<BoundedRepresentation.Estimate> enough) {
        return estimate(grid, false, mostPaths, enough);
    }

    /**
     * Limit of the chain's mean reciprocal for short steps: that of the process, extrapolated from two step sizes on
     * the same noise for a chain of weak order 1.
     *
     * @param fineness  number of parts of each step of the law's coarsest grid, even, at least 2
     * @param mostPaths most paths
     * @param enough    stopping rule, asked at growing numbers of paths; the interval is valid at all of them at once
     * @return M_w
     * @throws IllegalArgumentException if some weight is below {@value #LEAST_LIMIT}, or the fineness is not even
     */
    public BoundedRepresentation.Estimate limit(int fineness, int mostPaths,
            Predicate<BoundedRepresentation.Estimate> enough) {
        if (!(guidance.smallest() >= LEAST_LIMIT)) {
            throw new IllegalArgumentException("weight=" + guidance.smallest()
                    + ": a chain's limit needs weights of at least " + LEAST_LIMIT
                    + "; below, rare events carry the mean, and chains of finite steps misjudge their probability");
        }
        if (!(fineness >= 2 && fineness % 2 == 0)) {
            throw new IllegalArgumentException("fineness=" + fineness + ": must be even and at least 2");
        }
        // Chains of short steps follow the process, which is the same in normal form.
        ChainReweighting normal =
                new ChainReweighting(NormalForm.of(process).process(), sampler, streams, alpha, budget);
        return normal.estimate(new TimeSteps(normal.process).grid(fineness, LONGEST_STEP), true, mostPaths, enough);
    }

    private BoundedRepresentation.Estimate estimate(TimeGrid grid, boolean toLimit, int mostPaths,
            Predicate<BoundedRepresentation.Estimate> enough) {
        double cap = CAP / prior;
        BettingConfidenceSequence mean = new BettingConfidenceSequence(0, 1, alpha);
        StepErrorBound above = new StepErrorBound();
        StepErrorBound step = new StepErrorBound();
        PathPieces pieces = new PathPieces(budget, FIRST_BATCH, mostPaths);
        while (true) {
            int batch = pieces.next(mean.count());
            double[][] payoffs = run(grid, toLimit, mean.count(), batch);
            double[] capped = new double[batch];
            for (int i = 0; i < batch; i++) {
                capped[i] = Math.min(1, payoffs[0][i] / cap);
            }
            mean.accept(capped);
            double[] scaled = Arrays.stream(payoffs[0]).map(x -> x / cap).toArray();
            above.accept(scaled, capped);
            step.accept(payoffs[0], payoffs[1]);
            if (!pieces.isDue(mean.count())) {
                continue;
            }
            double excess = toLimit ? above.mean() * cap + step.mean() : above.mean() * cap;
            double discretisation = above.bound() * cap
                    + (toLimit ? 2 * step.bound() + process.startError() / prior : 0);
            BoundedRepresentation.Estimate estimate = new BoundedRepresentation.Estimate(1,
                    Math.max(1, mean.mean() * cap + excess), mean.bounds().scale(cap), discretisation, 0, grid.steps(),
                    mean.count(), alpha);
            if (toLimit && stiffness(grid) > 1) {
                return estimate.unresolved(String.format(Locale.ROOT,
                        "at weight %s the chain is stable from %.0f steps on, more than %d; in one dimension use "
                                + "finite-difference",
                        guidance, grid.steps() * stiffness(grid), grid.steps()));
            }
            if (pieces.isLast(mean.count()) || enough.test(estimate)) {
                return estimate;
            }
        }
    }

    /**
     * The largest product of a step and of the rate (1 + w)/(τ + scale²) at which guided drifts contract near data of
     * the narrowest scale; above 1 steps are too long.
     */
    private double stiffness(TimeGrid grid) {
        double scale = process.law().narrowestScale();
        double most = 0;
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            double variance = 0.5 * (from.noise() + to.noise()) + scale * scale;
            most = Math.max(most, (1 + guidance.meanWeight(from, to)) * (to.logSignal() - from.logSignal()) / variance);
        }
        return most;
    }

    /** Weighted payoffs of the chain and, if wanted, of the chain on every other level with the same noise. */
    private double[][] run(TimeGrid grid, boolean both, long from, int count) {
        double[][] result = new double[2][count];
        ParallelFor.each((count + BLOCK - 1) / BLOCK, b -> {
            int used = Math.min(BLOCK, count - b * BLOCK);
            Block block = new Block(models.get(), grid, from + (long) b * BLOCK, used);
            block.follow(both);
            for (int p = 0; p < used; p++) {
                result[0][b * BLOCK + p] = block.fine.payoff(p);
                result[1][b * BLOCK + p] = both ? block.coarse.payoff(p) : result[0][b * BLOCK + p];
            }
        });
        return result;
    }

    /** A block of chains that are followed together. */
    private final class Block {
        private final BlockPosterior model;
        private final TimeGrid grid;
        private final int used;
        private final NormalBlock normals;
        private final Chain fine;
        private final Chain coarse;

        Block(BlockPosterior model, TimeGrid grid, long first, int used) {
            this.model = model;
            this.grid = grid;
            this.used = used;
            this.normals = streams.normals(first, used);
            double[] start = draw();
            this.fine = new Chain(start);
            this.coarse = new Chain(start.clone());
        }

        void follow(boolean both) {
            for (int k = 0; k < grid.steps(); k++) {
                double[] z = draw();
                fine.step(grid.level(k), grid.level(k + 1), z);
                if (both && k % 2 == 0) {
                    double[] next = draw();
                    double first = sampler.transition(grid.level(k), grid.level(k + 1)).deviation();
                    double second = sampler.transition(grid.level(k + 1), grid.level(k + 2)).deviation();
                    double[] joint = new double[z.length];
                    for (int i = 0; i < z.length; i++) {
                        joint[i] = (first * z[i] + second * next[i]) / Math.hypot(first, second);
                    }
                    fine.step(grid.level(k + 1), grid.level(k + 2), next);
                    coarse.step(grid.level(k), grid.level(k + 2), joint);
                    k++;
                }
            }
            fine.finish(grid.end());
            if (both) {
                coarse.finish(grid.end());
            }
        }

        private double[] draw() {
            double[] z = new double[dimension * BLOCK];
            normals.next(z, dimension);
            return z;
        }

        /** Chains of weight w − 1, with the log densities of weight w against them. */
        private final class Chain {
            private final double[] y;
            private final double[] log = new double[BLOCK];
            private final double[] gradient = new double[dimension * BLOCK];

            Chain(double[] y) {
                this.y = y;
            }

            void step(NoiseLevel from, NoiseLevel to, double[] z) {
                Transition step = sampler.transition(from, to);
                double w = guidance.meanWeight(from, to);
                // A step without noise has no density: it uses weight w itself.
                double v = step.deviation() > 0 ? w - 1 : w;
                model.setLevel(from);
                model.evaluate(y, used);
                model.gradient(gradient, used);
                for (int p = 0; p < used; p++) {
                    for (int i = 0; i < dimension; i++) {
                        int at = i * BLOCK + p;
                        double g = gradient[at];
                        y[at] = step.keep() * y[at] + step.push() * (model.ownScore()[at] + v * g)
                                + step.deviation() * z[at];
                        if (step.deviation() > 0) {
                            double shift = step.push() * g / step.deviation();
                            log[p] += shift * (z[at] - 0.5 * shift);
                        }
                    }
                }
            }

            void finish(NoiseLevel level) {
                model.setLevel(level);
                model.evaluate(y, used);
                for (int p = 0; p < used; p++) {
                    log[p] += LineLogOdds.logReciprocal(model.logOdds()[p]);
                }
            }

            /** The payoff of a chain; huge if it overflowed, since p(c|·) is then unknown. */
            double payoff(int p) {
                return Double.isNaN(log[p]) ? Double.MAX_VALUE : Math.exp(log[p]);
            }
        }
    }
}
