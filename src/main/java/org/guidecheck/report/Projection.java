package org.guidecheck.report;

import java.util.List;
import java.util.stream.Stream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Projection of points onto two coordinates.
 *
 * @param first  direction of the first coordinate
 * @param second direction of the second coordinate
 * @param names  names of both
 */
record Projection(RealVector first, RealVector second, List<String> names) {
    /** Share of the mean variance that is added to the diagonal, so that the matrix is invertible. */
    private static final double RIDGE = 1e-3;

    Projection {
        names = List.copyOf(names);
    }

    /** The coordinates of the plane. */
    static Projection plane() {
        return new Projection(new ArrayRealVector(new double[] {1, 0}), new ArrayRealVector(new double[] {0, 1}),
                List.of("x1", "x2"));
    }

    /**
     * The direction that separates two sets of points best (R. A. Fisher 1936), and the one orthogonal to it in which
     * all points spread most.
     */
    static Projection discriminant(double[][] own, double[][] rest) {
        RealVector ownMean = mean(own);
        RealVector restMean = mean(rest);
        RealMatrix within = spread(own, ownMean).add(spread(rest, restMean)).scalarMultiply(0.5);
        int d = own[0].length;
        RealMatrix ridge = MatrixUtils.createRealIdentityMatrix(d)
                .scalarMultiply(Math.max(Double.MIN_NORMAL, RIDGE * within.getTrace() / d));
        RealVector direction =
                new CholeskyDecomposition(within.add(ridge), 1e-12, 0).getSolver().solve(ownMean.subtract(restMean));
        double length = direction.getNorm();
        // If both sets have one mean, no direction is better than another.
        RealVector first =
                length > 0 ? direction.mapDivide(length) : MatrixUtils.createRealIdentityMatrix(d).getColumnVector(0);
        double[][] all = Stream.concat(Stream.of(own), Stream.of(rest)).toArray(double[][]::new);
        RealMatrix across = MatrixUtils.createRealIdentityMatrix(d).subtract(first.outerProduct(first));
        RealMatrix orthogonal = across.multiply(spread(all, mean(all))).multiply(across);
        RealVector second = new EigenDecompositionSymmetric(orthogonal.add(orthogonal.transpose()).scalarMultiply(0.5))
                .getEigenvector(0);
        return new Projection(first, second,
                List.of("direction that separates the class from the rest", "orthogonal direction of largest spread"));
    }

    private static RealVector mean(double[][] points) {
        RealVector sum = new ArrayRealVector(points[0].length);
        for (double[] each : points) {
            sum = sum.add(new ArrayRealVector(each, false));
        }
        return sum.mapDivide(points.length);
    }

    private static RealMatrix spread(double[][] points, RealVector mean) {
        RealMatrix sum = new Array2DRowRealMatrix(mean.getDimension(), mean.getDimension());
        for (double[] each : points) {
            RealVector offset = new ArrayRealVector(each, false).subtract(mean);
            sum = sum.add(offset.outerProduct(offset));
        }
        return sum.scalarMultiply(1.0 / points.length);
    }

    double[] of(double[] point) {
        RealVector vector = new ArrayRealVector(point, false);
        return new double[] {first.dotProduct(vector), second.dotProduct(vector)};
    }
}
