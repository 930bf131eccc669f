package org.guidecheck.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WealthLowerBoundTest {

    @Test
    void theLogarithmLiesAboveItsParabola() {
        for (int j = 0; j < BetGrid.SIZE; j++) {
            double bet = BetGrid.bet(j);
            double c = WealthLowerBound.of(1, bet, 1).curvature();
            assertThat(c).isGreaterThan(0.5);
            for (double t = -bet; t < 100; t = t + bet / 64 + Math.max(t, 0) / 4) {
                assertThat(Math.log1p(t)).isGreaterThanOrEqualTo(t - c * t * t);
            }
        }
        // The bound of the textbooks, c = 1 from −1/2 up, is weaker.
        assertThat(WealthLowerBound.of(1, 0.5, 1).curvature()).isLessThan(1);
    }

    @Test
    void aBoundOnTheWealthOfManyFairFlipsIsBelowIt() {
        // m = 0.5 and mean 0.6: the logarithmic wealth per flip has mean 0.6 log(1 + b) + 0.4 log(1 − b).
        double b = 0.125;
        WealthLowerBound floor = WealthLowerBound.of(b / 0.5, b, b);
        double drift = floor.drift(0.1, 0.25);
        double mean = 0.6 * Math.log1p(b) + 0.4 * Math.log1p(-b);
        assertThat(drift).isBetween(0.9 * mean, mean);
        assertThat(floor.logWealth(4000, drift, 0.24, -Math.log(1e-3))).isBetween(0.0, 4000 * drift);
    }
}
