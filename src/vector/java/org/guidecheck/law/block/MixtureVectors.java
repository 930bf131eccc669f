package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockLoops.BLOCK;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Density and score of Gaussian mixtures, and guided scores, on the Vector API. */
final class MixtureVectors {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    /** Number of points evaluated at a time. */
    static final int GROUP = 2 * LANES;

    private MixtureVectors() {
    }

    /** See {@link BlockLoops#mixture}. */
    static void evaluate(GaussianTerms terms, double[] z, int count, double root, double[] largest, double[] sum,
            double[] score) {
        for (int p = 0; p < count; p += GROUP) {
            switch (terms.shape) {
                case ISOTROPIC -> IsotropicVectors.distances(terms, z, p);
                case DIAGONAL -> diagonalDistances(terms, z, p);
                case FULL -> fullDistances(terms, z, p);
            }
            int significantCount = shares(terms, p, root, largest, sum);
            switch (terms.shape) {
                case ISOTROPIC -> IsotropicVectors.score(terms, significantCount, z, p, score);
                case DIAGONAL -> diagonalScore(terms, significantCount, z, p, score);
                case FULL -> fullScore(terms, significantCount, z, p, score);
            }
        }
    }

    private static void diagonalDistances(GaussianTerms t, double[] z, int p) {
        for (int k = 0; k < t.components; k++) {
            int at = k * t.dimension;
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = a;
            for (int i = 0; i < t.dimension; i++, at++) {
                DoubleVector x = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p).sub(t.mean[at]);
                DoubleVector y = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p + LANES).sub(t.mean[at]);
                a = x.mul(t.precision[at]).fma(x, a);
                b = y.mul(t.precision[at]).fma(y, b);
            }
            a.intoArray(t.share, k * GROUP);
            b.intoArray(t.share, k * GROUP + LANES);
        }
    }

    private static void fullDistances(GaussianTerms t, double[] z, int p) {
        double[] rotated = t.rotated;
        for (int k = 0; k < t.components; k++) {
            rotate(t, k, z, p, rotated);
            int at = k * t.dimension;
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = a;
            for (int i = 0; i < t.dimension; i++, at++) {
                DoubleVector x = DoubleVector.fromArray(SPECIES, rotated, i * GROUP);
                DoubleVector y = DoubleVector.fromArray(SPECIES, rotated, i * GROUP + LANES);
                a = x.mul(t.precision[at]).fma(x, a);
                b = y.mul(t.precision[at]).fma(y, b);
            }
            a.intoArray(t.share, k * GROUP);
            b.intoArray(t.share, k * GROUP + LANES);
        }
    }

    /**
     * Fills rotated with z − mean along the axes of component k. The mean is subtracted first, so that narrow
     * components lose no digits.
     */
    private static void rotate(GaussianTerms t, int k, double[] z, int p, double[] rotated) {
        int d = t.dimension;
        double[] centred = t.centred;
        for (int i = 0; i < d; i++) {
            DoubleVector m = DoubleVector.broadcast(SPECIES, t.mean[k * d + i]);
            DoubleVector.fromArray(SPECIES, z, i * BLOCK + p).sub(m).intoArray(centred, i * GROUP);
            DoubleVector.fromArray(SPECIES, z, i * BLOCK + p + LANES).sub(m).intoArray(centred, i * GROUP + LANES);
        }
        for (int a = 0; a < d; a++) {
            int row = (k * d + a) * d;
            DoubleVector x = DoubleVector.zero(SPECIES);
            DoubleVector y = x;
            for (int i = 0; i < d; i++) {
                DoubleVector axis = DoubleVector.broadcast(SPECIES, t.axes[row + i]);
                x = axis.fma(DoubleVector.fromArray(SPECIES, centred, i * GROUP), x);
                y = axis.fma(DoubleVector.fromArray(SPECIES, centred, i * GROUP + LANES), y);
            }
            x.intoArray(rotated, a * GROUP);
            y.intoArray(rotated, a * GROUP + LANES);
        }
    }

    /**
     * Turns squared distances or products into each component's factor of (m − z) in the score, and lists the
     * significant components. Fills largest and sum as {@link BlockLoops#mixture} does.
     *
     * @return the number of significant components
     */
    private static int shares(GaussianTerms t, int p, double root, double[] largest, double[] sum) {
        DoubleVector maxA = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        DoubleVector maxB = maxA;
        DoubleVector lessA = DoubleVector.fromArray(SPECIES, t.halfSquare, 0);
        DoubleVector lessB = DoubleVector.fromArray(SPECIES, t.halfSquare, LANES);
        for (int k = 0; k < t.components; k++) {
            DoubleVector factor = DoubleVector.broadcast(SPECIES, t.factor[k]);
            DoubleVector offset = DoubleVector.broadcast(SPECIES, t.offset[k]);
            DoubleVector a = DoubleVector.fromArray(SPECIES, t.share, k * GROUP).sub(lessA).fma(factor, offset);
            DoubleVector b = DoubleVector.fromArray(SPECIES, t.share, k * GROUP + LANES).sub(lessB).fma(factor, offset);
            a.intoArray(t.share, k * GROUP);
            b.intoArray(t.share, k * GROUP + LANES);
            // Like max, NaN included, but with fewer instructions: max also tells −0 from 0.
            maxA = a.blend(maxA, a.compare(VectorOperators.LE, maxA));
            maxB = b.blend(maxB, b.compare(VectorOperators.LE, maxB));
        }
        maxA.intoArray(largest, p);
        maxB.intoArray(largest, p + LANES);
        int significantCount = exponentials(t, p, largest);
        DoubleVector sumA = DoubleVector.zero(SPECIES);
        DoubleVector sumB = sumA;
        for (int n = 0; n < significantCount; n++) {
            sumA = sumA.add(DoubleVector.fromArray(SPECIES, t.share, n * GROUP));
            sumB = sumB.add(DoubleVector.fromArray(SPECIES, t.share, n * GROUP + LANES));
        }
        sumA.intoArray(sum, p);
        sumB.intoArray(sum, p + LANES);
        scale(t, significantCount, p, root, sum);
        return significantCount;
    }

    /**
     * Turns logarithms of terms into terms relative to the largest, and lists the significant components.
     *
     * @return the number of significant components
     */
    private static int exponentials(GaussianTerms t, int p, double[] largest) {
        DoubleVector maxA = DoubleVector.fromArray(SPECIES, largest, p);
        DoubleVector maxB = DoubleVector.fromArray(SPECIES, largest, p + LANES);
        DoubleVector least = DoubleVector.broadcast(SPECIES, VectorFunctions.LEAST_OF_SHARES);
        int significantCount = 0;
        for (int k = 0; k < t.components; k++) {
            DoubleVector a = DoubleVector.fromArray(SPECIES, t.share, k * GROUP).sub(maxA);
            DoubleVector b = DoubleVector.fromArray(SPECIES, t.share, k * GROUP + LANES).sub(maxB);
            VectorMask<Double> hasA = a.compare(VectorOperators.GT, GaussianTerms.NEGLIGIBLE);
            VectorMask<Double> hasB = b.compare(VectorOperators.GT, GaussianTerms.NEGLIGIBLE);
            if (hasA.anyTrue() || hasB.anyTrue()) {
                least.blend(a, hasA).intoArray(t.share, significantCount * GROUP);
                least.blend(b, hasB).intoArray(t.share, significantCount * GROUP + LANES);
                t.significant[significantCount] = k;
                significantCount++;
            }
        }
        VectorFunctions.expOfShares(t.share, 0, significantCount * GROUP);
        return significantCount;
    }

    private static void scale(GaussianTerms t, int significantCount, int p, double root, double[] sum) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector scaleA = one.div(DoubleVector.fromArray(SPECIES, sum, p).mul(root));
        DoubleVector scaleB = one.div(DoubleVector.fromArray(SPECIES, sum, p + LANES).mul(root));
        for (int n = 0; n < significantCount; n++) {
            double precision = t.isotropicPrecision(t.significant[n]);
            DoubleVector.fromArray(SPECIES, t.share, n * GROUP).mul(scaleA.mul(precision))
                    .intoArray(t.share, n * GROUP);
            DoubleVector.fromArray(SPECIES, t.share, n * GROUP + LANES).mul(scaleB.mul(precision))
                    .intoArray(t.share, n * GROUP + LANES);
        }
    }

    private static void diagonalScore(GaussianTerms t, int significantCount, double[] z, int p, double[] score) {
        int d = t.dimension;
        for (int i = 0; i < d; i++) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p);
            DoubleVector y = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p + LANES);
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = a;
            for (int n = 0; n < significantCount; n++) {
                int at = t.significant[n] * d + i;
                DoubleVector m = DoubleVector.broadcast(SPECIES, t.mean[at]);
                a = DoubleVector.fromArray(SPECIES, t.share, n * GROUP).fma(m.sub(x).mul(t.precision[at]), a);
                b = DoubleVector.fromArray(SPECIES, t.share, n * GROUP + LANES).fma(m.sub(y).mul(t.precision[at]), b);
            }
            a.intoArray(score, i * BLOCK + p);
            b.intoArray(score, i * BLOCK + p + LANES);
        }
    }

    private static void fullScore(GaussianTerms t, int significantCount, double[] z, int p, double[] score) {
        double[] rotated = t.rotated;
        int d = t.dimension;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int i = 0; i < d; i++) {
            zero.intoArray(score, i * BLOCK + p);
            zero.intoArray(score, i * BLOCK + p + LANES);
        }
        for (int n = 0; n < significantCount; n++) {
            int k = t.significant[n];
            rotate(t, k, z, p, rotated);
            DoubleVector a = DoubleVector.fromArray(SPECIES, t.share, n * GROUP);
            DoubleVector b = DoubleVector.fromArray(SPECIES, t.share, n * GROUP + LANES);
            for (int i = 0; i < d; i++) {
                double precision = -t.precision[k * d + i];
                DoubleVector.fromArray(SPECIES, rotated, i * GROUP).mul(a.mul(precision)).intoArray(rotated, i * GROUP);
                DoubleVector.fromArray(SPECIES, rotated, i * GROUP + LANES).mul(b.mul(precision))
                        .intoArray(rotated, i * GROUP + LANES);
            }
            for (int i = 0; i < d; i++) {
                DoubleVector x = DoubleVector.fromArray(SPECIES, score, i * BLOCK + p);
                DoubleVector y = DoubleVector.fromArray(SPECIES, score, i * BLOCK + p + LANES);
                for (int axis = 0; axis < d; axis++) {
                    DoubleVector along = DoubleVector.broadcast(SPECIES, t.axes[(k * d + axis) * d + i]);
                    x = along.fma(DoubleVector.fromArray(SPECIES, rotated, axis * GROUP), x);
                    y = along.fma(DoubleVector.fromArray(SPECIES, rotated, axis * GROUP + LANES), y);
                }
                x.intoArray(score, i * BLOCK + p);
                y.intoArray(score, i * BLOCK + p + LANES);
            }
        }
    }

    /** See {@link BlockLoops#guided}. */
    static void guided(double[] own, double[] rest, double[] restPosterior, double w, double[] into) {
        for (int p = 0; p < BLOCK; p += LANES) {
            DoubleVector share = DoubleVector.fromArray(SPECIES, restPosterior, p);
            VectorMask<Double> certain = share.compare(VectorOperators.EQ, 0);
            DoubleVector weight = share.mul(w);
            for (int at = p; at < own.length; at += BLOCK) {
                DoubleVector s = DoubleVector.fromArray(SPECIES, own, at);
                s.blend(s.sub(DoubleVector.fromArray(SPECIES, rest, at)).fma(weight, s), certain.not())
                        .intoArray(into, at);
            }
        }
    }
}
