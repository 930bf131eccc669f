package org.guidecheck.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IntervalTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void holdsTheNumbersBetweenItsEnds() {
        Interval interval = new Interval(-1, 3);
        assertThat(interval.contains(-1)).isTrue();
        assertThat(interval.contains(3)).isTrue();
        assertThat(interval.contains(Math.nextUp(3.0))).isFalse();
        assertThat(interval.contains(Double.NaN)).isFalse();
        assertThat(interval.width()).isEqualTo(4);
        assertThat(interval.midpoint()).isEqualTo(1);
        assertThat(new Interval(-Double.MAX_VALUE, Double.MAX_VALUE).midpoint()).isZero();
        assertThat(Interval.ALL.contains(interval)).isTrue();
        assertThat(Interval.ALL.width()).isEqualTo(INFINITY);
    }

    @Test
    void arithmetic() {
        Interval interval = new Interval(-1, 3);
        assertThat(interval.widen(0.5)).isEqualTo(new Interval(-1.5, 3.5));
        assertThat(interval.scale(2)).isEqualTo(new Interval(-2, 6));
        assertThat(interval.scale(-2)).isEqualTo(new Interval(-6, 2));
        assertThat(Interval.ALL.scale(0)).isEqualTo(new Interval(0, 0));
        assertThat(interval.minus(new Interval(1, 2))).isEqualTo(new Interval(-3, 2));
        assertThat(interval.intersect(Interval.atLeast(3))).contains(new Interval(3, 3));
        assertThat(interval.intersect(Interval.atLeast(Math.nextUp(3.0)))).isEmpty();
        assertThat(Interval.around(1, 2)).isEqualTo(interval);
    }

    @Test
    void isWrittenInIntervalNotation() {
        assertThat(new Interval(-1, 2.5)).hasToString("[-1.0, 2.5]");
        assertThat(Interval.ALL).hasToString("(-Infinity, Infinity)");
        assertThat(Interval.atMost(1)).hasToString("(-Infinity, 1.0]");
    }

    @Test
    void refusesInvalidEnds() {
        double[][] wrong = {{Double.NaN, 1}, {0, Double.NaN}, {Math.nextUp(1.0), 1}, {INFINITY, INFINITY},
            {-INFINITY, -INFINITY}};
        for (double[] ends : wrong) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Interval(ends[0], ends[1]));
        }
        for (double by : new double[] {Double.NaN, -Double.MIN_VALUE, INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Interval.ALL.widen(by));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.ALL.scale(Double.NaN));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Interval.atMost(1).midpoint());
    }
}
