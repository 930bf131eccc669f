package org.guidecheck.kernel;

/**
 * {@link GaussianTerms} in single precision, worked out in double. Constants are kept relative to the largest, as only their
 * differences matter and these would lose digits. An instance belongs to one thread.
 */
public final class FloatGaussianTerms {
    /** Digits that may be lost to expanded squares: a few times this comes back in the exponents. */
    private static final double LOSS = 1e-4;
    /** Terms this far below the largest add less than rounding to a sum. */
    static final float NEGLIGIBLE = -25;

    final int dimension;
    final int components;
    final GaussianTerms.Shape shape;
    final float[] mean;
    final float[] precision;
    final float[] constant;
    final float[] factor;
    final float[] offset;
    final float[] axes;

    final float[] share;
    final float[] away;
    final float[] rotated;
    final float[] room = new float[BlockLoops.BLOCK];
    final int[] counting;

    private final GaussianTerms exact;
    private double shift;

    /**
     * Takes over a mixture whose components have been placed.
     *
     * @param exact the mixture, whose precisions and constants are set before each {@link #ready()}
     */
    public FloatGaussianTerms(GaussianTerms exact) {
        this.exact = exact;
        dimension = exact.dimension;
        components = exact.components;
        shape = exact.shape;
        mean = rounded(exact.mean, new float[exact.mean.length]);
        precision = new float[exact.precision.length];
        constant = new float[components];
        factor = new float[components];
        offset = new float[components];
        axes = rounded(exact.axes, new float[exact.axes.length]);
        share = new float[components * BlockLoops.BLOCK];
        away = new float[exact.away.length];
        rotated = new float[away.length];
        counting = new int[components];
    }

    /** Takes over the precisions and the constants that have been set in double precision, see {@link GaussianTerms#ready()}. */
    public void ready() {
        exact.ready(LOSS / Math.ulp(1f));
        shift = Double.NEGATIVE_INFINITY;
        for (double each : exact.constant) {
            shift = Math.max(shift, each);
        }
        rounded(exact.precision, precision);
        rounded(exact.factor, factor);
        for (int k = 0; k < components; k++) {
            constant[k] = (float) (exact.constant[k] - shift);
            offset[k] = (float) (exact.offset[k] - shift);
        }
    }

    /**
     * What log-densities are relative to.
     *
     * @return the largest constant
     */
    public double shift() {
        return shift;
    }

    float common(int k) {
        return shape == GaussianTerms.Shape.ISOTROPIC ? precision[k] : 1;
    }

    boolean isExpanded() {
        return exact.isExpanded();
    }

    private static float[] rounded(double[] from, float[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = (float) from[i];
        }
        return into;
    }
}
