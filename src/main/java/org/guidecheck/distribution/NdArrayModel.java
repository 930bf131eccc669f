package org.guidecheck.distribution;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.guidecheck.kernel.BlockLoops;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.DivOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
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
 * be felt in the tenth digit, a side is evaluated by {@link BlockModel} instead, from differences; so is a side that is no
 * mixture of Gaussians. The choice depends on the law and the noise level, not on the points: accuracy is kept to 40
 * standard deviations of the widest component.
 *
 * <p>Temporaries are kept from one call to the next and are bounded; results are arrays of their own. Each side is
 * evaluated without regard to the other. An instance belongs to one thread.
 */
public final class NdArrayModel {
    /** Numbers at work that a processor's cache has room for, roughly. */
    private static final int CACHED = 1 << 21;
    /** More points, or fewer, are no faster. */
    private static final int FEWEST = 512;
    private static final int MOST = 16384;
    /** Digits that may be lost to the expansion: a few times this comes back in the exponents. */
    private static final double LOSS = 4e-12;
    /** Standard deviations from the means to which the accuracy is kept. */
    private static final double FAR = 40;

    private final int dimension;
    private final int portion;
    private final double priorLogOdds;
    private final Features features;
    private final Side own;
    private final Side rest;
    private final BlockModel direct;
    private INDArray logOdds;

    /**
     * Takes the two sides.
     *
     * @param sides the class and the rest
     */
    @SuppressWarnings("try")
    public NdArrayModel(OneAgainstRest sides) {
        dimension = sides.dimension();
        portion = portion(sides);
        priorLogOdds = Math.log(sides.prior()) - Math.log1p(-sides.prior());
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            features = new Features(dimension, Stream.of(sides.own(), sides.rest()).flatMap(Side::components).toList());
            own = new Side(sides.own(), features);
            rest = new Side(sides.rest(), features);
        }
        direct = new BlockModel(sides);
    }

    /**
     * How many points are best evaluated at a time: as many as stay in the cache, with what is made of them.
     *
     * @param sides the class and the rest
     * @return number of points
     */
    public static int portion(OneAgainstRest sides) {
        long components = Stream.of(sides.own(), sides.rest()).flatMap(Side::components).count();
        return (int) Math.max(FEWEST, Math.min(MOST, CACHED / (components + 8L * sides.dimension())));
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
     * Evaluates a batch; the results are then to be had from the other methods, until the next call.
     *
     * @param level  noise level; must be noisy where the law has no density of its own
     * @param points [d, n] doubles, a point in each column; best in order 'c'; not changed
     */
    @SuppressWarnings("try")
    public void evaluate(NoiseLevel level, INDArray points) {
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
        direct.at(level);
        own.makeRoom(points);
        rest.makeRoom(points);
        for (long from = 0; from < n; from += portion) {
            INDArrayIndex[] columns = {NDArrayIndex.all(), NDArrayIndex.interval(from, Math.min(n, from + portion))};
            INDArray block = columns(points, columns);
            if (!(own.isDirect && rest.isDirect)) {
                Buffers buffers = features.of(block);
                for (Side side : List.of(own, rest)) {
                    if (!side.isDirect) {
                        side.evaluate(buffers, columns);
                    }
                }
            }
            if (own.isDirect || rest.isDirect) {
                evaluateDirectly(block, columns);
            }
        }
        logOdds = own.logDensity.sub(rest.logDensity).addi(priorLogOdds);
    }

    /** These columns of a matrix; the matrix itself if they are all, as a view is slow to make and to work on. */
    private static INDArray columns(INDArray matrix, INDArrayIndex[] columns) {
        return columns[1].length() == matrix.size(1) ? matrix : matrix.get(columns);
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
        if (own.isDirect) {
            ownResult.put(own, columns);
        }
        if (rest.isDirect) {
            restResult.put(rest, columns);
        }
    }

    /**
     * Log-odds of the class at each point.
     *
     * @return [1, n], log( p(c|x) / (1 − p(c|x)) )
     */
    public INDArray logOdds() {
        return logOdds;
    }

    /**
     * Score of the class's noised law.
     *
     * @return [d, n] in the order of the points, s(x|c)
     */
    public INDArray ownScore() {
        return own.score;
    }

    /**
     * Score of the rest's noised law.
     *
     * @return [d, n] in the order of the points, s(x|not c)
     */
    public INDArray restScore() {
        return rest.score;
    }

    /**
     * Log-density of the class's noised law.
     *
     * @return [1, n], log p_τ(x|c), natural logarithm
     */
    public INDArray ownLogDensity() {
        return own.logDensity;
    }

    /**
     * Log-density of the rest's noised law.
     *
     * @return [1, n], log p_τ(x|not c), natural logarithm
     */
    public INDArray restLogDensity() {
        return rest.logDensity;
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

        void put(Side side, INDArrayIndex[] columns) {
            columns(side.logDensity, columns).assign(matrix(logDensity, 1, logDensity.length));
            columns(side.score, columns).assign(matrix(score, dimension, logDensity.length));
        }
    }

    private static INDArray matrix(double[] entries, long rows, long columns) {
        return Nd4j.create(entries, new long[] {rows, columns}, new long[] {1, rows}, 'f', DataType.DOUBLE);
    }

    private static INDArray room(long rows, long columns) {
        return Nd4j.createUninitialized(DataType.DOUBLE, new long[] {rows, columns}, 'f');
    }

    /** Which squares of a point the exponents need. */
    private enum Squares {
        NORM, EACH, PRODUCTS;

        static Squares of(Distribution.Component part) {
            Covariance covariance = part.gaussian().covariance();
            return covariance instanceof Covariance.Full ? PRODUCTS : covariance instanceof Covariance.Diagonal ? EACH : NORM;
        }

        int count(int dimension) {
            return switch (this) {
                case NORM -> 1;
                case EACH -> dimension;
                case PRODUCTS -> dimension * (dimension + 1) / 2;
            };
        }
    }

    /** What both sides are linear in: coordinates seen from a centre, their squares, one. */
    private static final class Features {
        private final int dimension;
        private final Squares squares;
        private final int count;
        private final double[] centre;
        /** Adds up coordinates. */
        private final INDArray ones;
        private final Map<Long, Buffers> buffers = new HashMap<>();
        private INDArray shift;

        /** Those that components of one or both sides need; there may be none. */
        Features(int dimension, List<Distribution.Component> components) {
            this.dimension = dimension;
            squares = components.stream().map(Squares::of).max(Comparator.naturalOrder()).orElse(Squares.NORM);
            count = dimension + squares.count(dimension) + 1;
            centre = new double[dimension];
            for (Distribution.Component part : components) {
                for (int i = 0; i < dimension; i++) {
                    centre[i] += part.gaussian().mean(i) / components.size();
                }
            }
            ones = Nd4j.ones(DataType.DOUBLE, dimension, 1);
        }

        void at(NoiseLevel level) {
            double root = Math.sqrt(level.signal());
            shift = matrix(Arrays.stream(centre).map(c -> -root * c).toArray(), 1, dimension);
        }

        /** Fills the features of a block, and returns room for what is made of them. */
        @SuppressWarnings("try")
        Buffers of(INDArray points) {
            Buffers b;
            try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                b = buffers.computeIfAbsent(points.size(1), n -> new Buffers(n, dimension, count));
            }
            b.points.assign(points.transpose());
            b.points.addiRowVector(shift);
            switch (squares) {
                case NORM -> {
                    b.points.muli(b.points, b.products);
                    Nd4j.gemm(b.products, ones, b.squares, false, false, 1, 0);
                }
                case EACH -> b.points.muli(b.points, b.squares);
                case PRODUCTS -> {
                    int at = dimension;
                    for (int i = 0; i < dimension; i++) {
                        for (int j = i; j < dimension; j++) {
                            b.feature[i].muli(b.feature[j], b.feature[at++]);
                        }
                    }
                }
            }
            return b;
        }
    }

    /** One side's mixture. */
    private static final class Side {
        private final int dimension;
        /** Other laws are no exponentials of squares: the block model has them. */
        private final boolean isGaussian;
        private final List<Distribution.Component> components;
        private final Features features;
        private final Map<Long, INDArray> shares = new HashMap<>();

        private NoiseLevel level;
        /** Column k: the exponent of component k as a linear function of the features. */
        private INDArray exponents;
        /** Column k: its gradient as a linear function of the point, and 1. */
        private INDArray gradients;
        private boolean isDirect;

        private INDArray logDensity;
        private INDArray score;

        Side(Distribution law, Features features) {
            dimension = law.dimension();
            isGaussian = law.gaussianComponents().isPresent();
            components = components(law).toList();
            this.features = features;
        }

        static Stream<Distribution.Component> components(Distribution law) {
            return law.gaussianComponents().orElse(List.of()).stream().filter(part -> part.weight() > 0);
        }

        /** Makes room for the results at some points. */
        void makeRoom(INDArray points) {
            logDensity = room(1, points.size(1));
            score = Nd4j.createUninitialized(DataType.DOUBLE, points.shape(), points.ordering());
        }

        /** Moves to a level. */
        void at(NoiseLevel next) {
            if (next.equals(level)) {
                return;
            }
            level = next;
            if (!isGaussian) {
                isDirect = true;
                return;
            }
            int count = components.size();
            double[] exponent = new double[features.count * count];
            double[] gradient = new double[features.count * count];
            double root = Math.sqrt(level.signal());
            double loss = 0;
            for (int k = 0; k < count; k++) {
                loss = Math.max(loss, fill(components.get(k), root, exponent, gradient, k * features.count));
            }
            isDirect = !(loss * Math.ulp(1.0) <= LOSS);
            if (!isDirect) {
                exponents = matrix(exponent, features.count, count);
                gradients = matrix(gradient, features.count, count);
            }
        }

        /** Fills one component's column; returns by how much its squares exceed its variance. */
        private double fill(Distribution.Component part, double root, double[] exponent, double[] gradient, int column) {
            Covariance covariance = part.gaussian().covariance();
            double[] mean = new double[dimension];
            Arrays.setAll(mean, i -> root * (part.gaussian().mean(i) - features.centre[i]));
            double constant = Math.log(part.weight());
            double square = 0;
            for (int a = 0; a < dimension; a++) {
                double v = level.signal() * covariance.variance(a) + level.noise();
                constant -= 0.5 * Math.log(2 * Math.PI * v);
                square += mean[a] * mean[a];
            }
            double smallest = level.signal() * covariance.smallest() + level.noise();
            double loss = square / smallest;
            if (covariance instanceof Covariance.Full) {
                // Here large products cancel wherever a point is far out along a wide axis, too.
                double widest = Math.sqrt(level.signal() * covariance.largest() + level.noise());
                double far = Math.sqrt(square) + FAR * widest;
                loss = far * far / smallest;
            }
            int at = column + dimension;
            for (int i = 0; i < dimension; i++) {
                for (int j = i; j < dimension; j++) {
                    double p = precision(covariance, i, j);
                    exponent[column + i] += p * mean[j];
                    constant -= (i == j ? 0.5 : 1) * p * mean[i] * mean[j];
                    if (i != j) {
                        exponent[column + j] += p * mean[i];
                    }
                    boolean isFeature = switch (features.squares) {
                        case NORM -> i == 0 && j == 0;
                        case EACH -> i == j;
                        case PRODUCTS -> true;
                    };
                    if (isFeature) {
                        exponent[at] = i == j ? -0.5 * p : -p;
                        gradient[at] = -p;
                        at++;
                    }
                }
                gradient[column + i] = exponent[column + i];
            }
            exponent[at] = constant;
            gradient[at] = 1;
            return loss;
        }

        /** An entry of the inverse of the noised covariance. */
        private double precision(Covariance covariance, int i, int j) {
            if (covariance instanceof Covariance.Full full) {
                double sum = 0;
                for (int a = 0; a < dimension; a++) {
                    double v = level.signal() * full.variance(a) + level.noise();
                    sum += full.axis(a, i) * full.axis(a, j) / v;
                }
                return sum;
            }
            return i == j ? 1 / (level.signal() * covariance.variance(i) + level.noise()) : 0;
        }

        void evaluate(Buffers b, INDArrayIndex[] columns) {
            long n = b.points.size(0);
            INDArray shares = roomForShares(b);
            Nd4j.gemm(b.features, exponents, shares, false, false, 1, 0);
            INDArray max = shares.max(true, 1);
            shares.subiColumnVector(max);
            Nd4j.getExecutioner().exec(new Exp(shares, shares));
            Nd4j.gemm(shares, gradients, b.numerators, false, true, 1, 0);
            finishScore(b);
            columns(score, columns).assign(b.score.transpose());
            INDArray sum = b.numerator[features.count - 1];
            Nd4j.getExecutioner().exec(new Log(sum, sum));
            columns(logDensity, columns).assign(sum.addi(max.reshape(n)).reshape(1, n));
        }

        @SuppressWarnings("try")
        private INDArray roomForShares(Buffers b) {
            try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                return shares.computeIfAbsent(b.points.size(0), n -> room(n, components.size()));
            }
        }

        /** From the sums of coefficients to the score: linear part + squares' part times the point, over the sum. */
        private void finishScore(Buffers b) {
            switch (features.squares) {
                case NORM -> {
                    Nd4j.exec(new MulOp(b.points, b.column(dimension), b.products));
                    b.score.addi(b.products);
                }
                case EACH -> {
                    b.points.muli(b.ofSquares, b.products);
                    b.score.addi(b.products);
                }
                case PRODUCTS -> {
                    int at = dimension;
                    for (int i = 0; i < dimension; i++) {
                        for (int j = i; j < dimension; j++) {
                            addProduct(b, i, at, j);
                            if (j != i) {
                                addProduct(b, j, at, i);
                            }
                            at++;
                        }
                    }
                }
            }
            Nd4j.exec(new DivOp(b.score, b.column(features.count - 1), b.score));
        }

        private static void addProduct(Buffers b, int into, int coefficient, int coordinate) {
            b.numerator[coefficient].muli(b.feature[coordinate], b.product);
            b.numerator[into].addi(b.product);
        }
    }

    /** Room for one block, a row for each point, so that every feature lies in one piece. */
    private static final class Buffers {
        private final INDArray features;
        private final INDArray[] feature;
        /** The features that are coordinates, and those that are squares. */
        private final INDArray points;
        private final INDArray squares;
        private final INDArray numerators;
        private final INDArray[] numerator;
        /** The numerators that become the score, and those of the squares. */
        private final INDArray score;
        private final INDArray ofSquares;
        private final INDArray products;
        private final INDArray product;

        Buffers(long n, int dimension, int count) {
            features = room(n, count);
            numerators = room(n, count);
            feature = new INDArray[count];
            numerator = new INDArray[count];
            for (int f = 0; f < count; f++) {
                feature[f] = features.getColumn(f);
                numerator[f] = numerators.getColumn(f);
            }
            feature[count - 1].assign(1.0);
            points = columns(features, 0, dimension);
            squares = columns(features, dimension, count - 1);
            score = columns(numerators, 0, dimension);
            ofSquares = columns(numerators, dimension, count - 1);
            products = room(n, dimension);
            product = Nd4j.createUninitialized(DataType.DOUBLE, n);
        }

        /** A numerator as a matrix of one column. */
        private INDArray column(int f) {
            return columns(numerators, f, f + 1);
        }

        private static INDArray columns(INDArray matrix, int from, int to) {
            return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
        }
    }
}
