package org.guidecheck.sampler;

import org.guidecheck.law.block.BlockLoops;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;

/**
 * Run of a plan on some blocks of points, from the first noise level to the last. Arrays are coordinate-major, as in
 * {@link BlockPosterior}.
 */
final class BlockPath {
    private final BlockPosterior model;
    private final StepPlan plan;
    private final Noise noise;
    private final int first;
    private final double[][] x;
    /**
     * Stored evaluations, indexed by slot (evaluation number modulo {@link StepPlan#memory()}) and block; allocated on
     * first use.
     */
    private final double[][][] points;
    private final double[][][] scores;
    private final double[][][] gradients;
    /** The last score of a step, then noise: sharing one array keeps more of the others in the cache. */
    private final double[] scratch;
    /** A stage's point that no step uses again. */
    private final double[] temporaryPoint;

    /** Run on the blocks from {@code first}, included, to {@code end}, excluded. */
    BlockPath(BlockPosterior model, StepPlan plan, Noise noise, int first, int end) {
        this.model = model;
        this.plan = plan;
        this.noise = noise;
        this.first = first;
        int size = model.dimension() * Noise.BLOCK;
        x = new double[end - first][size];
        points = new double[plan.memory()][x.length][];
        scores = new double[plan.memory()][x.length][];
        gradients = new double[plan.memory()][x.length][];
        scratch = new double[size];
        temporaryPoint = new double[size];
    }

    /** Runs all steps and writes the final points to {@code ends}, row-major [n, d]. */
    void run(double[] ends) {
        for (int b = 0; b < x.length; b++) {
            noise.block(first + b).next(x[b]);
        }
        for (int k = 0; k < plan.steps(); k++) {
            step(k);
        }
        for (int b = 0; b < x.length; b++) {
            BlockLoops.fromBlock(x[b], noise.block(first + b).points(), model.dimension(), ends,
                    (first + b) * Noise.BLOCK);
        }
    }

    private void step(int k) {
        StepTable table = plan.table(k);
        int last = table.stages().size() - 1;
        for (int j = 0; j <= last; j++) {
            Stage stage = table.stages().get(j);
            model.setLevel(stage.level());
            for (int b = 0; b < x.length; b++) {
                evaluate(k, j, j == last, stage.point(), b);
                if (j == last) {
                    combine(k, table.result(), b, x[b]);
                }
            }
        }
    }

    private void evaluate(int k, int j, boolean last, Combination combination, int b) {
        int evaluation = plan.evaluation(k, j);
        int slot = evaluation % plan.memory();
        double[] point = x[b];
        if (plan.isPointUsed(evaluation) || !combination.isPoint()) {
            point = plan.isPointUsed(evaluation) ? stored(points[slot], b) : temporaryPoint;
            combine(k, combination, b, point);
        }
        int count = noise.block(first + b).points();
        model.evaluate(point, count);
        if (plan.isRemembered(evaluation)) {
            // Kept unguided, because each later step guides with its own weight.
            System.arraycopy(model.ownScore(), 0, stored(scores[slot], b), 0, scratch.length);
            model.gradient(stored(gradients[slot], b), count);
        } else {
            // The last score of a step is used before the scratch array is overwritten.
            model.guidedScore(plan.weight(k), last ? scratch : stored(scores[slot], b));
        }
    }

    private double[] stored(double[][] ofBlocks, int b) {
        if (ofBlocks[b] == null) {
            ofBlocks[b] = new double[scratch.length];
        }
        return ofBlocks[b];
    }

    /** Writes a combination to an array, which may be that of x itself. */
    private void combine(int k, Combination combination, int b, double[] into) {
        Sum sum = new Sum(into, x[b], combination.keep());
        for (Term term : combination.terms()) {
            int evaluation = plan.evaluation(k, term.evaluation());
            int slot = evaluation % plan.memory();
            sum.add(term.point(), points[slot][b]);
            if (plan.isRemembered(evaluation)) {
                sum.add(term.score(), scores[slot][b]);
                sum.add(term.score() * plan.weight(k), gradients[slot][b]);
            } else {
                boolean last = term.evaluation() == plan.table(k).stages().size() - 1;
                sum.add(term.score(), last ? scratch : scores[slot][b]);
            }
        }
        if (combination.deviation() > 0) {
            noise.block(first + b).next(scratch);
            sum.add(combination.deviation(), scratch);
        }
        sum.end();
    }

    /** Linear combination of arrays, computed in place with one pass per term. */
    private static final class Sum {
        private final double[] into;
        private double[] from;
        private double keep;

        Sum(double[] into, double[] from, double keep) {
            this.into = into;
            this.from = from;
            this.keep = keep;
        }

        void add(double factor, double[] term) {
            if (factor != 0) {
                pass(into, from, keep, factor, term);
                from = into;
                keep = 1;
            }
        }

        /** Writes the result if there were no terms, so no pass has done it. */
        void end() {
            if (from != into || keep != 1) {
                for (int i = 0; i < into.length; i++) {
                    into[i] = keep * from[i];
                }
            }
        }

        private static void pass(double[] into, double[] from, double keep, double factor, double[] term) {
            for (int i = 0; i < into.length; i++) {
                into[i] = keep * from[i] + factor * term[i];
            }
        }
    }
}
