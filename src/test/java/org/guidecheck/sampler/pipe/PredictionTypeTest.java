package org.guidecheck.sampler.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions for one data point x_0 and one normal z, for which they are known in every scale. */
class PredictionTypeTest {
    private static final double CLEAN = 0.8;
    private static final double NOISE = -1.3;
    /** A few roundings of numbers near 1, divided by the smallest share below. */
    private static final double ROUNDING = 1e-12;

    private static void assertPredictions(ScaledLevel level, double a, double b) throws ProtocolFault {
        double[] x = {a * CLEAN + b * NOISE};
        // Score of the normal law of x given x_0: −z/b in the scale of x, hence −z/√τ, as b/r = √τ.
        double[] score = {-NOISE / Math.sqrt(level.noiseLevel().noise())};
        double alphaBar = a * a / (a * a + b * b);
        double v = Math.sqrt(alphaBar) * NOISE - Math.sqrt(1 - alphaBar) * CLEAN;
        assertThat(value("epsilon", level, score, x)).isCloseTo(NOISE, within(ROUNDING));
        assertThat(value("x0", level, score, x)).isCloseTo(CLEAN, within(ROUNDING));
        assertThat(value("v", level, score, x)).isCloseTo(v, within(ROUNDING));
        assertThat(value("score", level, score, x) * b).isCloseTo(-NOISE, within(ROUNDING));
        assertThat(value("flow", level, score, x)).isCloseTo(NOISE - CLEAN, within(ROUNDING));
    }

    private static double value(String name, ScaledLevel level, double[] score, double[] x) throws ProtocolFault {
        double[] value = score.clone();
        PredictionType.named(name).overwrite(level, value, x);
        return value[0];
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.3, 0.5, 0.9, 0.999})
    void equalsTheKnownPredictions(double share) throws ProtocolFault {
        assertPredictions(ScaledLevel.ofAlphaBar(share), Math.sqrt(share), Math.sqrt(1 - share));
        double sigma = share / (1 - share);
        assertPredictions(ScaledLevel.ofSigma(sigma), 1, sigma);
        assertPredictions(ScaledLevel.ofFlowTime(share), 1 - share, share);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-100, 1e-8, 1, 1e7})
    void keepsItsDigitsAtTheEndsOfTheRange(double sigma) throws ProtocolFault {
        ScaledLevel level = ScaledLevel.ofSigma(sigma);
        assertThat(level.noiseLevel().sigma()).isCloseTo(sigma, within(ROUNDING * sigma));
        double u = sigma / (1 + sigma);
        assertThat(ScaledLevel.ofFlowTime(Math.min(u, 1 - 1e-7)).noiseLevel().sigma())
                .isCloseTo(sigma, within(1e-7 * sigma));
    }
}
