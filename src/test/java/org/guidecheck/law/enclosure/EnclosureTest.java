package org.guidecheck.law.enclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.BinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Operations hold the exact result, and no more than roundings beside it. */
class EnclosureTest {
    private static final MathContext MANY_DIGITS = new MathContext(60);

    private static void assertHolds(Enclosure found, BigDecimal exact) {
        assertThat(new BigDecimal(found.lower())).isLessThanOrEqualTo(exact);
        assertThat(new BigDecimal(found.upper())).isGreaterThanOrEqualTo(exact);
    }

    private static void assertHolds(Enclosure found, double a, double b, BinaryOperator<BigDecimal> operation) {
        BigDecimal exact = operation.apply(new BigDecimal(a), new BigDecimal(b));
        assertHolds(found, exact);
        assertThat(found.width()).isLessThanOrEqualTo(4 * Math.ulp(Math.abs(exact.doubleValue())));
    }

    @Property
    void arithmeticHoldsTheExactResult(@ForAll @DoubleRange(min = -1e3, max = 1e3) double a,
            @ForAll @DoubleRange(min = 0.01, max = 1e3) double b) {
        Enclosure x = Enclosure.of(a);
        Enclosure y = Enclosure.of(b);
        assertHolds(x.plus(y), a, b, BigDecimal::add);
        assertHolds(x.minus(y), a, b, BigDecimal::subtract);
        assertHolds(x.times(y), a, b, BigDecimal::multiply);
        assertHolds(x.over(y), new BigDecimal(a).divide(new BigDecimal(b), MANY_DIGITS));
        assertHolds(x.square(), a, a, BigDecimal::multiply);
        assertHolds(y.root(), new BigDecimal(b).sqrt(MANY_DIGITS));
    }

    @Property
    void wideOperandsHoldTheResultsOfTheirNumbers(@ForAll @DoubleRange(min = -10, max = 10) double a,
            @ForAll @DoubleRange(min = -10, max = 10) double b, @ForAll @DoubleRange(min = 0, max = 5) double width,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        Enclosure x = new Enclosure(a, a + width);
        Enclosure y = new Enclosure(b, b + width);
        double p = Math.min(a + width, a + share * width);
        double q = Math.min(b + width, b + share * share * width);
        assertThat(x.plus(y).contains(p + q)).isTrue();
        assertThat(x.minus(y).contains(p - q)).isTrue();
        assertThat(x.times(y).contains(p * q)).isTrue();
        assertThat(q == 0 || x.over(y).contains(p / q)).isTrue();
        assertThat(x.square().contains(p * p)).isTrue();
        assertThat(x.absolute().contains(Math.abs(p))).isTrue();
        assertThat(x.absolute().root().contains(Math.sqrt(Math.abs(p)))).isTrue();
        assertThat(x.exp().contains(Math.exp(p))).isTrue();
        assertThat(x.exp().log().contains(p)).isTrue();
        assertThat(x.clippedTo(Enclosure.UNIT).contains(Math.max(0, Math.min(1, p)))).isTrue();
        assertThat(x.or(y).contains(p)).isTrue();
    }

    @Test
    void endsAreRoundedOutwards() {
        // 0.1 + 0.2 and exp(1) are no doubles: an interval of one number would hold neither.
        assertThat(Enclosure.of(0.1).plus(Enclosure.of(0.2)).width()).isPositive();
        assertThat(Enclosure.of(1).exp().width()).isPositive();
        assertThat(Enclosure.of(1e308).times(10).upper()).isInfinite();
        assertThat(Enclosure.of(1e308).times(10).lower()).isFinite();
    }

    @Test
    void whatIsUnboundedStaysSo() {
        assertThat(Enclosure.of(1).over(new Enclosure(-1, 1))).isEqualTo(Enclosure.ALL);
        assertThat(Enclosure.ALL.minus(Enclosure.ALL)).isEqualTo(Enclosure.ALL);
        assertThat(Enclosure.ALL.times(0).contains(0)).isTrue();
        assertThatThrownBy(() -> Enclosure.of(0).and(Enclosure.of(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
