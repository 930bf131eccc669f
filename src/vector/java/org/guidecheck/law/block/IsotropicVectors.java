package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockLoops.BLOCK;
import static org.guidecheck.law.block.MixtureVectors.GROUP;
import static org.guidecheck.law.block.MixtureVectors.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Distances and scores of isotropic Gaussian mixtures on the Vector API: from differences z − m, or from products z·m
 * and weighted sums of means if {@link GaussianTerms#isExpanded}.
 */
final class IsotropicVectors {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    /** Numbers of means that fit into the first-level cache. */
    private static final int CACHED = 2048;

    private IsotropicVectors() {
    }

    /** Fills share with ‖z − m‖², or share with z·m and halfSquare with ½‖z‖². */
    static void distances(GaussianTerms t, double[] z, int p) {
        if (t.isExpanded()) {
            products(t, z, p);
        } else {
            differences(t, z, p);
        }
    }

    /** Fills the score with Σ share·(m − z) over the significant components. */
    static void score(GaussianTerms t, int significantCount, double[] z, int p, double[] score) {
        if (t.isExpanded()) {
            scoreOfMeans(t, significantCount, z, p, score);
        } else {
            scoreOfDifferences(t, significantCount, z, p, score);
        }
    }

    private static void differences(GaussianTerms t, double[] z, int p) {
        int k = 0;
        for (; k + 2 <= t.components; k += 2) {
            twoDifferences(t, k, z, p);
        }
        if (k < t.components) {
            oneDifference(t, k, z, p);
        }
    }

    private static void oneDifference(GaussianTerms t, int k, double[] z, int p) {
        DoubleVector a = DoubleVector.zero(SPECIES);
        DoubleVector b = a;
        for (int i = 0; i < t.dimension; i++) {
            double m = t.mean[k * t.dimension + i];
            DoubleVector x = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p).sub(m);
            DoubleVector y = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p + LANES).sub(m);
            a = x.fma(x, a);
            b = y.fma(y, b);
        }
        a.intoArray(t.share, k * GROUP);
        b.intoArray(t.share, k * GROUP + LANES);
    }

    private static void twoDifferences(GaussianTerms t, int k, double[] z, int p) {
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        int m = k * t.dimension;
        for (int i = 0; i < t.dimension; i++, m++) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p);
            DoubleVector y = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p + LANES);
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

    /** Fills share with z·m and halfSquare with ½‖z‖². */
    private static void products(GaussianTerms t, double[] z, int p) {
        int k = 0;
        for (; k + 4 <= t.components; k += 4) {
            fourProducts(t, k, z, p);
        }
        DoubleVector squareA = DoubleVector.zero(SPECIES);
        DoubleVector squareB = squareA;
        for (int row = p; row < t.dimension * BLOCK; row += BLOCK) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, z, row);
            DoubleVector y = DoubleVector.fromArray(SPECIES, z, row + LANES);
            squareA = x.fma(x, squareA);
            squareB = y.fma(y, squareB);
        }
        squareA.mul(0.5).intoArray(t.halfSquare, 0);
        squareB.mul(0.5).intoArray(t.halfSquare, LANES);
        for (; k < t.components; k++) {
            oneProduct(t, k, z, p);
        }
    }

    private static void oneProduct(GaussianTerms t, int k, double[] z, int p) {
        DoubleVector a = DoubleVector.zero(SPECIES);
        DoubleVector b = a;
        for (int i = 0; i < t.dimension; i++) {
            DoubleVector m = DoubleVector.broadcast(SPECIES, t.mean[k * t.dimension + i]);
            a = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p).fma(m, a);
            b = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p + LANES).fma(m, b);
        }
        a.intoArray(t.share, k * GROUP);
        b.intoArray(t.share, k * GROUP + LANES);
    }

    private static void fourProducts(GaussianTerms t, int k, double[] z, int p) {
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        DoubleVector b2 = a0;
        DoubleVector b3 = a0;
        int d = t.dimension;
        int m = k * d;
        for (int i = 0; i < d; i++, m++) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p);
            DoubleVector y = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p + LANES);
            DoubleVector m0 = DoubleVector.broadcast(SPECIES, t.mean[m]);
            DoubleVector m1 = DoubleVector.broadcast(SPECIES, t.mean[m + d]);
            DoubleVector m2 = DoubleVector.broadcast(SPECIES, t.mean[m + 2 * d]);
            DoubleVector m3 = DoubleVector.broadcast(SPECIES, t.mean[m + 3 * d]);
            a0 = x.fma(m0, a0);
            b0 = y.fma(m0, b0);
            a1 = x.fma(m1, a1);
            b1 = y.fma(m1, b1);
            a2 = x.fma(m2, a2);
            b2 = y.fma(m2, b2);
            a3 = x.fma(m3, a3);
            b3 = y.fma(m3, b3);
        }
        a0.intoArray(t.share, k * GROUP);
        b0.intoArray(t.share, k * GROUP + LANES);
        a1.intoArray(t.share, (k + 1) * GROUP);
        b1.intoArray(t.share, (k + 1) * GROUP + LANES);
        a2.intoArray(t.share, (k + 2) * GROUP);
        b2.intoArray(t.share, (k + 2) * GROUP + LANES);
        a3.intoArray(t.share, (k + 3) * GROUP);
        b3.intoArray(t.share, (k + 3) * GROUP + LANES);
    }

    /** The score as Σ share·m − z Σ share, by portions of components that fit into the first-level cache. */
    private static void scoreOfMeans(GaussianTerms t, int significantCount, double[] z, int p, double[] score) {
        DoubleVector a = DoubleVector.zero(SPECIES);
        DoubleVector b = a;
        for (int n = 0; n < significantCount; n++) {
            a = a.sub(DoubleVector.fromArray(SPECIES, t.share, n * GROUP));
            b = b.sub(DoubleVector.fromArray(SPECIES, t.share, n * GROUP + LANES));
        }
        for (int row = p; row < t.dimension * BLOCK; row += BLOCK) {
            a.mul(DoubleVector.fromArray(SPECIES, z, row)).intoArray(score, row);
            b.mul(DoubleVector.fromArray(SPECIES, z, row + LANES)).intoArray(score, row + LANES);
        }
        int portion = Math.max(8, CACHED / t.dimension);
        for (int from = 0; from < significantCount; from += portion) {
            int to = Math.min(significantCount, from + portion);
            int i = 0;
            for (; i + 4 <= t.dimension; i += 4) {
                addFourMeans(t, from, to, i, i * BLOCK + p, score);
            }
            for (; i < t.dimension; i++) {
                addMeans(t, from, to, i, i * BLOCK + p, score);
            }
        }
    }

    private static void addMeans(GaussianTerms t, int from, int to, int i, int row, double[] score) {
        DoubleVector a = DoubleVector.fromArray(SPECIES, score, row);
        DoubleVector b = DoubleVector.fromArray(SPECIES, score, row + LANES);
        for (int n = from; n < to; n++) {
            DoubleVector m = DoubleVector.broadcast(SPECIES, t.mean[t.significant[n] * t.dimension + i]);
            a = DoubleVector.fromArray(SPECIES, t.share, n * GROUP).fma(m, a);
            b = DoubleVector.fromArray(SPECIES, t.share, n * GROUP + LANES).fma(m, b);
        }
        a.intoArray(score, row);
        b.intoArray(score, row + LANES);
    }

    private static void addFourMeans(GaussianTerms t, int from, int to, int i, int row, double[] score) {
        DoubleVector a0 = DoubleVector.fromArray(SPECIES, score, row);
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, score, row + LANES);
        DoubleVector a1 = DoubleVector.fromArray(SPECIES, score, row + BLOCK);
        DoubleVector b1 = DoubleVector.fromArray(SPECIES, score, row + BLOCK + LANES);
        DoubleVector a2 = DoubleVector.fromArray(SPECIES, score, row + 2 * BLOCK);
        DoubleVector b2 = DoubleVector.fromArray(SPECIES, score, row + 2 * BLOCK + LANES);
        DoubleVector a3 = DoubleVector.fromArray(SPECIES, score, row + 3 * BLOCK);
        DoubleVector b3 = DoubleVector.fromArray(SPECIES, score, row + 3 * BLOCK + LANES);
        for (int n = from; n < to; n++) {
            int at = t.significant[n] * t.dimension + i;
            DoubleVector a = DoubleVector.fromArray(SPECIES, t.share, n * GROUP);
            DoubleVector b = DoubleVector.fromArray(SPECIES, t.share, n * GROUP + LANES);
            DoubleVector m0 = DoubleVector.broadcast(SPECIES, t.mean[at]);
            DoubleVector m1 = DoubleVector.broadcast(SPECIES, t.mean[at + 1]);
            DoubleVector m2 = DoubleVector.broadcast(SPECIES, t.mean[at + 2]);
            DoubleVector m3 = DoubleVector.broadcast(SPECIES, t.mean[at + 3]);
            a0 = a.fma(m0, a0);
            b0 = b.fma(m0, b0);
            a1 = a.fma(m1, a1);
            b1 = b.fma(m1, b1);
            a2 = a.fma(m2, a2);
            b2 = b.fma(m2, b2);
            a3 = a.fma(m3, a3);
            b3 = b.fma(m3, b3);
        }
        a0.intoArray(score, row);
        b0.intoArray(score, row + LANES);
        a1.intoArray(score, row + BLOCK);
        b1.intoArray(score, row + BLOCK + LANES);
        a2.intoArray(score, row + 2 * BLOCK);
        b2.intoArray(score, row + 2 * BLOCK + LANES);
        a3.intoArray(score, row + 3 * BLOCK);
        b3.intoArray(score, row + 3 * BLOCK + LANES);
    }

    private static void scoreOfDifferences(GaussianTerms t, int significantCount, double[] z, int p, double[] score) {
        int i = 0;
        for (; i + 2 <= t.dimension; i += 2) {
            addTwoDifferences(t, significantCount, z, i, p, score);
        }
        if (i < t.dimension) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p);
            DoubleVector y = DoubleVector.fromArray(SPECIES, z, i * BLOCK + p + LANES);
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = a;
            for (int n = 0; n < significantCount; n++) {
                DoubleVector m = DoubleVector.broadcast(SPECIES, t.mean[t.significant[n] * t.dimension + i]);
                a = DoubleVector.fromArray(SPECIES, t.share, n * GROUP).fma(m.sub(x), a);
                b = DoubleVector.fromArray(SPECIES, t.share, n * GROUP + LANES).fma(m.sub(y), b);
            }
            a.intoArray(score, i * BLOCK + p);
            b.intoArray(score, i * BLOCK + p + LANES);
        }
    }

    private static void addTwoDifferences(GaussianTerms t, int significantCount, double[] z, int i, int p,
            double[] score) {
        int row = i * BLOCK + p;
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, z, row);
        DoubleVector x1 = DoubleVector.fromArray(SPECIES, z, row + BLOCK);
        DoubleVector y0 = DoubleVector.fromArray(SPECIES, z, row + LANES);
        DoubleVector y1 = DoubleVector.fromArray(SPECIES, z, row + BLOCK + LANES);
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        for (int n = 0; n < significantCount; n++) {
            int at = t.significant[n] * t.dimension + i;
            DoubleVector a = DoubleVector.fromArray(SPECIES, t.share, n * GROUP);
            DoubleVector b = DoubleVector.fromArray(SPECIES, t.share, n * GROUP + LANES);
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
}
