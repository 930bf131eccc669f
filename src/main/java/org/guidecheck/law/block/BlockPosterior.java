package org.guidecheck.law.block;

import java.util.Arrays;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;

/**
 * Log-odds and scores of a small block of points at one noise level.
 *
 * <p>Written for work that is bound by the processor: the oracles, small batches. Distances are taken as differences
 * from each mean, so narrow components lose no digits; many isotropic components that are wide enough to lose none take half
 * the operations, from expanded squares. Arrays are coordinate-major: the
 * i-th coordinate of point p stands at {@code i * BLOCK + p}. An instance belongs to one thread; {@link #at} moves it to
 * another noise level.
 */
public final class BlockPosterior {
    /** Points in a block: small enough for the first cache, long enough for vector loops. */
    public static final int BLOCK = BlockLoops.BLOCK;

    private final int dimension;
    private final BlockDensity own;
    private final BlockDensity rest;
    private final double priorLogOdds;

    private final double[] logOdds = new double[BLOCK];
    private final double[] other = new double[BLOCK];
    private final double[] z;
    private double root;
    private int points;
    private boolean finished;

    /**
     * Makes room for one block.
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

    /**
     * Number of coordinates.
     *
     * @return d
     */
    public int dimension() {
        return dimension;
    }

    /**
     * Moves to a noise level.
     *
     * @param level the level of the points to come
     */
    public void at(NoiseLevel level) {
        root = Math.sqrt(level.signal());
        own.at(level);
        rest.at(level);
    }

    /**
     * Evaluates a block at the present noise level.
     *
     * @param x     coordinates, coordinate-major, d × BLOCK
     * @param count points in use, at most BLOCK
     */
    public void evaluate(double[] x, int count) {
        double inverse = 1 / root;
        for (int i = 0; i < dimension * BLOCK; i++) {
            z[i] = x[i] * inverse;
        }
        own.evaluate(z, count, root);
        rest.evaluate(z, count, root);
        for (int p = 0; p < count; p++) {
            other[p] = priorLogOdds + own.exponent[p] - rest.exponent[p];
        }
        BlockLoops.active().exp(other, count);
        for (int p = 0; p < count; p++) {
            other[p] = 1 / (1 + other[p] * (own.factor[p] / rest.factor[p]));
        }
        points = count;
        finished = false;
    }

    /**
     * Log-odds of the class at any number of points, at the present noise level.
     *
     * @param points d coordinates of each point in turn
     * @return log( p(c|x) / (1 − p(c|x)) ) of each, a new array; not a number where a coordinate is none
     */
    public double[] logOdds(double[] points) {
        double[] result = new double[points.length / dimension];
        evaluateAll(points, (first, count) -> System.arraycopy(logOdds(), 0, result, first, count));
        return result;
    }

    /** Takes what it needs of a block that has been evaluated. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Reads the model.
         *
         * @param first index of the block's first point among all
         * @param count points in the block
         */
        void read(int first, int count);
    }

    /**
     * Evaluates any number of points at the present noise level, block after block.
     *
     * @param points d coordinates of each point in turn
     * @param reader called after each block
     */
    public void evaluateAll(double[] points, Reader reader) {
        double[] x = new double[dimension * BLOCK];
        int n = points.length / dimension;
        for (int first = 0; first < n; first += BLOCK) {
            int count = Math.min(BLOCK, n - first);
            BlockLoops.toBlock(points, first, count, dimension, x);
            evaluate(x, count);
            reader.read(first, count);
        }
    }

    /**
     * Log-odds of the class at each point of the last block.
     *
     * @return log( p(c|x) / (1 − p(c|x)) ); the model's own array
     */
    public double[] logOdds() {
        if (!finished) {
            double[] ofOwn = own.logDensity(points);
            double[] ofRest = rest.logDensity(points);
            for (int p = 0; p < points; p++) {
                logOdds[p] = priorLogOdds + ofOwn[p] - ofRest[p];
            }
            finished = true;
        }
        return logOdds;
    }

    /**
     * The share of the rest at a point of the last block.
     *
     * @param p index of the point
     * @return 1 − p(c|x)
     */
    public double other(int p) {
        return other[p];
    }

    /**
     * The classifier gradient g = ∇log p(c|·) = (1 − p(c|x))(s(x|c) − s(x|not c)) at each point of the last block; 0 where the
     * class is certain, whatever the rest's score is there.
     *
     * @param into  filled, coordinate-major, d × BLOCK
     * @param count points in use
     */
    public void gradient(double[] into, int count) {
        for (int row = 0; row < dimension * BLOCK; row += BLOCK) {
            for (int p = 0; p < count; p++) {
                double difference = own.score[row + p] - rest.score[row + p];
                into[row + p] = other[p] == 0 ? 0 : other[p] * difference;
            }
        }
    }

    /**
     * The guided score s(x|c) + w g at each point of the last block.
     *
     * @param w    guidance weight
     * @param into filled, coordinate-major, d × BLOCK
     */
    public void guidedScore(double w, double[] into) {
        BlockLoops.active().guided(own.score, rest.score, other, w, into);
    }

    /**
     * ‖g‖² at each point of the last block: the squared length of the classifier gradient, 0 where the class is certain.
     *
     * @param into  filled, one number for each point
     * @param count points in use
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
            into[p] = other[p] == 0 ? 0 : other[p] * other[p] * into[p];
        }
    }

    /**
     * Log-density of the class's noised law at each point of the last block.
     *
     * @return log p_τ(x|c); the model's own array
     */
    public double[] ownLogDensity() {
        return own.logDensity(points);
    }

    /**
     * Log-density of the rest's noised law at each point of the last block.
     *
     * @return log p_τ(x|not c); the model's own array
     */
    public double[] restLogDensity() {
        return rest.logDensity(points);
    }

    /**
     * Score of the class's noised law.
     *
     * @return s(x|c), coordinate-major; the model's own array
     */
    public double[] ownScore() {
        return own.score;
    }

    /**
     * Score of the rest's noised law.
     *
     * @return s(x|not c), coordinate-major; the model's own array
     */
    public double[] restScore() {
        return rest.score;
    }
}
