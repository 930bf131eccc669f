package org.guidecheck.guard.guiders;

import java.util.Optional;
import org.guidecheck.law.NoiseLevel;

/**
 * Noise levels whose σ is exactly a short decimal number, at which open ends of an interval differ from closed ones. A
 * program that computes σ from t by itself finds this number or a smaller one. Rules whose intervals are open below and
 * closed above give the same answer at both.
 */
final class ExactSigma {
    private static final double SHORT = 1e6;
    /** Largest relative error of a rounded short number. */
    private static final double ROUNDED = 1e-12;
    private static final int TRIES = 16;

    private ExactSigma() {
    }

    /**
     * The level with a σ.
     *
     * @param about     σ up to rounding
     * @param precision of the program; in single precision σ must be a number of that precision
     * @return the level; empty if σ is not a short number
     */
    static Optional<NoiseLevel> of(double about, Precision precision) {
        double sigma = Math.rint(about * SHORT) / SHORT;
        boolean isShort = Math.abs(about - sigma) <= ROUNDED * sigma;
        if (!isShort || (precision != Precision.DOUBLE && (float) sigma != sigma)) {
            return Optional.empty();
        }
        double start = 1 / (1 + sigma * sigma);
        for (int i = 0; i <= TRIES; i++) {
            double signal = start + i * Math.ulp(start);
            double product = sigma * sigma * signal;
            for (int j = -TRIES; j <= TRIES; j++) {
                NoiseLevel level = new NoiseLevel(signal, product + j * Math.ulp(product));
                boolean isExact = level.sigma() == sigma
                        && Math.sqrt(level.noise()) / Math.sqrt(signal) <= sigma;
                if (isExact && Math.sqrt((1 - signal) / signal) <= sigma && Math.sqrt(1 / signal - 1) <= sigma
                        && Math.sqrt(1 - signal) / Math.sqrt(signal) <= sigma) {
                    return Optional.of(level);
                }
            }
        }
        return Optional.empty();
    }
}
