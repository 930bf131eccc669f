package org.guidecheck.kernel;

/**
 * What {@link BlockLoops} do for a guided run, in single precision: half the memory and twice as many numbers in a vector.
 * Mixtures and guidance are the loops in double precision, which the build turns into these (pom.xml), so that each is
 * written once; elementary functions and normals are written for these numbers.
 */
public abstract class FloatLoops {

    FloatLoops() {
    }

    /**
     * The loops that this program uses.
     *
     * @return those of the Vector API if the JVM has its module, the plain ones otherwise
     */
    public static FloatLoops active() {
        return BlockLoops.active().single();
    }

    /**
     * A Gaussian mixture's log-density and score at a block of points.
     *
     * @param terms   the mixture at the present noise level
     * @param z       x/√t, coordinate-major: coordinate i of point p stands at i · BLOCK + p
     * @param count   points in use, at most BLOCK; results at the others mean nothing
     * @param root    √t
     * @param largest filled: the logarithm of the largest term of p_τ(x), less {@link FloatGaussianTerms#shift()}
     * @param sum     filled: how many such terms are in p_τ(x); from 1 to the number of components
     * @param score   filled: ∇ log p_τ(x), coordinate-major
     */
    public abstract void mixture(FloatGaussianTerms terms, float[] z, int count, float root, float[] largest, float[] sum,
            float[] score);

    /**
     * The guided score at a block of points, see {@link BlockLoops#guided}.
     *
     * @param own   s_own, coordinate-major
     * @param rest  s_rest, as many
     * @param other 1 − p(c|x), one for each point
     * @param w     guidance weight
     * @param into  filled, coordinate-major
     */
    public abstract void guided(float[] own, float[] rest, float[] other, float w, float[] into);

    /**
     * Standard normals for a block of points: those of {@link BlockLoops#normals} from the same generators, up to single
     * precision. The generators are moved on alike.
     *
     * @param states    the generators; 4 × BLOCK numbers
     * @param dimension d ≥ 1
     * @param count     points in use
     * @param into      filled, coordinate-major: d × BLOCK numbers, of which those of other points mean nothing
     * @param uniforms  2 × BLOCK numbers to work in
     * @param room      the same
     */
    public abstract void normals(long[] states, int dimension, int count, float[] into, double[] uniforms, float[] room);
}
