package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockLoops.BLOCK;

import java.util.Arrays;

/** Density and score of a Gaussian mixture at a block of points, in plain Java; see {@link BlockLoops#mixture}. */
final class PlainMixture {
    private final GaussianTerms terms;
    private final int dimension;
    private final double[] z;
    /** Of one component at each point: squared distance, then posterior weight. */
    private final double[] share;
    private double[] score;

    PlainMixture(GaussianTerms terms, double[] z) {
        this.terms = terms;
        this.z = z;
        dimension = terms.dimension;
        share = terms.halfSquare;
    }

    void evaluate(int count, double root, double[] max, double[] sum, double[] into) {
        score = into;
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        for (int k = 0; k < terms.components; k++) {
            distances(k);
            int row = k * BLOCK;
            double c = terms.constant[k];
            for (int p = 0; p < BLOCK; p++) {
                double logit = c - 0.5 * share[p];
                terms.share[row + p] = logit;
                max[p] = Math.max(max[p], logit);
            }
        }
        Arrays.fill(sum, 0);
        Arrays.fill(score, 0);
        for (int k = 0; k < terms.components; k++) {
            if (shares(k, count, max, sum)) {
                addScore(k);
            }
        }
        for (int p = 0; p < count; p++) {
            share[p] = 1 / (root * sum[p]);
        }
        for (int i = 0; i < dimension; i++) {
            for (int p = 0; p < BLOCK; p++) {
                score[i * BLOCK + p] *= share[p];
            }
        }
    }

    /** Fills share with the squared distances from the mean of component k, in units of its noised deviations. */
    private void distances(int k) {
        Arrays.fill(share, 0);
        switch (terms.shape) {
            case ISOTROPIC -> isotropicDistances(k * dimension, terms.precision[k]);
            case DIAGONAL -> {
                for (int i = 0; i < dimension; i++) {
                    addSquares(z, i * BLOCK, terms.mean[k * dimension + i], terms.precision[k * dimension + i]);
                }
            }
            case FULL -> {
                rotate(k);
                for (int a = 0; a < dimension; a++) {
                    addSquares(terms.rotated, a * BLOCK, 0, terms.precision[k * dimension + a]);
                }
            }
        }
    }

    private void addSquares(double[] points, int row, double m, double scale) {
        for (int p = 0; p < BLOCK; p++) {
            double difference = points[row + p] - m;
            share[p] += difference * difference * scale;
        }
    }

    /** Four coordinates at a time, so that the sums stay in registers for longer. */
    private void isotropicDistances(int at, double scale) {
        int a = 0;
        for (; a + 4 <= dimension; a += 4) {
            double m0 = terms.mean[at + a];
            double m1 = terms.mean[at + a + 1];
            double m2 = terms.mean[at + a + 2];
            double m3 = terms.mean[at + a + 3];
            int row = a * BLOCK;
            for (int p = 0; p < BLOCK; p++) {
                double d0 = z[row + p] - m0;
                double d1 = z[row + BLOCK + p] - m1;
                double d2 = z[row + 2 * BLOCK + p] - m2;
                double d3 = z[row + 3 * BLOCK + p] - m3;
                share[p] += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
            }
        }
        for (; a < dimension; a++) {
            double m = terms.mean[at + a];
            int row = a * BLOCK;
            for (int p = 0; p < BLOCK; p++) {
                double difference = z[row + p] - m;
                share[p] += difference * difference;
            }
        }
        for (int p = 0; p < BLOCK; p++) {
            share[p] *= scale;
        }
    }

    /** Fills share with exp(logit − max) of component k and adds it to sum; false if it is negligible everywhere. */
    private boolean shares(int k, int count, double[] max, double[] sum) {
        int row = k * BLOCK;
        boolean isSignificant = false;
        for (int p = 0; p < count; p++) {
            double below = terms.share[row + p] - max[p];
            double e = 0;
            if (below > GaussianTerms.NEGLIGIBLE) {
                e = below == 0 ? 1 : Math.exp(below);
                isSignificant = true;
            }
            share[p] = e;
            sum[p] += e;
        }
        return isSignificant;
    }

    /** Adds share·(m − z)·precision, component k's part of the score (up to the factor 1/√t). */
    private void addScore(int k) {
        if (terms.shape == GaussianTerms.Shape.FULL) {
            rotate(k);
        }
        for (int a = 0; a < dimension; a++) {
            int at = k * dimension + a;
            switch (terms.shape) {
                case ISOTROPIC -> addAlong(a, terms.precision[k], terms.mean[at], z, a);
                case DIAGONAL -> addAlong(a, terms.precision[at], terms.mean[at], z, a);
                case FULL -> {
                    for (int i = 0; i < dimension; i++) {
                        addAlong(i, terms.precision[at] * terms.axes[at * dimension + i], 0, terms.rotated, a);
                    }
                }
            }
        }
    }

    private void addAlong(int i, double factor, double m, double[] points, int a) {
        int target = i * BLOCK;
        int row = a * BLOCK;
        for (int p = 0; p < BLOCK; p++) {
            score[target + p] += share[p] * (factor * (m - points[row + p]));
        }
    }

    /**
     * Fills rotated with z − mean along the axes. The mean is subtracted first, so that narrow components lose no
     * digits.
     */
    private void rotate(int k) {
        double[] centred = terms.centred;
        for (int i = 0; i < dimension; i++) {
            double m = terms.mean[k * dimension + i];
            for (int p = i * BLOCK; p < (i + 1) * BLOCK; p++) {
                centred[p] = z[p] - m;
            }
        }
        double[] rotated = terms.rotated;
        Arrays.fill(rotated, 0);
        for (int a = 0; a < dimension; a++) {
            for (int i = 0; i < dimension; i++) {
                double factor = terms.axes[(k * dimension + a) * dimension + i];
                for (int p = 0; p < BLOCK; p++) {
                    rotated[a * BLOCK + p] += factor * centred[i * BLOCK + p];
                }
            }
        }
    }
}
