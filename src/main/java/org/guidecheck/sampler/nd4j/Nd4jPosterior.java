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
 * Log-odds and scores of a class against the rest for batches of points at one noise level, on ND4J in double
 * precision.
 *
 * <p>The exponents of a Gaussian mixture are linear in features of a point, log(weight·density) = W·(x, squares, 1),
 * and the numerators of its score are linear in their exponentials. So each side takes two matrix products and one
 * exponential. The squares are x·x if every covariance is isotropic, those of each coordinate if all are diagonal, and
 * the products x_i·x_j, i ≤ j, otherwise. Features are relative to the mean of all component means.
 *
 * <p>An expanded square cancels digits in proportion to ‖mean − centre‖² over the component's variance. A side for
 * which this would affect the tenth digit is evaluated by {@link BlockPosterior} instead, which uses differences; so is
 * a side that is no mixture of Gaussians. The choice depends on the law and the noise level, not on the points. The
 * accuracy holds up to 40 standard deviations of the widest component.
 *
 * <p>Temporary arrays are reused and bounded; results are new arrays. Both sides are evaluated independently. For one
 * thread.
 */
final class Nd4jPosterior {
    /** Approximate number of doubles that fit into a processor's cache. */
    private static final int CACHED_DOUBLES = 1 << 21;
    /** Number of points below which a chunk takes no less time. */
    static final int MIN_CHUNK = 512;
    /** Number of points above which a chunk is no more efficient. */
    private static final int MAX_CHUNK = 16384;

    private final int dimension;
    private final int chunk;
    private final double priorLogOdds;
    private final Nd4jFeatures features;
    private final Nd4jDensity own;
    private final Nd4jDensity rest;
    private final BlockPosterior direct;
    private INDArray logOdds;

    /** Posterior of a class against the rest. */
    @SuppressWarnings("try")
    Nd4jPosterior(ClassVersusRest sides) {
        dimension = sides.dimension();
        chunk = chunk(sides);
        priorLogOdds = Math.log(sides.prior()) - Math.log1p(-sides.prior());
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            features = new Nd4jFeatures(dimension, components(sides).toList());
            own = new Nd4jDensity(sides.own(), features);
            rest = new Nd4jDensity(sides.rest(), features);
        }
        direct = new BlockPosterior(sides);
    }

    /** Number of points that are best evaluated at a time: as many as fit into the cache with their temporaries. */
    static int chunk(ClassVersusRest sides) {
        long doublesPerPoint = components(sides).count() + 8L * sides.dimension();
        return (int) Math.max(MIN_CHUNK, Math.min(MAX_CHUNK, CACHED_DOUBLES / doublesPerPoint));
    }

    private static Stream<Law.Component> components(ClassVersusRest sides) {
        return Stream.of(sides.own(), sides.rest()).flatMap(Nd4jDensity::components);
    }

    /** Number of coordinates d. */
    int dimension() {
        return dimension;
    }

    /**
     * Evaluates a batch. The other methods return the results until the next call.
     *
     * @param level  noise level; τ &gt; 0 if the law has no density
     * @param points [d, n] doubles, one point per column; fastest in order 'c'; not changed
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
            features.setLevel(level);
            own.setLevel(level);
            rest.setLevel(level);
        }
        direct.setLevel(level);
        own.allocate(points);
        rest.allocate(points);
        for (long from = 0; from < n; from += chunk) {
            INDArrayIndex[] columns = {NDArrayIndex.all(), NDArrayIndex.interval(from, Math.min(n, from + chunk))};
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

    /** Log-odds of the class, log( p(c|x) / (1 − p(c|x)) ), [1, n]. */
    INDArray logOdds() {
        return logOdds;
    }

    /** Score s(x|c) of the class, [d, n] in the order of the points. */
    INDArray ownScore() {
        return own.score();
    }

    /** Score s(x|not c) of the rest, [d, n] in the order of the points. */
    INDArray restScore() {
        return rest.score();
    }

    /** Natural log-density of the class, [1, n]. */
    INDArray ownLogDensity() {
        return own.logDensity();
    }

    /** Natural log-density of the rest, [1, n]. */
    INDArray restLogDensity() {
        return rest.logDensity();
    }

    /** Results of {@link BlockPosterior}, collected for copying to ND4J arrays. */
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
            int n = logDensity.length;
            Nd4jDensity.columns(side.logDensity(), columns).assign(Nd4jFeatures.matrix(logDensity, 1, n));
            Nd4jDensity.columns(side.score(), columns).assign(Nd4jFeatures.matrix(score, dimension, n));
        }
    }
}
