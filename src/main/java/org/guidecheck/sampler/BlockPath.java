package org.guidecheck.sampler;

import org.guidecheck.law.block.BlockLoops;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;

/** Some blocks of points on their way from level to level. Arrays are coordinate-major, as {@link BlockPosterior} has them. */
final class BlockPath {
    private final BlockPosterior model;
    private final StepPlan plan;
    private final Noise noise;
    private final int first;
    private final double[][] x;
    /** Evaluations at hand, of each block, in the places that the plan gives them in turn; made when first needed. */
    private final double[][][] points;
    private final double[][][] scores;
    private final double[][][] gradients;
    /** A score, then noise: in many dimensions each array less is one that need not leave the cache. */
    private final double[] room;
    /** A point that is not kept. */
    private final double[] passing;

    /** The blocks from the first to before the end. */
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
        room = new double[size];
        passing = new double[size];
    }

    /** Takes the points from their starts to their ends, which are filled in: d coordinates of each point in turn. */
    void run(double[] ends) {
        for (int b = 0; b < x.length; b++) {
            noise.block(first + b).next(x[b]);
        }
        for (int k = 0; k < plan.steps(); k++) {
            step(k);
        }
        for (int b = 0; b < x.length; b++) {
            BlockLoops.fromBlock(x[b], noise.block(first + b).points(), model.dimension(), ends, (first + b) * Noise.BLOCK);
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

    private void evaluate(int k, int j, boolean last, Combination where, int b) {
        int evaluation = plan.evaluation(k, j);
        int place = evaluation % plan.memory();
        double[] at = x[b];
        if (plan.isPointUsed(evaluation) || !where.isPoint()) {
            at = plan.isPointUsed(evaluation) ? kept(points[place], b) : passing;
            combine(k, where, b, at);
        }
        int count = noise.block(first + b).points();
        model.evaluate(at, count);
        if (plan.isRemembered(evaluation)) {
            // A later step guides with a weight of its own.
            System.arraycopy(model.ownScore(), 0, kept(scores[place], b), 0, room.length);
            model.gradient(kept(gradients[place], b), count);
        } else {
            // The last score of a step is used at once.
            model.guidedScore(plan.weight(k), last ? room : kept(scores[place], b));
        }
    }

    private double[] kept(double[][] ofBlocks, int b) {
        if (ofBlocks[b] == null) {
            ofBlocks[b] = new double[room.length];
        }
        return ofBlocks[b];
    }

    /** Fills an array, which may be that of x itself, with a combination. */
    private void combine(int k, Combination combination, int b, double[] into) {
        Sum sum = new Sum(into, x[b], combination.keep());
        for (Term term : combination.terms()) {
            int evaluation = plan.evaluation(k, term.evaluation());
            int place = evaluation % plan.memory();
            sum.add(term.point(), points[place][b]);
            if (plan.isRemembered(evaluation)) {
                sum.add(term.score(), scores[place][b]);
                sum.add(term.score() * plan.weight(k), gradients[place][b]);
            } else {
                boolean last = term.evaluation() == plan.table(k).stages().size() - 1;
                sum.add(term.score(), last ? room : scores[place][b]);
            }
        }
        if (combination.deviation() > 0) {
            noise.block(first + b).next(room);
            sum.add(combination.deviation(), room);
        }
        sum.end();
    }

    /** A sum of multiples, formed in place with as few passes as there are terms. */
    private static final class Sum {
        private final double[] into;
        private double[] from;
        private double keep;

        Sum(double[] into, double[] from, double keep) {
            this.into = into;
            this.from = from;
            this.keep = keep;
        }

        void add(double factor, double[] what) {
            if (factor != 0) {
                pass(into, from, keep, factor, what);
                from = into;
                keep = 1;
            }
        }

        /** Without terms there has been no pass yet. */
        void end() {
            if (from != into || keep != 1) {
                for (int i = 0; i < into.length; i++) {
                    into[i] = keep * from[i];
                }
            }
        }

        private static void pass(double[] into, double[] from, double keep, double factor, double[] what) {
            for (int i = 0; i < into.length; i++) {
                into[i] = keep * from[i] + factor * what[i];
            }
        }
    }
}
