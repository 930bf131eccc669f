package org.guidecheck.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.MathArrays;

/** Empirical law of a data set: equal mass at each of n points. Its noised law is the average of N(√t·point, τI). */
public final class Empirical extends Law {
    private final double[][] points;

    /**
     * Creates the empirical law of a data set.
     *
     * @param points n ≥ 1 points of d coordinates each; a point may occur several times
     */
    public Empirical(double[][] points) {
        super(LawFamily.EMPIRICAL);
        if (points.length == 0) {
            throw new InvalidInputException("points", "must have at least one point");
        }
        this.points = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            this.points[i] = Vectors.requireFinite("points[" + i + "]", points[i]);
            if (points[i].length != points[0].length) {
                throw new InvalidInputException("points[" + i + "]", points[i].length,
                        "must have the dimension of points[0] (" + points[0].length + ")");
            }
        }
    }

    /** {@return the number of points, n ≥ 1} */
    public int size() {
        return points.length;
    }

    /**
     * {@return a copy of a point's d coordinates}
     *
     * @param i from 0 to n − 1
     */
    public double[] point(int i) {
        return points[i].clone();
    }

    @Override
    public int dimension() {
        return points[0].length;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
        return LogSumExp.of(logDensities(x, level)).subtract(Math.log(points.length));
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
        List<T> logs = logDensities(x, level);
        T total = LogSumExp.of(logs);
        T root = level.signal().sqrt();
        T[] result = MathArrays.buildArray(level.signal().getField(), x.length);
        for (int k = 0; k < points.length; k++) {
            T share = logs.get(k).subtract(total).exp();
            for (int i = 0; i < x.length; i++) {
                result[i] = result[i].add(share.multiply(root.multiply(points[k][i]).subtract(x[i])));
            }
        }
        for (int i = 0; i < x.length; i++) {
            result[i] = result[i].divide(level.noise());
        }
        return result;
    }

    private <T extends CalculusFieldElement<T>> List<T> logDensities(T[] x, NoiseLevel.OfField<T> level) {
        T root = level.signal().sqrt();
        T constant = level.noise().multiply(2 * Math.PI).log().multiply(-0.5 * x.length);
        List<T> logs = new ArrayList<>(points.length);
        for (double[] point : points) {
            T square = level.signal().getField().getZero();
            for (int i = 0; i < x.length; i++) {
                T z = x[i].subtract(root.multiply(point[i]));
                square = square.add(z.multiply(z));
            }
            logs.add(constant.subtract(square.divide(level.noise()).multiply(0.5)));
        }
        return logs;
    }

    @Override
    public double[] draw(UniformRandomProvider random) {
        return points[random.nextInt(points.length)].clone();
    }

    @Override
    public double narrowestScale() {
        return 0;
    }

    @Override
    public double reach() {
        return Arrays.stream(points).mapToDouble(Vectors::norm).max().orElseThrow();
    }

    @Override
    public OptionalDouble supportReach() {
        return OptionalDouble.of(reach());
    }

    @Override
    public double cost() {
        return (double) points.length * dimension();
    }

    @Override
    public Optional<List<Component>> gaussianComponents() {
        List<Component> result = new ArrayList<>(points.length);
        for (double[] point : points) {
            result.add(new Component(1.0 / points.length, Gaussian.isotropic(point, 0)));
        }
        return Optional.of(result);
    }

    @Override
    public Law moved(double factor, double... by) {
        return new Empirical(Arrays.stream(points).map(point -> Vectors.moved(point, factor, by))
                .toArray(double[][]::new));
    }

    @Override
    public double[] centre() {
        double[] sum = new double[dimension()];
        for (double[] point : points) {
            Arrays.setAll(sum, i -> sum[i] + point[i] / points.length);
        }
        return sum;
    }

    @Override
    public Law scaled(double... factors) {
        return new Empirical(Arrays.stream(points).map(point -> Vectors.scaled(point, factors))
                .toArray(double[][]::new));
    }

    @Override
    public List<LineFeature> features() {
        return Arrays.stream(points).map(point -> new LineFeature(point[0], 0)).toList();
    }

    @Override
    public <R> R accept(DensityVisitor<R> visitor) {
        return visitor.gaussians(gaussianComponents().orElseThrow());
    }

    @Override
    public void writeTo(ParameterWriter out) {
        out.matrix("points", points);
    }
}
