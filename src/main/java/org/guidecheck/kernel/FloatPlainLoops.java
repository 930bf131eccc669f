package org.guidecheck.kernel;

/** Plain Java in single precision. */
final class FloatPlainLoops extends FloatLoops {
    private static final BlockLoops DOUBLES = new PlainLoops();

    @Override
    public void mixture(FloatGaussianTerms terms, float[] z, int count, float root, float[] largest, float[] sum, float[] score) {
        new FloatPlainMixture(terms, z).evaluate(count, root, largest, sum, score);
    }

    @Override
    public void guided(float[] own, float[] rest, float[] other, float w, float[] into) {
        FloatPlainMixture.guided(own, rest, other, w, into);
    }

    @Override
    public void normals(long[] states, int dimension, int count, float[] into, double[] uniforms, float[] room) {
        double[] normals = new double[dimension * BlockLoops.BLOCK];
        DOUBLES.normals(states, dimension, count, normals, uniforms);
        for (int i = 0; i < normals.length; i++) {
            into[i] = (float) normals[i];
        }
    }
}
