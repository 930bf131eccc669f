package org.guidecheck.law.block;

import java.util.Arrays;

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

    /** Digits that may be lost to expanded squares: a few times this comes back in the exponents. */
    private static final double LOSS = 4e-12;
    /** Terms this far below the largest add less than rounding to a sum. */
    static final double NEGLIGIBLE = -45;
    /** Numbers of means from which products are faster. */
    private static final int MANY = 256;

    final int dimension;
    final int components;
    final Shape shape;
    /** Means, component-major. */
    final double[] mean;
    /** t / noised variance along each axis, component-major; one for a component when isotropic. To be set. */
    public final double[] precision;
    /** Log of weight over √(product of 2π · noised variance over all d axes), for each component. To be set. */
    public final double[] constant;
    /** ‖mean‖² of each component. */
    final double[] square;
    /** A logit is factor · (share − room) + offset, share being a squared distance, and room 0, or a product and ½‖z‖². */
    final double[] factor;
    final double[] offset;
    private boolean isExpanded;
    /** Axes of each component, a row for each; empty unless full. */
    final double[] axes;

    /** Logits, then shares, of each component at some points. */
    final double[] share;
    /** Points as seen from a component's mean, and the same along its axes; empty unless full. */
    final double[] away;
    final double[] rotated;
    /** A number for each point. */
    final double[] room = new double[BlockLoops.BLOCK];
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
        square = new double[components];
        factor = new double[components];
        offset = new double[components];
        axes = new double[shape == Shape.FULL ? components * dimension * dimension : 0];
        share = new double[components * BlockLoops.BLOCK];
        away = new double[shape == Shape.FULL ? dimension * BlockLoops.BLOCK : 0];
        rotated = new double[away.length];
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
     * Takes over the precisions and the constants that have been set, and chooses how squared distances are to be taken: from
     * products of points and means, half the operations of differences, where that is worth while and ‖mean‖² not so
     * large against a noised variance that digits would be lost.
     */
    public void ready() {
        ready(LOSS / Math.ulp(1.0));
    }

    /** The same; ‖mean‖² may be as many noised variances as most if products are to be used. */
    void ready(double most) {
        double largest = 0;
        for (int k = 0; k < components && shape == Shape.ISOTROPIC; k++) {
            largest = Math.max(largest, square[k] * precision[k]);
        }
        isExpanded = shape == Shape.ISOTROPIC && components * dimension >= MANY && largest <= most;
        for (int k = 0; k < components; k++) {
            double p = common(k);
            factor[k] = isExpanded ? p : -0.5 * p;
            offset[k] = isExpanded ? constant[k] - 0.5 * p * square[k] : constant[k];
        }
        Arrays.fill(room, 0);
    }

    /** The precision that all axes of a component have; 1 where each has its own. */
    double common(int k) {
        return shape == Shape.ISOTROPIC ? precision[k] : 1;
    }

    /** Whether squared distances are to be taken from products. */
    boolean isExpanded() {
        return isExpanded;
    }

    /**
     * Sets where a component is.
     *
     * @param k        its index
     * @param at       its mean, d numbers
     * @param axisRows its axes, d rows of d numbers one after another; not looked at unless full
     */
    public void place(int k, double[] at, double[] axisRows) {
        System.arraycopy(at, 0, mean, k * dimension, dimension);
        square[k] = 0;
        for (double each : at) {
            square[k] += each * each;
        }
        if (shape == Shape.FULL) {
            System.arraycopy(axisRows, 0, axes, k * dimension * dimension, dimension * dimension);
        }
    }
}
