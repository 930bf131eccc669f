package org.guidecheck.law.block;

import java.util.Arrays;

/**
 * Parameters of a Gaussian mixture at one noise level, in the memory order of the loops, with the loops' working
 * arrays. A point enters as z = x/√t, so that means do not depend on the level: (x − √t·m)²/v = (z − m)²·t/v. Mutable;
 * an instance belongs to one thread.
 */
final class GaussianTerms {
    /** The most general covariance of any component. */
    enum Shape {
        /** Multiples of the identity: one precision for each component. */
        ISOTROPIC,
        /** Diagonal: a precision for each coordinate. */
        DIAGONAL,
        /** Any: a precision for each axis, and the axes. */
        FULL
    }

    /** Largest rounding error of an exponent that expanded squares may cause. */
    private static final double LARGEST_ERROR = 4e-12;
    /** Components whose logarithm is this far below the largest change a sum by less than rounding. */
    static final double NEGLIGIBLE = -45;
    /** Numbers of means from which products are faster than differences. */
    private static final int MANY = 256;

    final int dimension;
    final int components;
    final Shape shape;
    /** Means, component-major. */
    final double[] mean;
    /** ‖mean‖² of each component. */
    final double[] square;
    /** Axes of each component, one per row; empty unless the shape is full. */
    final double[] axes;

    /** t / noised variance along each axis, component-major; {@link #precisions} numbers for each component. */
    final double[] precision;
    /** log(weight / √(product of 2π · noised variance over all d axes)) of each component. */
    final double[] constant;

    /**
     * The logarithm of a component's term is factor · (share − halfSquare) + offset. Share is the squared distance
     * ‖z − m‖² and halfSquare 0, or, if squares are expanded, share is the product z·m and halfSquare ½‖z‖².
     */
    final double[] factor;
    final double[] offset;
    private boolean isExpanded;

    /** Of each component at some points: distances or products, then logarithms of terms, then posterior weights. */
    final double[] share;
    /** z − mean of one component, and the same along its axes; empty unless the shape is full. */
    final double[] centred;
    final double[] rotated;
    /** ½‖z‖² of each point in the vector loops, or 0; scratch space in the plain loops. */
    final double[] halfSquare = new double[BlockLoops.BLOCK];
    /** Indices of the components that are not negligible at some points. */
    final int[] significant;

    /**
     * Allocates the arrays. Set the components, then for each noise level precisions and constants, then
     * {@link #prepare}.
     *
     * @param shape      the most general covariance
     * @param dimension  d ≥ 1
     * @param components K ≥ 1
     */
    GaussianTerms(Shape shape, int dimension, int components) {
        this.shape = shape;
        this.dimension = dimension;
        this.components = components;
        mean = new double[components * dimension];
        precision = new double[components * precisions()];
        constant = new double[components];
        square = new double[components];
        factor = new double[components];
        offset = new double[components];
        axes = new double[shape == Shape.FULL ? components * dimension * dimension : 0];
        share = new double[components * BlockLoops.BLOCK];
        centred = new double[shape == Shape.FULL ? dimension * BlockLoops.BLOCK : 0];
        rotated = new double[centred.length];
        significant = new int[components];
    }

    /** Number of precisions stored for each component: 1 if isotropic, otherwise d. */
    int precisions() {
        return shape == Shape.ISOTROPIC ? 1 : dimension;
    }

    /**
     * Derives factors and offsets from precisions and constants. Squares are expanded, which takes half the operations,
     * if there are enough means for it to be faster and ‖mean‖² is small enough against the noised variances to lose no
     * precision.
     */
    void prepare() {
        double largest = 0;
        for (int k = 0; k < components && shape == Shape.ISOTROPIC; k++) {
            largest = Math.max(largest, square[k] * precision[k]);
        }
        isExpanded = shape == Shape.ISOTROPIC && components * dimension >= MANY
                && largest <= LARGEST_ERROR / Math.ulp(1.0);
        for (int k = 0; k < components; k++) {
            double p = isotropicPrecision(k);
            factor[k] = isExpanded ? p : -0.5 * p;
            offset[k] = isExpanded ? constant[k] - 0.5 * p * square[k] : constant[k];
        }
        Arrays.fill(halfSquare, 0);
    }

    /** The precision of an isotropic component; 1 if each axis has its own. */
    double isotropicPrecision(int k) {
        return shape == Shape.ISOTROPIC ? precision[k] : 1;
    }

    /** Whether squared distances are computed from products z·m. */
    boolean isExpanded() {
        return isExpanded;
    }

    /** Sets a component's mean, d numbers, and its axes, d rows of d numbers; the axes are ignored unless full. */
    void setComponent(int k, double[] itsMean, double[] itsAxes) {
        System.arraycopy(itsMean, 0, mean, k * dimension, dimension);
        square[k] = 0;
        for (double each : itsMean) {
            square[k] += each * each;
        }
        if (shape == Shape.FULL) {
            System.arraycopy(itsAxes, 0, axes, k * dimension * dimension, dimension * dimension);
        }
    }
}
