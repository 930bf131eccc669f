package org.guidecheck.kernel;

/**
 * A mixture of Gaussians at one noise level, as numbers in the order in which loops take them, and room to work in. A
 * point enters as z = x/√t, so that means stand still: (x − √t·m)²/v = (z − m)²·t/v. An instance belongs to one thread.
 */
public final class GaussianTerms {
    /** What the covariances of all components are at most. */
    public enum Shape {
        /** Multiples of the identity: one precision for a component. */
        ISOTROPIC,
        /** Diagonal: a precision for each coordinate. */
        DIAGONAL,
        /** Any: a precision for each axis, and the axes. */
        FULL
    }

    final int dimension;
    final int components;
    final Shape shape;
    /** Means along each component's axes, component-major. */
    final double[] mean;
    /** t / noised variance along each axis, component-major; one for a component when isotropic. To be set. */
    public final double[] precision;
    /** Log of weight over √(product of 2π · noised variance over all d axes), for each component. To be set. */
    public final double[] constant;
    /** Axes of each component, a row for each; empty unless full. */
    final double[] axes;

    /** Logits, then shares, of each component at some points. */
    final double[] share;
    /** Which components count at these points. */
    final int[] counting;

    /**
     * Makes room for a mixture whose numbers are then set.
     *
     * @param shape      what its covariances are at most
     * @param dimension  d ≥ 1
     * @param components K ≥ 1
     */
    public GaussianTerms(Shape shape, int dimension, int components) {
        this.shape = shape;
        this.dimension = dimension;
        this.components = components;
        mean = new double[components * dimension];
        precision = new double[components * (shape == Shape.ISOTROPIC ? 1 : dimension)];
        constant = new double[components];
        axes = new double[shape == Shape.FULL ? components * dimension * dimension : 0];
        share = new double[components * BlockLoops.BLOCK];
        counting = new int[components];
    }

    /**
     * Precisions that are kept for a component.
     *
     * @return 1 when isotropic, d otherwise
     */
    public int precisions() {
        return shape == Shape.ISOTROPIC ? 1 : dimension;
    }

    /**
     * Sets where a component is.
     *
     * @param k       its index
     * @param along   its mean along each of its axes, d numbers
     * @param axisRows its axes, d rows of d numbers one after another; not looked at unless full
     */
    public void place(int k, double[] along, double[] axisRows) {
        System.arraycopy(along, 0, mean, k * dimension, dimension);
        if (shape == Shape.FULL) {
            System.arraycopy(axisRows, 0, axes, k * dimension * dimension, dimension * dimension);
        }
    }
}
