package org.guidecheck.oracle.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

class MirroredMeansTest {
    @Test
    void atWeightZeroTheMeansAreThoseOfTheClassAndOfTheWholeLaw() {
        double prior = 0.3;
        MirroredMeans means = new MirroredMeans(0, prior);
        double towards = 0;
        double away = 0;
        double step = 0.01;
        for (double y = -12; y < 12; y += step) {
            double own = density(y, -1, 1);
            double all = prior * own + (1 - prior) * density(y, 1, 0.8);
            double log = Math.log(prior * own / all);
            double wave = 0.5 + 0.5 * Math.cos(2 * y + 1);
            towards += step * own * means.towards(wave, log);
            away += step * all * means.away(wave, log);
        }
        assertThat(towards).isCloseTo(away, offset(1e-12)).isBetween(0.1, 0.5);
    }

    private static double density(double y, double mean, double deviation) {
        double z = (y - mean) / deviation;
        return Math.exp(-0.5 * z * z) / (deviation * Math.sqrt(2 * Math.PI));
    }

    @Test
    void bothVariablesOfAnOutputSumToItsValue() {
        MirroredMeans means = new MirroredMeans(0.5, 0.25);
        assertThat(means.towards(1, Math.log(0.5))).isCloseTo(1.0 / 5, offset(1e-15));
        assertThat(means.away(1, Math.log(0.5))).isCloseTo(4.0 / 5, offset(1e-15));
        assertThat(means.towards(1, Double.NEGATIVE_INFINITY)).isEqualTo(1);
        assertThat(means.away(1, Double.NEGATIVE_INFINITY)).isZero();
    }
}
