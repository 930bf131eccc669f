package org.guidecheck.law.block;

import java.util.Arrays;

/**
 * Loops on the JDK's Vector API. Each pass handles two vectors of points and two or four components (or coordinates),
 * so that sums stay in registers and each loaded number is used several times.
 *
 * <p>No method takes or returns vectors, since a vector passed to a method that C2 does not inline becomes an object;
 * methods pass results in arrays. See performance.md, "Inner loops".
 */
final class VectorLoops extends BlockLoops {
    private static final int LANES = MixtureVectors.LANES;

    /** Called by {@link BlockLoops}, by reflection. */
    VectorLoops() {
        if (BLOCK % (2 * MixtureVectors.GROUP) != 0) {
            throw new IllegalStateException("vectors of " + LANES + " doubles do not divide a block of " + BLOCK);
        }
    }

    @Override
    public String toString() {
        return "vectors of " + LANES + " doubles";
    }

    @Override
    public void exp(double[] x, int count) {
        double[] whole = whole(x, count);
        VectorFunctions.exp(whole, 0, up(count));
        putBack(whole, x, count);
    }

    @Override
    public void log(double[] x, int count) {
        double[] whole = whole(x, count);
        VectorFunctions.log(whole, 0, up(count));
        putBack(whole, x, count);
    }

    @Override
    public void sin(double[] x, int count) {
        double[] whole = whole(x, count);
        VectorFunctions.cosAndSin(whole, 0, up(count), whole, 0);
        putBack(whole, x, count);
    }

    /** Rounds up to a multiple of the vector length. */
    private static int up(int count) {
        return (count + LANES - 1) / LANES * LANES;
    }

    /** The array itself if it is long enough for whole vectors, otherwise a copy padded with ones. */
    private static double[] whole(double[] x, int count) {
        int all = up(count);
        if (all <= x.length) {
            return x;
        }
        double[] copy = Arrays.copyOf(x, all);
        Arrays.fill(copy, x.length, all, 1);
        return copy;
    }

    private static void putBack(double[] whole, double[] x, int count) {
        if (whole != x) {
            System.arraycopy(whole, 0, x, 0, count);
        }
    }

    @Override
    void mixture(GaussianTerms terms, double[] z, int count, double root, double[] largest, double[] sum,
            double[] score) {
        MixtureVectors.evaluate(terms, z, count, root, largest, sum, score);
    }

    @Override
    void guided(double[] own, double[] rest, double[] restPosterior, double w, double[] into) {
        MixtureVectors.guided(own, rest, restPosterior, w, into);
    }

    @Override
    public void normals(long[] states, int dimension, int count, double[] into, double[] scratch) {
        NormalVectors.fill(states, dimension, up(count), into, scratch);
    }
}
