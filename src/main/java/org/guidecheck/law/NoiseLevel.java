package org.guidecheck.law;

import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.Field;

/**
 * Noise level of a variance-preserving process: X = √signal · X_0 + √noise · Z, with signal + noise = 1.
 *
 * <p>{@code signal} is t = 1 − τ, written ᾱ in the literature on DDPM; {@code noise} is τ. Both are stored, because 1 −
 * t loses precision when τ is small, and 1 − τ when t is small. At {@code noise} = 0 the point is clean; near pure noise
 * τ may round to 1, and t alone has the digits.
 *
 * @param signal t in (0, 1]
 * @param noise  τ = 1 − t in [0, 1]
 */
public record NoiseLevel(double signal, double noise) {

    /** The level without noise, t = 1. */
    public static final NoiseLevel CLEAN = new NoiseLevel(1, 0);

    /**
     * Validates both numbers.
     *
     * @throws IllegalArgumentException if either is out of its range or they do not sum to 1 within 1e-12
     */
    public NoiseLevel {
        if (!(signal > 0 && signal <= 1)) {
            throw new IllegalArgumentException("signal=" + signal + ": must be in (0, 1]");
        }
        if (!(noise >= 0 && noise <= 1)) {
            throw new IllegalArgumentException("noise=" + noise + ": must be in [0, 1]");
        }
        if (!(Math.abs(signal + noise - 1) <= 1e-12)) {
            throw new IllegalArgumentException("signal=" + signal + ", noise=" + noise + ": must sum to 1");
        }
    }

    /**
     * {@return the level with a given share of noise}
     *
     * @param noise τ in [0, 1)
     */
    public static NoiseLevel ofNoise(double noise) {
        return new NoiseLevel(1 - noise, noise);
    }

    /**
     * {@return the level with a given share of signal}
     *
     * @param signal t (ᾱ) in (0, 1]
     */
    public static NoiseLevel ofSignal(double signal) {
        return new NoiseLevel(signal, 1 - signal);
    }

    /**
     * {@return the level with a given log signal-to-noise ratio, both shares accurate to rounding}
     *
     * @param lambda λ = log(t / τ); +∞ gives {@link #CLEAN}
     */
    public static NoiseLevel ofLogSnr(double lambda) {
        if (lambda == Double.POSITIVE_INFINITY) {
            return CLEAN;
        }
        return new NoiseLevel(1 / (1 + Math.exp(-lambda)), 1 / (1 + Math.exp(lambda)));
    }

    /**
     * {@return the level at a time of the guided process, both shares accurate to rounding}
     *
     * @param u log t, at most 0
     */
    public static NoiseLevel ofLogSignal(double u) {
        return new NoiseLevel(Math.exp(u), -Math.expm1(u));
    }

    /** {@return the log signal-to-noise ratio λ = log(t / τ); +∞ when clean} */
    public double logSnr() {
        return Math.log(signal) - Math.log(noise);
    }

    /** {@return u = log t, the time of the guided process; accurate to rounding} */
    public double logSignal() {
        return noise < 0.5 ? Math.log1p(-noise) : Math.log(signal);
    }

    /** {@return σ = √(τ / t), the noise of the variance-exploding convention, in units of the clean data} */
    public double sigma() {
        return Math.sqrt(noise / signal);
    }

    /** {@return whether there is no noise} */
    public boolean isClean() {
        return noise == 0;
    }

    /**
     * Adds noise of this level to a clean point.
     *
     * @param x      the point, d coordinates; not changed
     * @param normal standard normal sampler; d numbers are drawn
     * @return √t x + √τ Z, d coordinates
     */
    public double[] noised(double[] x, ContinuousSampler normal) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = Math.sqrt(signal) * x[i] + Math.sqrt(noise) * normal.sample();
        }
        return result;
    }

    /**
     * Predicts clean points from scores (Tweedie's formula).
     *
     * @param points points at this level
     * @param score  score at each coordinate of the points; not changed
     * @return (x + τ s)/√t for each coordinate, in a new array
     */
    public double[] cleanPoints(double[] points, double[] score) {
        double root = Math.sqrt(signal);
        double[] clean = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            clean[i] = (points[i] + noise * score[i]) / root;
        }
        return clean;
    }

    /**
     * {@return the level as a constant of a field, without derivatives}
     *
     * @param field the field
     * @param <T>   its elements
     */
    public <T extends CalculusFieldElement<T>> OfField<T> in(Field<T> field) {
        T one = field.getOne();
        return new OfField<>(one.newInstance(signal), one.newInstance(noise));
    }

    /**
     * Noise level whose shares are elements of a field, so that densities can be differentiated in time.
     *
     * @param signal t
     * @param noise  1 − t
     * @param <T>    elements of the field
     */
    public record OfField<T extends CalculusFieldElement<T>>(T signal, T noise) {
        /** {@return σ = √(noise / signal); a constant 0 when clean, where the root has no derivative} */
        public T sigma() {
            return noise.getReal() == 0 ? noise.getField().getZero() : noise.divide(signal).sqrt();
        }

        /**
         * The level as a function of the variable t = signal, for differentiation in t.
         *
         * @param level  the value of the level
         * @param signal t as the field's variable, equal in value to the level's signal
         * @param <T>    elements of the field
         * @return the level with derivatives: 1 of signal, −1 of noise
         */
        public static <T extends CalculusFieldElement<T>> OfField<T> ofVariable(NoiseLevel level, T signal) {
            // noise = level.noise − (signal − level.signal): no cancellation in the value, and the derivative is −1.
            return new OfField<>(signal, signal.subtract(level.signal).negate().add(level.noise));
        }
    }
}
