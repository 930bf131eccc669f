package org.guidecheck.sampler.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockLoops;
import org.guidecheck.law.block.BlockPosterior;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Log-odds and scores of a batch of points at one noise level, on ND4J in double precision.
 *
 * <p>The exponents of a Gaussian mixture are linear in features of a point, log(weight·density) = W·(x, x², 1), and the
 * numerators of its score are linear in their exponentials, so each side takes two matrix products and one
 * exponential. The squares are x·x alone where every covariance is isotropic, those of each coordinate where all are
 * diagonal, and the products x_i·x_j, i ≤ j, otherwise. Features are taken from the mean of all means.
 *
 * <p>An expanded square loses the digits that ‖mean − centre‖² has above the component's own variance. Where that would
 * be felt in the tenth digit, a side is evaluated by {@link BlockPosterior} instead, from differences; so is a side that is no
 * mixture of Gaussians. The choice depends on the law and the noise level, not on the points: accuracy is kept to 40
 * standard deviations of the widest component.
 *
 * <p>Temporaries are kept from one call to the next and are bounded; results are arrays of their own. Each side is
 * evaluated without regard to the other. An instance belongs to one thread.
 */
final class Nd4jPosterior {
    /** Numbers at work that a processor's cache has room for, roughly. */
    private static final int CACHED = 1 << 21;
    /** Fewer points than these take no less time. */
    static final int FEWEST = 512;
    /** More are no faster. */
    private static final int MOST = 16384;

    private final int dimension;
    private final int portion;
    private final double priorLogOdds;
    private final Nd4jFeatures features;
    private final Nd4jDensity own;
    private final Nd4jDensity rest;
    private final BlockPosterior direct;
    private INDArray logOdds;

    /**
     * Takes the two sides.
     *
     * @param sides the class and the rest
     */
    @SuppressWarnings("try")
    Nd4jPosterior(ClassVersusRest sides) {
        dimension = sides.dimension();
        portion = portion(sides);
        priorLogOdds = Math.log(sides.prior()) - Math.log1p(-sides.prior());
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            features = new Nd4jFeatures(dimension, components(sides).toList());
            own = new Nd4jDensity(sides.own(), features);
            rest = new Nd4jDensity(sides.rest(), features);
        }
        direct = new BlockPosterior(sides);
    }

    /**
     * How many points are best evaluated at a time: as many as stay in the cache, with what is made of them.
     *
     * @param sides the class and the rest
     * @return number of points
     */
    static int portion(ClassVersusRest sides) {
        return (int) Math.max(FEWEST, Math.min(MOST, CACHED / (components(sides).count() + 8L * sides.dimension())));
    }

    private static Stream<Law.Component> components(ClassVersusRest sides) {
        return Stream.of(sides.own(), sides.rest()).flatMap(Nd4jDensity::components);
    }

    /**
     * Number of coordinates.
     *
     * @return d
     */
    int dimension() {
        return dimension;
    }

    /**
     * Evaluates a batch; the results are then to be had from the other methods, until the next call.
     *
     * @param level  noise level; must be noisy where the law has no density of its own
     * @param points [d, n] doubles, a point in each column; best in order 'c'; not changed
     */
    @SuppressWarnings("try")
    void evaluate(NoiseLevel level, INDArray points) {
        if (points.rank() != 2 || points.size(0) != dimension) {
            throw new IllegalArgumentException("points=" + Arrays.toString(points.shape()) + ": must be of shape ["
                    + dimension + ", n]");
        }
        if (points.dataType() != DataType.DOUBLE) {
            throw new IllegalArgumentException("points=" + points.dataType() + ": must be of type DOUBLE");
        }
        long n = points.size(1);
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            features.at(level);
            own.at(level);
            rest.at(level);
        }
        direct.setLevel(level);
        own.makeRoom(points);
        rest.makeRoom(points);
        for (long from = 0; from < n; from += portion) {
            INDArrayIndex[] columns = {NDArrayIndex.all(), NDArrayIndex.interval(from, Math.min(n, from + portion))};
            INDArray block = Nd4jDensity.columns(points, columns);
            if (!(own.isDirect() && rest.isDirect())) {
                Nd4jFeatures.Room room = features.of(block);
                for (Nd4jDensity side : List.of(own, rest)) {
                    if (!side.isDirect()) {
                        side.evaluate(room, columns);
                    }
                }
            }
            if (own.isDirect() || rest.isDirect()) {
                evaluateDirectly(block, columns);
            }
        }
        logOdds = own.logDensity().sub(rest.logDensity()).addi(priorLogOdds);
    }

    private void evaluateDirectly(INDArray block, INDArrayIndex[] columns) {
        int n = (int) block.size(1);
        double[] points = block.dup('f').data().asDouble();
        Direct ownResult = new Direct(dimension, n);
        Direct restResult = new Direct(dimension, n);
        direct.evaluateAll(points, (first, count) -> {
            ownResult.take(first, count, direct.ownLogDensity(), direct.ownScore());
            restResult.take(first, count, direct.restLogDensity(), direct.restScore());
        });
        if (own.isDirect()) {
            ownResult.put(own, columns);
        }
        if (rest.isDirect()) {
            restResult.put(rest, columns);
        }
    }

    /**
     * Log-odds of the class at each point.
     *
     * @return [1, n], log( p(c|x) / (1 − p(c|x)) )
     */
    INDArray logOdds() {
        return logOdds;
    }

    /**
     * Score of the class's noised law.
     *
     * @return [d, n] in the order of the points, s(x|c)
     */
    INDArray ownScore() {
        return own.score();
    }

    /**
     * Score of the rest's noised law.
     *
     * @return [d, n] in the order of the points, s(x|not c)
     */
    INDArray restScore() {
        return rest.score();
    }

    /**
     * Log-density of the class's noised law.
     *
     * @return [1, n], log p_τ(x|c), natural logarithm
     */
    INDArray ownLogDensity() {
        return own.logDensity();
    }

    /**
     * Log-density of the rest's noised law.
     *
     * @return [1, n], log p_τ(x|not c), natural logarithm
     */
    INDArray restLogDensity() {
        return rest.logDensity();
    }

    /** Results of the block model on their way into arrays. */
    private static final class Direct {
        private final int dimension;
        private final double[] logDensity;
        private final double[] score;

        Direct(int dimension, int n) {
            this.dimension = dimension;
            logDensity = new double[n];
            score = new double[dimension * n];
        }

        void take(int first, int count, double[] blockLogDensity, double[] blockScore) {
            System.arraycopy(blockLogDensity, 0, logDensity, first, count);
            BlockLoops.fromBlock(blockScore, count, dimension, score, first);
        }

        void put(Nd4jDensity side, INDArrayIndex[] columns) {
            Nd4jDensity.columns(side.logDensity(), columns).assign(Nd4jFeatures.matrix(logDensity, 1, logDensity.length));
            Nd4jDensity.columns(side.score(), columns).assign(Nd4jFeatures.matrix(score, dimension, logDensity.length));
        }
    }
}
