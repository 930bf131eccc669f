package org.guidecheck.sampler.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.guidecheck.law.LevelScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions for one data point x_0 and one normal z, for which they are known in every scale. */
class PredictionTypeTest {
    private static final double CLEAN = 0.8;
    private static final double NOISE = -1.3;
    /** A few roundings of numbers near 1. */
    private static final double ROUNDING = 1e-14;

    private static void assertPredictions(ScaledLevel level, double a, double b) throws ProtocolFault {
        double r = Math.hypot(a, b);
        double[] x = {a * CLEAN + b * NOISE};
        // Score of the normal law of x given x_0: −z/b in the scale of x, hence −z/√τ, as b/r = √τ.
        double answer = level.isNoisy() ? CLEAN : -NOISE / level.rootOfNoise();
        assertThat(value("epsilon", level, answer, x)).isCloseTo(NOISE, within(ROUNDING));
        assertThat(value("x0", level, answer, x)).isCloseTo(CLEAN, within(ROUNDING));
        assertThat(value("v", level, answer, x)).isCloseTo((a * NOISE - b * CLEAN) / r, within(ROUNDING));
        assertThat(value("score", level, answer, x) * b).isCloseTo(-NOISE, within(ROUNDING));
        assertThat(value("flow", level, answer, x)).isCloseTo(NOISE - CLEAN, within(ROUNDING));
    }

    private static double value(String name, ScaledLevel level, double answer, double[] x) throws ProtocolFault {
        double[] value = {answer};
        PredictionType.named(name).overwrite(level, value, x);
        return value[0];
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {1e-150, 1e-100, 1e-12, 1e-8, 0.001, 0.3, 0.5, 0.9, 0.999, 1 - 1e-7, 1 - 1e-12, (float) 0.9999})
    void equalsTheKnownPredictions(double share) throws ProtocolFault {
        assertPredictions(ScaledLevel.of(LevelScale.ALPHA_BAR, share), Math.sqrt(share), Math.sqrt(1 - share));
        assertPredictions(ScaledLevel.of(LevelScale.FLOW_TIME, share), 1 - share, share);
        double sigma = Math.min(share / (1 - share), 1e100);
        assertPredictions(ScaledLevel.of(LevelScale.SIGMA, sigma), 1, sigma);
        double lambda = Math.log(share) - Math.log1p(-share);
        assertPredictions(ScaledLevel.of(LevelScale.LOG_SNR, lambda), Math.sqrt(share), Math.sqrt(1 - share));
        assertPredictions(ScaledLevel.of(LevelScale.LOG_SNR, -lambda), Math.sqrt(1 - share), Math.sqrt(share));
    }

    @Test
    void equalsTheLimitsAtPureNoise() throws ProtocolFault {
        for (ScaledLevel level : new ScaledLevel[] {ScaledLevel.of(LevelScale.ALPHA_BAR, 0),
            ScaledLevel.of(LevelScale.FLOW_TIME, 1),
            ScaledLevel.of(LevelScale.LOG_SNR, Double.NEGATIVE_INFINITY)}) {
            double[] x = {NOISE};
            assertThat(value("epsilon", level, CLEAN, x)).isEqualTo(NOISE);
            assertThat(value("x0", level, CLEAN, x)).isEqualTo(CLEAN);
            assertThat(value("v", level, CLEAN, x)).isEqualTo(-CLEAN);
            assertThat(value("score", level, CLEAN, x)).isEqualTo(-NOISE);
            assertThat(value("flow", level, CLEAN, x)).isEqualTo(NOISE - CLEAN);
            assertThat(level.noiseLevel().noise()).isEqualTo(1);
        }
    }

    /** With the score s of the data: ε = 0, x̂_0 = x, v = 0, and −x in flow matching. */
    @Test
    void equalsTheLimitsAtCleanData() throws ProtocolFault {
        double score = 0.6;
        for (ScaledLevel level : new ScaledLevel[] {ScaledLevel.of(LevelScale.ALPHA_BAR, 1),
            ScaledLevel.of(LevelScale.FLOW_TIME, 0),
            ScaledLevel.of(LevelScale.SIGMA, 0), ScaledLevel.of(LevelScale.LOG_SNR, Double.POSITIVE_INFINITY)}) {
            double[] x = {CLEAN};
            assertThat(value("epsilon", level, score, x)).isZero();
            assertThat(value("x0", level, score, x)).isEqualTo(CLEAN);
            assertThat(value("v", level, score, x)).isZero();
            assertThat(value("score", level, score, x)).isEqualTo(score);
            assertThat(value("flow", level, score, x)).isEqualTo(-CLEAN);
            assertThat(level.noiseLevel().isClean()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-100, 1e-8, 1, 1e7, 1e12})
    void keepsItsDigitsAtTheEndsOfTheRange(double sigma) throws ProtocolFault {
        ScaledLevel level = ScaledLevel.of(LevelScale.SIGMA, sigma);
        double rounding = 1e-14 * sigma;
        assertThat(level.noiseLevel().sigma()).isCloseTo(sigma, within(rounding));
        assertThat(ScaledLevel.of(LevelScale.LOG_SNR, -2 * Math.log(sigma)).noiseLevel().sigma()).isCloseTo(sigma,
                within(1e-13 * sigma));
        double logSignal = level.noiseLevel().logSignal();
        assertThat(logSignal).isCloseTo(-Math.log1p(sigma * sigma), within(1e-15 * (1 - logSignal)));
    }
}
