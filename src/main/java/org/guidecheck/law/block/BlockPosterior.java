package org.guidecheck.law.block;

import java.util.Arrays;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;

/**
 * Posterior, classifier gradient and scores of one class against the rest, at blocks of points of one noise level.
 *
 * <p>"Own" is the class c, "rest" the mixture of all other classes. Arrays are coordinate-major: coordinate i of point
 * p stands at {@code i * BLOCK + p}. Distances to means lose no precision (see performance.md, "Inner loops"). Mutable;
 * an instance belongs to one thread.
 */
public final class BlockPosterior {
    /** Number of points in a block. */
    public static final int BLOCK = BlockLoops.BLOCK;

    private final int dimension;
    private final BlockDensity own;
    private final BlockDensity rest;
    private final double priorLogOdds;

    private final double[] logOdds = new double[BLOCK];
    /** 1 − p(c|x) at each point. */
    private final double[] restPosterior = new double[BLOCK];
    /** Points as x/√t. */
    private final double[] z;
    /** √t. */
    private double root;
    private int points;
    private boolean hasLogOdds;

    /**
     * Creates an evaluator; set a noise level before using it.
     *
     * @param sides the class and the rest
     */
    public BlockPosterior(ClassVersusRest sides) {
        dimension = sides.dimension();
        own = BlockDensity.of(sides.own());
        rest = BlockDensity.of(sides.rest());
        priorLogOdds = Math.log(sides.prior()) - Math.log1p(-sides.prior());
        z = new double[dimension * BLOCK];
    }

    /** {@return the number of coordinates, d ≥ 1} */
    public int dimension() {
        return dimension;
    }

    /**
     * Sets the noise level of the points to come.
     *
     * @param level the level
     */
    public void setLevel(NoiseLevel level) {
        root = Math.sqrt(level.signal());
        own.setLevel(level);
        rest.setLevel(level);
    }

    /**
     * Evaluates a block at the current noise level.
     *
     * @param x     points, coordinate-major, d × BLOCK
     * @param count number of points used, at most BLOCK
     */
    public void evaluate(double[] x, int count) {
        double inverse = 1 / root;
        for (int i = 0; i < dimension * BLOCK; i++) {
            z[i] = x[i] * inverse;
        }
        own.evaluate(z, count, root);
        rest.evaluate(z, count, root);
        for (int p = 0; p < count; p++) {
            restPosterior[p] = priorLogOdds + own.exponent[p] - rest.exponent[p];
        }
        BlockLoops.active().exp(restPosterior, count);
        for (int p = 0; p < count; p++) {
            restPosterior[p] = 1 / (1 + restPosterior[p] * (own.factor[p] / rest.factor[p]));
        }
        points = count;
        hasLogOdds = false;
    }

    /**
     * Log-odds of the class at any number of points, at the current noise level.
     *
     * @param points d coordinates of each point in turn
     * @return log( p(c|x) / (1 − p(c|x)) ) of each, a new array; NaN where a coordinate is NaN
     */
    public double[] logOdds(double[] points) {
        double[] result = new double[points.length / dimension];
        evaluateAll(points, (first, count) -> System.arraycopy(logOdds(), 0, result, first, count));
        return result;
    }

    /** Callback that copies results of the block evaluated last. */
    @FunctionalInterface
    public interface BlockConsumer {
        /**
         * Reads the results of a block.
         *
         * @param first index of the block's first point among all points
         * @param count number of points in the block
         */
        void accept(int first, int count);
    }

    /**
     * Evaluates any number of points at the current noise level, block by block.
     *
     * @param points   d coordinates of each point in turn
     * @param consumer called after each block
     */
    public void evaluateAll(double[] points, BlockConsumer consumer) {
        double[] x = new double[dimension * BLOCK];
        int n = points.length / dimension;
        for (int first = 0; first < n; first += BLOCK) {
            int count = Math.min(BLOCK, n - first);
            BlockLoops.toBlock(points, first, count, dimension, x);
            evaluate(x, count);
            consumer.accept(first, count);
        }
    }

    /** {@return the log-odds log( p(c|x) / (1 − p(c|x)) ) at each point of the last block; this object's own array} */
    public double[] logOdds() {
        if (!hasLogOdds) {
            double[] logOwn = own.logDensity(points);
            double[] logRest = rest.logDensity(points);
            for (int p = 0; p < points; p++) {
                logOdds[p] = priorLogOdds + logOwn[p] - logRest[p];
            }
            hasLogOdds = true;
        }
        return logOdds;
    }

    /**
     * {@return the posterior of the rest, 1 − p(c|x), at a point of the last block}
     *
     * @param p index of the point
     */
    public double restPosterior(int p) {
        return restPosterior[p];
    }

    /**
     * Classifier gradient g = ∇log p(c|·) = (1 − p(c|x))(s(x|c) − s(x|not c)) at each point of the last block. Where
     * 1 − p(c|x) = 0 it is 0, even if the rest's score is not finite.
     *
     * @param into  filled, coordinate-major, d × BLOCK
     * @param count number of points used
     */
    public void gradient(double[] into, int count) {
        for (int row = 0; row < dimension * BLOCK; row += BLOCK) {
            for (int p = 0; p < count; p++) {
                double difference = own.score[row + p] - rest.score[row + p];
                into[row + p] = restPosterior[p] == 0 ? 0 : restPosterior[p] * difference;
            }
        }
    }

    /**
     * Guided score s(x|c) + w g at each point of the last block.
     *
     * @param w    guidance weight
     * @param into filled, coordinate-major, d × BLOCK
     */
    public void guidedScore(double w, double[] into) {
        BlockLoops.active().guided(own.score, rest.score, restPosterior, w, into);
    }

    /**
     * Squared norm ‖g‖² of the classifier gradient at each point of the last block; 0 where 1 − p(c|x) = 0.
     *
     * @param into  filled, one number for each point
     * @param count number of points used
     */
    public void squaredGradient(double[] into, int count) {
        Arrays.fill(into, 0, count, 0);
        for (int row = 0; row < dimension * BLOCK; row += BLOCK) {
            for (int p = 0; p < count; p++) {
                double difference = own.score[row + p] - rest.score[row + p];
                into[p] += difference * difference;
            }
        }
        for (int p = 0; p < count; p++) {
            into[p] = restPosterior[p] == 0 ? 0 : restPosterior[p] * restPosterior[p] * into[p];
        }
    }

    /**
     * {@return the class's noised log-density log p_τ(x|c) at each point of the last block; this object's own array}
     */
    public double[] ownLogDensity() {
        return own.logDensity(points);
    }

    /**
     * {@return the rest's noised log-density log p_τ(x|not c) at each point of the last block; this object's own array}
     */
    public double[] restLogDensity() {
        return rest.logDensity(points);
    }

    /** {@return the class's score s(x|c) at the last block, coordinate-major; this object's own array} */
    public double[] ownScore() {
        return own.score;
    }

    /** {@return the rest's score s(x|not c) at the last block, coordinate-major; this object's own array} */
    public double[] restScore() {
        return rest.score;
    }
}
