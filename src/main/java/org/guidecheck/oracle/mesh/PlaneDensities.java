package org.guidecheck.oracle.mesh;

import java.util.stream.IntStream;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceField;

/**
 * Log-density of a class and log reciprocal posterior at all points of a product mesh of the plane, one noise level at
 * a time. Point (i, j) has the index {@code j * n + i}, n being the number of points of the first coordinate.
 */
final class PlaneDensities {
    private static final int BLOCK = BlockPosterior.BLOCK;

    private final double[] first;
    private final double[] second;
    private final ThreadLocal<BlockPosterior> models;
    private final double[] logOwn;
    private final double[] logReciprocal;
    /** Score of the class and classifier gradient, one row a coordinate; null until a field first needs them. */
    private double[][] own;
    private double[][] gradient;

    PlaneDensities(ClassVersusRest sides, double[] first, double[] second) {
        this.first = first;
        this.second = second;
        this.models = ThreadLocal.withInitial(() -> new BlockPosterior(sides));
        this.logOwn = new double[first.length * second.length];
        this.logReciprocal = new double[first.length * second.length];
    }

    /** log p(y|c) at the points, at the present level; not a copy. */
    double[] logOwn() {
        return logOwn;
    }

    /** log f = −log p(c|y) at the points, at the present level; not a copy. */
    double[] logReciprocal() {
        return logReciprocal;
    }

    /** Moves to a level; with scores if a field is to be evaluated there. */
    void moveTo(NoiseLevel level, boolean scores) {
        if (scores && own == null) {
            own = new double[2][logOwn.length];
            gradient = new double[2][logOwn.length];
        }
        int n = first.length;
        IntStream.range(0, second.length).parallel().forEach(j -> {
            BlockPosterior model = models.get();
            model.setLevel(level);
            double[] x = new double[2 * BLOCK];
            for (int from = 0; from < n; from += BLOCK) {
                int count = Math.min(BLOCK, n - from);
                place(x, from, count, j);
                model.evaluate(x, count);
                for (int p = 0; p < count; p++) {
                    int at = j * n + from + p;
                    double odds = model.logOdds()[p];
                    logOwn[at] = model.ownLogDensity()[p];
                    logReciprocal[at] = LineLogOdds.logReciprocal(odds);
                    if (scores) {
                        double other = model.restPosterior(p);
                        for (int i = 0; i < 2; i++) {
                            double score = model.ownScore()[i * BLOCK + p];
                            own[i][at] = score;
                            gradient[i][at] = other == 0 ? 0 : other * (score - model.restScore()[i * BLOCK + p]);
                        }
                    }
                }
            }
        });
    }

    /** Both coordinates of the field at the points; the level must have been moved to with scores. */
    double[][] field(GuidanceField field, NoiseLevel level) {
        int n = first.length;
        double[][] result = new double[2][logOwn.length];
        ThreadLocal<GuidanceField.Evaluator> evaluators = ThreadLocal.withInitial(field::evaluator);
        IntStream.range(0, second.length).parallel().forEach(j -> {
            double[] x = new double[2 * BLOCK];
            double[] s = new double[2 * BLOCK];
            double[] g = new double[2 * BLOCK];
            double[] e = new double[2 * BLOCK];
            for (int from = 0; from < n; from += BLOCK) {
                int count = Math.min(BLOCK, n - from);
                place(x, from, count, j);
                for (int i = 0; i < 2; i++) {
                    System.arraycopy(own[i], j * n + from, s, i * BLOCK, count);
                    System.arraycopy(gradient[i], j * n + from, g, i * BLOCK, count);
                }
                evaluators.get().evaluate(level, x, count, s, g, e);
                for (int i = 0; i < 2; i++) {
                    System.arraycopy(e, i * BLOCK, result[i], j * n + from, count);
                }
            }
        });
        return result;
    }

    private void place(double[] x, int from, int count, int j) {
        System.arraycopy(first, from, x, 0, count);
        for (int p = 0; p < count; p++) {
            x[BLOCK + p] = second[j];
        }
    }
}
