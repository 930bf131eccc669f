package org.guidecheck.law.block;

import java.util.Arrays;

/**
 * The Vector API. Two vectors of points are taken at a time, and two or four components (or coordinates) with them, so that
 * sums stay in registers and each number that is loaded serves several times.
 *
 * <p>No method takes or gives vectors: in a method that has grown large C2 puts no further ones in place, whereupon vectors
 * become objects, while those of the Vector API it always puts in place. What methods share they leave in arrays.
 */
final class VectorLoops extends BlockLoops {
    private static final int LANES = MixtureVectors.LANES;

    /** Made by {@link BlockLoops#active()}. */
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

    /** The next multiple of a vector's length. */
    private static int up(int count) {
        return (count + LANES - 1) / LANES * LANES;
    }

    /** The array itself if whole vectors cover what is to be worked on, or else a copy with ones behind. */
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
    public void mixture(GaussianTerms terms, double[] z, int count, double root, double[] largest, double[] sum,
            double[] score) {
        MixtureVectors.evaluate(terms, z, count, root, largest, sum, score);
    }

    @Override
    public void guided(double[] own, double[] rest, double[] other, double w, double[] into) {
        MixtureVectors.guided(own, rest, other, w, into);
    }

    @Override
    public void normals(long[] states, int dimension, int count, double[] into, double[] room) {
        NormalVectors.fill(states, dimension, up(count), into, room);
    }
}
