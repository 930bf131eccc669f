package org.guidecheck.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void thresholdsAreBinomialTails() {
        // P(Bin(3, 0.5) > 3) = 0; P(Bin(1, p) > 0) = p.
        assertThat(new Calibration(3, 0.5).mostErrors()).isEqualTo(3);
        assertThat(new Calibration(1, 1e-10).mostErrors()).isZero();
        assertThat(new Calibration(1, 1e-8).mostErrors()).isEqualTo(1);
        // Mean 500, standard deviation 21.8: six deviations above, and a little for the skewness.
        assertThat(new Calibration(10_000, 0.05).mostErrors()).isBetween(630, 645);
    }

    @Test
    void aRateTwiceTooLargeIsSeen() {
        Calibration calibration = new Calibration(10_000, 0.05);
        assertThat(calibration.errors(1, rng -> rng.nextDouble() < 0.1)).isGreaterThan(calibration.mostErrors());
        assertThat(calibration.errors(1, rng -> rng.nextDouble() < 0.05)).isLessThanOrEqualTo(calibration.mostErrors());
    }
}
