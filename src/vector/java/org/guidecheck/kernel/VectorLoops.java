package org.guidecheck.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API. Two vectors of points are taken at a time, and two components (or two coordinates) with them, so that
 * four sums stay in registers and each number that is loaded serves twice. Methods are kept short: beyond some number of
 * vector operations C2 stops putting them in place, and each then makes an object.
 */
final class VectorLoops extends BlockLoops {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> WORDS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Points taken at a time. */
    private static final int GROUP = 2 * LANES;

    /** Made by {@link BlockLoops#active()}. */
    VectorLoops() {
        if (BLOCK % GROUP != 0) {
            throw new IllegalStateException("vectors of " + LANES + " doubles do not divide a block of " + BLOCK);
        }
    }

    @Override
    public String toString() {
        return "vectors of " + LANES + " doubles";
    }

    @Override
    public void exp(double[] x, int count) {
        apply(VectorFunctions::exp, x, count);
    }

    @Override
    public void log(double[] x, int count) {
        apply(VectorFunctions::log, x, count);
    }

    @Override
    public void sin(double[] x, int count) {
        apply((numbers, from, to) -> VectorFunctions.sin(numbers, from, to, 0), x, count);
    }

    /** A function in place, at whole vectors of an array. */
    private interface InPlace {
        void apply(double[] x, int from, int to);
    }

    /** What does not fill a vector is taken to one of its own. */
    private static void apply(InPlace function, double[] x, int count) {
        int all = (count + LANES - 1) / LANES * LANES;
        int whole = all <= x.length ? all : count / LANES * LANES;
        function.apply(x, 0, whole);
        if (whole < count) {
            double[] last = new double[LANES];
            System.arraycopy(x, whole, last, 0, count - whole);
            function.apply(last, 0, LANES);
            System.arraycopy(last, 0, x, whole, count - whole);
        }
    }

    @Override
    public void mixture(GaussianTerms terms, double[] z, int count, double root, double[] logDensity, double[] score) {
        double[] rotated = terms.shape == GaussianTerms.Shape.FULL ? new double[terms.dimension * GROUP] : new double[0];
        for (int p = 0; p < count; p += GROUP) {
            switch (terms.shape) {
                case ISOTROPIC -> isotropicDistances(terms, z, p);
                case DIAGONAL -> diagonalDistances(terms, z, p);
                case FULL -> fullDistances(terms, z, p, rotated);
            }
            int counting = shares(terms, p, root, logDensity);
            switch (terms.shape) {
                case ISOTROPIC -> isotropicScore(terms, counting, z, p, score);
                case DIAGONAL -> diagonalScore(terms, counting, z, p, score);
                case FULL -> fullScore(terms, counting, z, p, rotated, score);
            }
        }
    }

    private static DoubleVector load(double[] from, int at) {
        return DoubleVector.fromArray(SPECIES, from, at);
    }

    private static void isotropicDistances(GaussianTerms t, double[] z, int p) {
        int k = 0;
        for (; k + 2 <= t.components; k += 2) {
            twoIsotropicDistances(t, k, z, p);
        }
        if (k < t.components) {
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = a;
            for (int i = 0; i < t.dimension; i++) {
                double m = t.mean[k * t.dimension + i];
                DoubleVector x = load(z, i * BLOCK + p).sub(m);
                DoubleVector y = load(z, i * BLOCK + p + LANES).sub(m);
                a = x.fma(x, a);
                b = y.fma(y, b);
            }
            a.intoArray(t.share, k * GROUP);
            b.intoArray(t.share, k * GROUP + LANES);
        }
    }

    private static void twoIsotropicDistances(GaussianTerms t, int k, double[] z, int p) {
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        int m = k * t.dimension;
        for (int i = 0; i < t.dimension; i++, m++) {
            DoubleVector x = load(z, i * BLOCK + p);
            DoubleVector y = load(z, i * BLOCK + p + LANES);
            DoubleVector m0 = DoubleVector.broadcast(SPECIES, t.mean[m]);
            DoubleVector m1 = DoubleVector.broadcast(SPECIES, t.mean[m + t.dimension]);
            DoubleVector x0 = x.sub(m0);
            DoubleVector x1 = x.sub(m1);
            DoubleVector y0 = y.sub(m0);
            DoubleVector y1 = y.sub(m1);
            a0 = x0.fma(x0, a0);
            a1 = x1.fma(x1, a1);
            b0 = y0.fma(y0, b0);
            b1 = y1.fma(y1, b1);
        }
        a0.intoArray(t.share, k * GROUP);
        b0.intoArray(t.share, k * GROUP + LANES);
        a1.intoArray(t.share, (k + 1) * GROUP);
        b1.intoArray(t.share, (k + 1) * GROUP + LANES);
    }

    private static void diagonalDistances(GaussianTerms t, double[] z, int p) {
        for (int k = 0; k < t.components; k++) {
            int at = k * t.dimension;
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = a;
            for (int i = 0; i < t.dimension; i++, at++) {
                DoubleVector x = load(z, i * BLOCK + p).sub(t.mean[at]);
                DoubleVector y = load(z, i * BLOCK + p + LANES).sub(t.mean[at]);
                a = x.mul(t.precision[at]).fma(x, a);
                b = y.mul(t.precision[at]).fma(y, b);
            }
            a.intoArray(t.share, k * GROUP);
            b.intoArray(t.share, k * GROUP + LANES);
        }
    }

    private static void fullDistances(GaussianTerms t, double[] z, int p, double[] rotated) {
        for (int k = 0; k < t.components; k++) {
            rotate(t, k, z, p, rotated);
            int at = k * t.dimension;
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = a;
            for (int i = 0; i < t.dimension; i++, at++) {
                DoubleVector x = load(rotated, i * GROUP);
                DoubleVector y = load(rotated, i * GROUP + LANES);
                a = x.mul(t.precision[at]).fma(x, a);
                b = y.mul(t.precision[at]).fma(y, b);
            }
            a.intoArray(t.share, k * GROUP);
            b.intoArray(t.share, k * GROUP + LANES);
        }
    }

    /** Fills rotated with z − mean along the axes of component k. */
    private static void rotate(GaussianTerms t, int k, double[] z, int p, double[] rotated) {
        int d = t.dimension;
        for (int a = 0; a < d; a++) {
            int row = (k * d + a) * d;
            DoubleVector x = DoubleVector.zero(SPECIES);
            DoubleVector y = x;
            for (int i = 0; i < d; i++) {
                DoubleVector axis = DoubleVector.broadcast(SPECIES, t.axes[row + i]);
                x = axis.fma(load(z, i * BLOCK + p), x);
                y = axis.fma(load(z, i * BLOCK + p + LANES), y);
            }
            x.sub(t.mean[k * d + a]).intoArray(rotated, a * GROUP);
            y.sub(t.mean[k * d + a]).intoArray(rotated, a * GROUP + LANES);
        }
    }

    /**
     * Turns squared distances into shares of 1/√t times the score, leaves log-densities, and lists the components that
     * count.
     *
     * @return how many count
     */
    private static int shares(GaussianTerms t, int p, double root, double[] logDensity) {
        DoubleVector maxA = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        DoubleVector maxB = maxA;
        for (int k = 0; k < t.components; k++) {
            double factor = -0.5 * isotropicPrecision(t, k);
            DoubleVector a = load(t.share, k * GROUP).mul(factor).add(t.constant[k]);
            DoubleVector b = load(t.share, k * GROUP + LANES).mul(factor).add(t.constant[k]);
            a.intoArray(t.share, k * GROUP);
            b.intoArray(t.share, k * GROUP + LANES);
            maxA = maxA.max(a);
            maxB = maxB.max(b);
        }
        return exponentials(t, maxA, maxB, p, root, logDensity);
    }

    private static double isotropicPrecision(GaussianTerms t, int k) {
        return t.shape == GaussianTerms.Shape.ISOTROPIC ? t.precision[k] : 1;
    }

    private static int exponentials(GaussianTerms t, DoubleVector maxA, DoubleVector maxB, int p, double root,
            double[] logDensity) {
        DoubleVector none = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        int counting = 0;
        for (int k = 0; k < t.components; k++) {
            DoubleVector a = load(t.share, k * GROUP).sub(maxA);
            DoubleVector b = load(t.share, k * GROUP + LANES).sub(maxB);
            VectorMask<Double> hasA = a.compare(VectorOperators.GT, NEGLIGIBLE);
            VectorMask<Double> hasB = b.compare(VectorOperators.GT, NEGLIGIBLE);
            if (hasA.anyTrue() || hasB.anyTrue()) {
                none.blend(a, hasA).intoArray(t.share, counting * GROUP);
                none.blend(b, hasB).intoArray(t.share, counting * GROUP + LANES);
                t.counting[counting] = k;
                counting++;
            }
        }
        VectorFunctions.exp(t.share, 0, counting * GROUP);
        DoubleVector sumA = DoubleVector.zero(SPECIES);
        DoubleVector sumB = sumA;
        for (int n = 0; n < counting; n++) {
            sumA = sumA.add(load(t.share, n * GROUP));
            sumB = sumB.add(load(t.share, n * GROUP + LANES));
        }
        sumA.intoArray(logDensity, p);
        sumB.intoArray(logDensity, p + LANES);
        VectorFunctions.log(logDensity, p, p + GROUP);
        load(logDensity, p).add(maxA).intoArray(logDensity, p);
        load(logDensity, p + LANES).add(maxB).intoArray(logDensity, p + LANES);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        scale(t, counting, one.div(sumA.mul(root)), one.div(sumB.mul(root)));
        return counting;
    }

    private static void scale(GaussianTerms t, int counting, DoubleVector scaleA, DoubleVector scaleB) {
        for (int n = 0; n < counting; n++) {
            double precision = isotropicPrecision(t, t.counting[n]);
            load(t.share, n * GROUP).mul(scaleA.mul(precision)).intoArray(t.share, n * GROUP);
            load(t.share, n * GROUP + LANES).mul(scaleB.mul(precision)).intoArray(t.share, n * GROUP + LANES);
        }
    }

    private static void isotropicScore(GaussianTerms t, int counting, double[] z, int p, double[] score) {
        int i = 0;
        for (; i + 2 <= t.dimension; i += 2) {
            twoIsotropicScores(t, counting, z, i, p, score);
        }
        if (i < t.dimension) {
            DoubleVector x = load(z, i * BLOCK + p);
            DoubleVector y = load(z, i * BLOCK + p + LANES);
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = a;
            for (int n = 0; n < counting; n++) {
                DoubleVector m = DoubleVector.broadcast(SPECIES, t.mean[t.counting[n] * t.dimension + i]);
                a = load(t.share, n * GROUP).fma(m.sub(x), a);
                b = load(t.share, n * GROUP + LANES).fma(m.sub(y), b);
            }
            a.intoArray(score, i * BLOCK + p);
            b.intoArray(score, i * BLOCK + p + LANES);
        }
    }

    private static void twoIsotropicScores(GaussianTerms t, int counting, double[] z, int i, int p, double[] score) {
        int row = i * BLOCK + p;
        DoubleVector x0 = load(z, row);
        DoubleVector x1 = load(z, row + BLOCK);
        DoubleVector y0 = load(z, row + LANES);
        DoubleVector y1 = load(z, row + BLOCK + LANES);
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        for (int n = 0; n < counting; n++) {
            int at = t.counting[n] * t.dimension + i;
            DoubleVector a = load(t.share, n * GROUP);
            DoubleVector b = load(t.share, n * GROUP + LANES);
            DoubleVector m0 = DoubleVector.broadcast(SPECIES, t.mean[at]);
            DoubleVector m1 = DoubleVector.broadcast(SPECIES, t.mean[at + 1]);
            a0 = a.fma(m0.sub(x0), a0);
            b0 = b.fma(m0.sub(y0), b0);
            a1 = a.fma(m1.sub(x1), a1);
            b1 = b.fma(m1.sub(y1), b1);
        }
        a0.intoArray(score, row);
        a1.intoArray(score, row + BLOCK);
        b0.intoArray(score, row + LANES);
        b1.intoArray(score, row + BLOCK + LANES);
    }

    private static void diagonalScore(GaussianTerms t, int counting, double[] z, int p, double[] score) {
        int d = t.dimension;
        for (int i = 0; i < d; i++) {
            DoubleVector x = load(z, i * BLOCK + p);
            DoubleVector y = load(z, i * BLOCK + p + LANES);
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = a;
            for (int n = 0; n < counting; n++) {
                int at = t.counting[n] * d + i;
                DoubleVector m = DoubleVector.broadcast(SPECIES, t.mean[at]);
                a = load(t.share, n * GROUP).fma(m.sub(x).mul(t.precision[at]), a);
                b = load(t.share, n * GROUP + LANES).fma(m.sub(y).mul(t.precision[at]), b);
            }
            a.intoArray(score, i * BLOCK + p);
            b.intoArray(score, i * BLOCK + p + LANES);
        }
    }

    private static void fullScore(GaussianTerms t, int counting, double[] z, int p, double[] rotated, double[] score) {
        int d = t.dimension;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int i = 0; i < d; i++) {
            zero.intoArray(score, i * BLOCK + p);
            zero.intoArray(score, i * BLOCK + p + LANES);
        }
        for (int n = 0; n < counting; n++) {
            int k = t.counting[n];
            rotate(t, k, z, p, rotated);
            DoubleVector a = load(t.share, n * GROUP);
            DoubleVector b = load(t.share, n * GROUP + LANES);
            for (int i = 0; i < d; i++) {
                double precision = -t.precision[k * d + i];
                load(rotated, i * GROUP).mul(a.mul(precision)).intoArray(rotated, i * GROUP);
                load(rotated, i * GROUP + LANES).mul(b.mul(precision)).intoArray(rotated, i * GROUP + LANES);
            }
            for (int i = 0; i < d; i++) {
                DoubleVector x = load(score, i * BLOCK + p);
                DoubleVector y = load(score, i * BLOCK + p + LANES);
                for (int axis = 0; axis < d; axis++) {
                    DoubleVector along = DoubleVector.broadcast(SPECIES, t.axes[(k * d + axis) * d + i]);
                    x = along.fma(load(rotated, axis * GROUP), x);
                    y = along.fma(load(rotated, axis * GROUP + LANES), y);
                }
                x.intoArray(score, i * BLOCK + p);
                y.intoArray(score, i * BLOCK + p + LANES);
            }
        }
    }

    @Override
    public void normals(long[] states, int dimension, int count, double[] into) {
        int all = (count + LANES - 1) / LANES * LANES;
        double[] radius = new double[BLOCK];
        double[] angle = new double[BLOCK];
        double[] sine = new double[BLOCK];
        for (int i = 0; i < dimension; i += 2) {
            for (int p = 0; p < all; p += LANES) {
                DoubleVector.broadcast(SPECIES, 2).sub(uniforms(states, p)).intoArray(radius, p);
                uniforms(states, p).sub(1).mul(2 * Math.PI).intoArray(angle, p);
            }
            VectorFunctions.log(radius, 0, all);
            for (int p = 0; p < all; p += LANES) {
                load(radius, p).mul(-2).lanewise(VectorOperators.SQRT).intoArray(radius, p);
            }
            if (i + 1 < dimension) {
                System.arraycopy(angle, 0, sine, 0, all);
                VectorFunctions.sin(sine, 0, all, 0);
                times(radius, sine, all, into, (i + 1) * BLOCK);
            }
            VectorFunctions.sin(angle, 0, all, 1);
            times(radius, angle, all, into, i * BLOCK);
        }
    }

    private static void times(double[] radius, double[] direction, int count, double[] into, int at) {
        for (int p = 0; p < count; p += LANES) {
            load(radius, p).mul(load(direction, p)).intoArray(into, at + p);
        }
    }

    /** Numbers in [1, 2), one from each generator. */
    private static DoubleVector uniforms(long[] states, int p) {
        LongVector a = LongVector.fromArray(WORDS, states, p);
        LongVector b = LongVector.fromArray(WORDS, states, BLOCK + p);
        LongVector c = LongVector.fromArray(WORDS, states, 2 * BLOCK + p);
        LongVector d = LongVector.fromArray(WORDS, states, 3 * BLOCK + p);
        LongVector result = a.add(d).lanewise(VectorOperators.ROL, 23).add(a);
        LongVector shifted = b.lanewise(VectorOperators.LSHL, 17);
        c = c.lanewise(VectorOperators.XOR, a);
        d = d.lanewise(VectorOperators.XOR, b);
        b.lanewise(VectorOperators.XOR, c).intoArray(states, BLOCK + p);
        a.lanewise(VectorOperators.XOR, d).intoArray(states, p);
        c.lanewise(VectorOperators.XOR, shifted).intoArray(states, 2 * BLOCK + p);
        d.lanewise(VectorOperators.ROL, 45).intoArray(states, 3 * BLOCK + p);
        return result.lanewise(VectorOperators.LSHR, 12).lanewise(VectorOperators.OR, 0x3ff0000000000000L)
                .reinterpretAsDoubles();
    }
}
