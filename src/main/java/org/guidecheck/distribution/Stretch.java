package org.guidecheck.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Laws stretched along the coordinates: X_i becomes factor_i · X_i, every factor above 0. */
final class Stretch {
    /** Wider than what an affine map calls alike, so that neither leaves the work to the other. */
    private static final double ALIKE = 1e-8;

    private Stretch() {
    }

    static Distribution of(Distribution law, double[] factors) {
        if (law instanceof Box box) {
            return new Box(each(factors, i -> factors[i] * box.low(i)), each(factors, i -> factors[i] * box.high(i)));
        }
        if (law instanceof Exponential decay) {
            return new Exponential(each(factors, i -> factors[i] * decay.origin(i)),
                    each(factors, i -> decay.rate(i) / factors[i]));
        }
        if (law instanceof Laplace laplace) {
            return new Laplace(each(factors, i -> factors[i] * laplace.center(i)),
                    each(factors, i -> factors[i] * laplace.scale(i)));
        }
        if (law instanceof Sphere sphere) {
            if (!isEqual(factors)) {
                throw new InvalidLawException("factors", Arrays.toString(factors),
                        "a sphere can be stretched alike in all directions only");
            }
            return new Sphere(each(factors, i -> factors[i] * sphere.center(i)), factors[0] * sphere.radius());
        }
        if (law instanceof Student student && isEqual(factors)) {
            return new Student(each(factors, i -> factors[i] * student.center(i)), factors[0] * student.scale(),
                    student.degrees());
        }
        if (law instanceof Atom atom) {
            return new Atom(each(factors, i -> factors[i] * atom.at(i)));
        }
        if (law instanceof Empirical empirical) {
            double[][] points = new double[empirical.size()][];
            for (int k = 0; k < points.length; k++) {
                double[] point = empirical.point(k);
                points[k] = each(factors, i -> factors[i] * point[i]);
            }
            return new Empirical(points);
        }
        if (law instanceof Mixture mixture) {
            return new Mixture(each(mixture.parts().size(), mixture::weight),
                    mixture.parts().stream().map(part -> of(part, factors)).toList());
        }
        if (law instanceof Product product) {
            List<Distribution> result = new ArrayList<>();
            int from = 0;
            for (Distribution factor : product.factors()) {
                result.add(of(factor, Arrays.copyOfRange(factors, from, from + factor.dimension())));
                from += factor.dimension();
            }
            return new Product(result);
        }
        if (law instanceof Affine affine) {
            return new Affine(rows(factors.length, affine.of().dimension(), (i, j) -> factors[i] * affine.entry(i, j)),
                    each(factors, i -> factors[i] * affine.shift(i)), affine.of());
        }
        // Made of Gaussian components, which take any map.
        return new Affine(rows(factors.length, factors.length, (i, j) -> i == j ? factors[i] : 0),
                new double[factors.length], law);
    }

    private static boolean isEqual(double[] factors) {
        return Arrays.stream(factors).allMatch(factor -> Math.abs(factor - factors[0]) <= ALIKE * factors[0]);
    }

    private static double[] each(double[] factors, IntToDoubleFunction number) {
        return each(factors.length, number);
    }

    private static double[] each(int size, IntToDoubleFunction number) {
        return IntStream.range(0, size).mapToDouble(number).toArray();
    }

    private interface Entry {
        double at(int row, int column);
    }

    private static double[][] rows(int rows, int columns, Entry entry) {
        double[][] result = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[i][j] = entry.at(i, j);
            }
        }
        return result;
    }
}
