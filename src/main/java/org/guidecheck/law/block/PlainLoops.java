package org.guidecheck.law.block;

/** Loops in plain Java. They run over the points of a block, so that the JVM's compiler can vectorise them. */
final class PlainLoops extends BlockLoops {

    @Override
    public String toString() {
        return "plain loops";
    }

    @Override
    public void exp(double[] x, int count) {
        for (int p = 0; p < count; p++) {
            x[p] = Math.exp(x[p]);
        }
    }

    @Override
    public void log(double[] x, int count) {
        for (int p = 0; p < count; p++) {
            x[p] = Math.log(x[p]);
        }
    }

    @Override
    public void sin(double[] x, int count) {
        for (int p = 0; p < count; p++) {
            x[p] = Math.sin(x[p]);
        }
    }

    @Override
    void mixture(GaussianTerms terms, double[] z, int count, double root, double[] largest, double[] sum,
            double[] score) {
        new PlainMixture(terms, z).evaluate(count, root, largest, sum, score);
    }

    @Override
    void guided(double[] own, double[] rest, double[] restPosterior, double w, double[] into) {
        for (int row = 0; row < own.length; row += BLOCK) {
            for (int p = 0; p < BLOCK; p++) {
                double s = own[row + p];
                into[row + p] = restPosterior[p] == 0 ? s : s + w * restPosterior[p] * (s - rest[row + p]);
            }
        }
    }

    @Override
    public void normals(long[] states, int dimension, int count, double[] into, double[] scratch) {
        for (int p = 0; p < count; p++) {
            long a = states[p];
            long b = states[BLOCK + p];
            long c = states[2 * BLOCK + p];
            long d = states[3 * BLOCK + p];
            for (int i = 0; i < dimension; i += 2) {
                double radius = 0;
                for (int number = 0; number < 2; number++) {
                    double uniform = toDouble(Long.rotateLeft(a + d, 23) + a);
                    long shifted = b << 17;
                    c ^= a;
                    d ^= b;
                    b ^= c;
                    a ^= d;
                    c ^= shifted;
                    d = Long.rotateLeft(d, 45);
                    if (number == 0) {
                        radius = Math.sqrt(-2 * Math.log(2 - uniform));
                    } else {
                        double angle = 2 * Math.PI * (uniform - 1);
                        into[i * BLOCK + p] = radius * Math.cos(angle);
                        if (i + 1 < dimension) {
                            into[(i + 1) * BLOCK + p] = radius * Math.sin(angle);
                        }
                    }
                }
            }
            states[p] = a;
            states[BLOCK + p] = b;
            states[2 * BLOCK + p] = c;
            states[3 * BLOCK + p] = d;
        }
    }

    /** The upper 52 bits as a number in [1, 2). */
    private static double toDouble(long bits) {
        return Double.longBitsToDouble((bits >>> 12) | 0x3ff0000000000000L);
    }
}
