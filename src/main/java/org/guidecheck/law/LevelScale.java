package org.guidecheck.law;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Scale in which a noise level is stated, together with the scale of points at that level, x = a x_0 + b z. Each goes
 * from pure noise to clean data.
 */
public enum LevelScale {
    /** ᾱ, with x = √ᾱ x_0 + √(1 − ᾱ) z. */
    ALPHA_BAR(0, 1) {
        @Override
        public double value(NoiseLevel level) {
            return level.signal();
        }

        @Override
        public double signalFactor(double value) {
            return Math.sqrt(value);
        }

        @Override
        public double noiseFactor(double value) {
            return Math.sqrt(1 - value);
        }
    },
    /** σ, with x = x_0 + σ z. */
    SIGMA(0, 1e100) {
        @Override
        public double value(NoiseLevel level) {
            return level.sigma();
        }

        @Override
        public double signalFactor(double value) {
            return 1;
        }

        @Override
        public double noiseFactor(double value) {
            return value;
        }
    },
    /** The time u of flow matching, with x = (1 − u) x_0 + u z. */
    FLOW_TIME(0, 1) {
        @Override
        public double value(NoiseLevel level) {
            return Math.sqrt(level.noise()) / (Math.sqrt(level.signal()) + Math.sqrt(level.noise()));
        }

        @Override
        public double signalFactor(double value) {
            return 1 - value;
        }

        @Override
        public double noiseFactor(double value) {
            return value;
        }
    },
    /** λ = log(ᾱ/(1 − ᾱ)), with x as for ᾱ; it keeps all digits at both ends. */
    LOG_SNR(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY) {
        @Override
        public double value(NoiseLevel level) {
            return level.isClean() ? Double.POSITIVE_INFINITY : level.logSnr();
        }

        @Override
        public double signalFactor(double value) {
            return Math.sqrt(1 / (1 + Math.exp(-value)));
        }

        @Override
        public double noiseFactor(double value) {
            return Math.sqrt(1 / (1 + Math.exp(value)));
        }
    };

    /** Signal of {@link #level} at pure noise, where every prediction equals its limit up to rounding. */
    public static final double LEAST_SIGNAL = 1e-40;

    private final double least;
    private final double most;

    LevelScale(double least, double most) {
        this.least = least;
        this.most = most;
    }

    /**
     * Finds a scale by its name.
     *
     * @param name such as {@code alpha_bar}
     * @return the scale; empty if there is none of that name
     */
    public static Optional<LevelScale> named(String name) {
        return Arrays.stream(values()).filter(each -> each.label().equals(name)).findFirst();
    }

    /** {@return the name in lower case} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Checks a value.
     *
     * @param value of the level in this scale
     * @throws IllegalArgumentException if it is out of range
     */
    public void requireWithin(double value) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(label() + "=" + value + ": must be in [" + least + ", " + most + "]");
        }
    }

    /**
     * The value of a noise level in this scale.
     *
     * @param level noise level
     * @return its value
     */
    public abstract double value(NoiseLevel level);

    /**
     * Factor a of the clean point.
     *
     * @param value of the level in this scale
     * @return at least 0
     */
    public abstract double signalFactor(double value);

    /**
     * Factor b of the noise.
     *
     * @param value of the level in this scale
     * @return at least 0
     */
    public abstract double noiseFactor(double value);

    /**
     * Length of (a, b), by which points at a level are divided to become √t x_0 + √τ z.
     *
     * @param value of the level in this scale
     * @return √(a² + b²); exactly 1 where that is so for every level
     */
    public double length(double value) {
        return this == ALPHA_BAR || this == LOG_SNR ? 1 : Math.hypot(signalFactor(value), noiseFactor(value));
    }

    /**
     * The noise level of a value. Neither share is computed as 1 less the other where that loses digits.
     *
     * @param value of the level in this scale
     * @return the level, with a signal of at least {@value #LEAST_SIGNAL}
     * @throws IllegalArgumentException if the value is out of range
     */
    public NoiseLevel level(double value) {
        requireWithin(value);
        double length = length(value);
        double a = signalFactor(value) / length;
        double b = noiseFactor(value) / length;
        return switch (this) {
            case ALPHA_BAR -> new NoiseLevel(Math.max(LEAST_SIGNAL, value), 1 - value);
            case LOG_SNR -> new NoiseLevel(Math.max(LEAST_SIGNAL, 1 / (1 + Math.exp(-value))),
                    1 / (1 + Math.exp(value)));
            default -> new NoiseLevel(Math.max(LEAST_SIGNAL, a * a), b * b);
        };
    }
}
