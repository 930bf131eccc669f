package org.guidecheck.law;

import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.Field;

/**
 * How far a point has been noised: X = √signal · X_0 + √noise · Z, with signal + noise = 1.
 *
 * <p>{@code signal} is t = 1 − τ, also written ᾱ in the literature on DDPM; {@code noise} is τ. Both are kept, because
 * 1 − t has lost its digits when τ is small. At {@code noise} = 0 the point is clean.
 *
 * @param signal t in (0, 1]
 * @param noise  τ = 1 − t in [0, 1)
 */
public record NoiseLevel(double signal, double noise) {

    /** No noise at all: t = 1. */
    public static final NoiseLevel CLEAN = new NoiseLevel(1, 0);

    /**
     * Checks both numbers.
     *
     * @throws IllegalArgumentException if either is out of its range or they do not sum to 1 within 1e-12
     */
    public NoiseLevel {
        if (!(signal > 0 && signal <= 1)) {
            throw new IllegalArgumentException("signal=" + signal + ": must be in (0, 1]");
        }
        if (!(noise >= 0 && noise < 1)) {
            throw new IllegalArgumentException("noise=" + noise + ": must be in [0, 1)");
        }
        if (!(Math.abs(signal + noise - 1) <= 1e-12)) {
            throw new IllegalArgumentException("signal=" + signal + ", noise=" + noise + ": must sum to 1");
        }
    }

    /**
     * The level with a given share of noise.
     *
     * @param noise τ in [0, 1)
     * @return the level
     */
    public static NoiseLevel ofNoise(double noise) {
        return new NoiseLevel(1 - noise, noise);
    }

    /**
     * The level with a given share of signal (ᾱ).
     *
     * @param signal t in (0, 1]
     * @return the level
     */
    public static NoiseLevel ofSignal(double signal) {
        return new NoiseLevel(signal, 1 - signal);
    }

    /**
     * The level with a given log signal-to-noise ratio.
     *
     * @param lambda λ = log(t / τ); +∞ is {@link #CLEAN}
     * @return the level, with both shares accurate to rounding
     */
    public static NoiseLevel ofLogSnr(double lambda) {
        if (lambda == Double.POSITIVE_INFINITY) {
            return CLEAN;
        }
        return new NoiseLevel(1 / (1 + Math.exp(-lambda)), 1 / (1 + Math.exp(lambda)));
    }

    /**
     * The level at a time of the guided process.
     *
     * @param u log t, at most 0
     * @return the level, with both shares accurate to rounding
     */
    public static NoiseLevel ofLogSignal(double u) {
        return new NoiseLevel(Math.exp(u), -Math.expm1(u));
    }

    /**
     * Log signal-to-noise ratio.
     *
     * @return λ = log(t / τ), +∞ when clean
     */
    public double logSnr() {
        return Math.log(signal) - Math.log(noise);
    }

    /**
     * Logarithm of the signal, the time in which the guided process runs at unit speed.
     *
     * @return u = log t, accurate near t = 1
     */
    public double logSignal() {
        return Math.log1p(-noise);
    }

    /**
     * Noise in the units of the clean data, σ of the variance-exploding convention.
     *
     * @return σ = √(τ / t)
     */
    public double sigma() {
        return Math.sqrt(noise / signal);
    }

    /**
     * Whether there is no noise.
     *
     * @return noise = 0
     */
    public boolean isClean() {
        return noise == 0;
    }

    /**
     * A clean point with this level's noise.
     *
     * @param x      the point; not changed
     * @param normal standard normal numbers, one is drawn for each coordinate
     * @return √t x + √τ Z
     */
    public double[] noised(double[] x, ContinuousSampler normal) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = Math.sqrt(signal) * x[i] + Math.sqrt(noise) * normal.sample();
        }
        return result;
    }

    /**
     * The level as a constant of a field.
     *
     * @param field the field
     * @param <T>   its elements
     * @return the two shares, with no derivative
     */
    public <T extends CalculusFieldElement<T>> OfField<T> in(Field<T> field) {
        T one = field.getOne();
        return new OfField<>(one.newInstance(signal), one.newInstance(noise));
    }

    /**
     * A noise level whose shares are elements of a field, so that densities can be differentiated in time.
     *
     * @param signal t
     * @param noise  1 − t
     * @param <T>    elements of the field
     */
    public record OfField<T extends CalculusFieldElement<T>>(T signal, T noise) {
        /**
         * Noise in the units of the clean data.
         *
         * @return σ = √(noise / signal); a constant 0 when clean, where the root has no derivative
         */
        public T sigma() {
            return noise.getReal() == 0 ? noise.getField().getZero() : noise.divide(signal).sqrt();
        }

        /**
         * The level as a variable: both shares move with the signal.
         *
         * @param level  where
         * @param signal t as the field's variable, equal in value to the level's signal
         * @param <T>    elements of the field
         * @return the level with derivatives
         */
        public static <T extends CalculusFieldElement<T>> OfField<T> moving(NoiseLevel level, T signal) {
            // noise = level.noise − (signal − level.signal): the value keeps its digits, the derivative is −1.
            return new OfField<>(signal, signal.subtract(level.signal).negate().add(level.noise));
        }
    }
}
