package org.guidecheck.sampler.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;

/**
 * Noised log-density and score of one side of an {@link Nd4jPosterior}, computed from {@link Nd4jFeatures} by two
 * matrix products.
 */
final class Nd4jDensity {
    /** Largest accepted rounding error of the expanded squares; the error of the exponents is a few times this. */
    private static final double LOSS = 4e-12;
    /** Distance from the means, in standard deviations, up to which the accuracy holds. */
    private static final double FAR = 40;
    /** Sum of a point's exponentials above which terms that underflow to 0 do not affect its digits. */
    private static final double LEAST_SUM = 1e-250;

    private final int dimension;
    /** Whether the law is a mixture of Gaussians; only then are its densities exponentials of squares. */
    private final boolean isGaussian;
    private final List<Law.Component> components;
    private final Nd4jFeatures features;

    private NoiseLevel level;
    /** Largest log-constant of the components. */
    private double peak;
    /** Column k: the exponent of component k minus the peak, as a linear function of the features. */
    private INDArray exponents;
    /**
     * Column k: the gradient of that exponent as a linear function of the features, with the constant 1 for the sum.
     */
    private INDArray gradients;
    private boolean isDirect;

    private INDArray logDensity;
    private INDArray score;

    Nd4jDensity(Law law, Nd4jFeatures features) {
        dimension = law.dimension();
        isGaussian = law.gaussianComponents().isPresent();
        components = components(law).toList();
        this.features = features;
    }

    /** Gaussian components of positive weight; empty if the law is no mixture of Gaussians. */
    static Stream<Law.Component> components(Law law) {
        return law.gaussianComponents().orElse(List.of()).stream().filter(part -> part.weight() > 0);
    }

    /** Allocates the results for some points. */
    void allocate(INDArray points) {
        logDensity = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {1, points.size(1)}, 'f');
        score = Nd4j.createUninitialized(DataType.DOUBLE, points.shape(), points.ordering());
    }

    /** Sets the noise level. */
    void setLevel(NoiseLevel next) {
        if (next.equals(level)) {
            return;
        }
        level = next;
        if (!isGaussian) {
            isDirect = true;
            return;
        }
        int count = components.size();
        peak = components.stream().mapToDouble(part -> constant(part)).max().orElse(0);
        double[] exponent = new double[features.count * count];
        double[] gradient = new double[features.count * count];
        double root = Math.sqrt(level.signal());
        double loss = 0;
        for (int k = 0; k < count; k++) {
            loss = Math.max(loss, fill(components.get(k), root, exponent, gradient, k * features.count));
        }
        isDirect = !(loss * Math.ulp(1.0) <= LOSS);
        if (!isDirect) {
            exponents = Nd4jFeatures.matrix(exponent, features.count, count);
            gradients = Nd4jFeatures.matrix(gradient, features.count, count);
        }
    }

    /** Fills the column of one component; returns its largest square divided by its variance. */
    private double fill(Law.Component part, double root, double[] exponent, double[] gradient, int column) {
        Covariance covariance = part.gaussian().covariance();
        double[] mean = new double[dimension];
        Arrays.setAll(mean, i -> root * (part.gaussian().mean(i) - features.centre[i]));
        double constant = constant(part) - peak;
        double square = 0;
        for (int a = 0; a < dimension; a++) {
            square += mean[a] * mean[a];
        }
        double smallest = level.signal() * covariance.smallest() + level.noise();
        double loss = square / smallest;
        if (covariance instanceof Covariance.Full) {
            // For a full covariance, products cancel also at points far out along a wide axis.
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

    /** Log of a component's weight times its noised density at its mean. */
    private double constant(Law.Component part) {
        double constant = Math.log(part.weight());
        for (int a = 0; a < dimension; a++) {
            double v = level.signal() * part.gaussian().covariance().variance(a) + level.noise();
            constant -= 0.5 * Math.log(2 * Math.PI * v);
        }
        return constant;
    }

    /** Entry of the inverse of the noised covariance. */
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

    /** Whether this side must be evaluated by {@code BlockPosterior} at the present level. */
    boolean isDirect() {
        return isDirect;
    }

    /** Log-densities at the allocated points, [1, n]. */
    INDArray logDensity() {
        return logDensity;
    }

    /** Scores at the allocated points, [d, n]. */
    INDArray score() {
        return score;
    }

    /** Fills these columns of the results from the features of their points. */
    void evaluate(Nd4jFeatures.Room room, INDArrayIndex[] columns) {
        INDArray shares = room.shares(components.size());
        INDArray sum = room.numerator[features.count - 1];
        Nd4j.gemm(room.features, exponents, shares, false, false, 1, 0);
        numerators(room, shares);
        INDArray logs = columns(logDensity, columns);
        // Exponents are at most 0. Subtracting the largest of each point adds a third of the work and is rarely needed.
        if (sum.minNumber().doubleValue() >= LEAST_SUM) {
            logOf(sum, logs).addi(peak);
        } else {
            Nd4j.gemm(room.features, exponents, shares, false, false, 1, 0);
            INDArray largest = shares.max(true, 1);
            shares.subiColumnVector(largest);
            numerators(room, shares);
            logOf(sum, logs).addi(largest.reshape(1, sum.length())).addi(peak);
        }
        fillScore(room, columns(score, columns).transpose());
    }

    /** Replaces exponents by exponentials and sums them with the gradients as weights. */
    private void numerators(Nd4jFeatures.Room room, INDArray shares) {
        Nd4j.getExecutioner().exec(new Exp(shares, shares));
        Nd4j.gemm(shares, gradients, room.numerators, false, true, 1, 0);
    }

    private static INDArray logOf(INDArray sum, INDArray into) {
        Nd4j.getExecutioner().exec(new Log(sum.reshape(1, sum.length()), into));
        return into;
    }

    /** Computes the score: (linear part + squares' part times the point) / sum of exponentials. */
    private void fillScore(Nd4jFeatures.Room room, INDArray into) {
        switch (features.squares) {
            case NORM -> {
                Nd4j.exec(new MulOp(room.points, room.column(dimension), room.products));
                room.score.addi(room.products);
            }
            case EACH -> {
                room.points.muli(room.ofSquares, room.products);
                room.score.addi(room.products);
            }
            case PRODUCTS -> {
                int at = dimension;
                for (int i = 0; i < dimension; i++) {
                    for (int j = i; j < dimension; j++) {
                        addProduct(room, i, at, j);
                        if (j != i) {
                            addProduct(room, j, at, i);
                        }
                        at++;
                    }
                }
            }
        }
        Nd4j.exec(new MulOp(room.score, room.column(features.count - 1).rdiv(1), into));
    }

    private static void addProduct(Nd4jFeatures.Room room, int into, int coefficient, int coordinate) {
        room.numerator[coefficient].muli(room.feature[coordinate], room.product);
        room.numerator[into].addi(room.product);
    }

    /** These columns of a matrix; the matrix itself for all columns, as views are slow. */
    static INDArray columns(INDArray matrix, INDArrayIndex[] columns) {
        return columns[1].length() == matrix.size(1) ? matrix : matrix.get(columns);
    }
}
