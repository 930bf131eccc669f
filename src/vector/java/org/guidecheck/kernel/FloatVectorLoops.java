package org.guidecheck.kernel;

/** The Vector API in single precision: twice as many points in a vector. */
final class FloatVectorLoops extends FloatLoops {

    @Override
    public void mixture(FloatGaussianTerms terms, float[] z, int count, float root, float[] largest, float[] sum, float[] score) {
        FloatMixtureVectors.evaluate(terms, z, count, root, largest, sum, score);
    }

    @Override
    public void guided(float[] own, float[] rest, float[] other, float w, float[] into) {
        FloatMixtureVectors.guided(own, rest, other, w, into);
    }

    @Override
    public void normals(long[] states, int dimension, int count, float[] into, double[] uniforms, float[] room) {
        int lanes = FloatMixtureVectors.LANES;
        NormalVectors.fill(states, dimension, (count + lanes - 1) / lanes * lanes, into, uniforms, room);
    }
}
