package org.guidecheck.sampler.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One data point x_0 noised by one z: then every prediction is known, in every scale, without a denoiser. */
class QuantityTest {
    private static final double CLEAN = 0.8;
    private static final double NOISE = -1.3;
    /** A few roundings of numbers near 1, over the smallest shares below. */
    private static final double ROUNDING = 1e-12;

    private static void givesBack(Parametrisation scale, double a, double b) throws ProtocolFault {
        double[] x = {a * CLEAN + b * NOISE};
        // Of the law of x given x_0, a normal one: −z/b in the scale of x, and b/r is √τ.
        double[] score = {-NOISE / Math.sqrt(scale.level().noise())};
        double alphaBar = a * a / (a * a + b * b);
        double v = Math.sqrt(alphaBar) * NOISE - Math.sqrt(1 - alphaBar) * CLEAN;
        assertThat(value("epsilon", scale, score, x)).isCloseTo(NOISE, within(ROUNDING));
        assertThat(value("x0", scale, score, x)).isCloseTo(CLEAN, within(ROUNDING));
        assertThat(value("v", scale, score, x)).isCloseTo(v, within(ROUNDING));
        assertThat(value("score", scale, score, x) * b).isCloseTo(-NOISE, within(ROUNDING));
        assertThat(value("flow", scale, score, x)).isCloseTo(NOISE - CLEAN, within(ROUNDING));
    }

    private static double value(String name, Parametrisation scale, double[] score, double[] x) throws ProtocolFault {
        double[] value = score.clone();
        PredictionType.named(name).overwrite(scale, value, x);
        return value[0];
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.3, 0.5, 0.9, 0.999})
    void isWhatTheScaleSays(double share) throws ProtocolFault {
        givesBack(Parametrisation.ofAlphaBar(share), Math.sqrt(share), Math.sqrt(1 - share));
        double sigma = share / (1 - share);
        givesBack(Parametrisation.ofSigma(sigma), 1, sigma);
        givesBack(Parametrisation.ofFlowTime(share), 1 - share, share);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-100, 1e-8, 1, 1e7})
    void keepsItsDigitsAtTheEndsOfTheRange(double sigma) throws ProtocolFault {
        Parametrisation scale = Parametrisation.ofSigma(sigma);
        assertThat(scale.level().sigma()).isCloseTo(sigma, within(ROUNDING * sigma));
        double u = sigma / (1 + sigma);
        assertThat(Parametrisation.ofFlowTime(Math.min(u, 1 - 1e-7)).level().sigma()).isCloseTo(sigma, within(1e-7 * sigma));
    }
}
