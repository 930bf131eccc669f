package org.guidecheck.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static Evidence evidence(Outcome outcome, double alpha) {
        return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, "M_w", 3.2)
                .within(new Interval(3.1, 3.3))
                .allowing(List.of(new Tolerance.Rounding(1e-12, "doubles")))
                .allowing(List.of(new Tolerance.Discretisation(1e-3, "C h^2")))
                .by("confidence sequence", 1000, alpha)
                .decides(Requirement.atMost("M_w <= 3.3333", switch (outcome) {
                    case HOLDS -> 3.3333;
                    case REFUTED -> 3;
                    default -> 3.2;
                }, 0))
                .detecting(OptionalDouble.of(0.2))
                .with("law", "two Gaussians")
                .with("guidance", "4");
    }

    @Test
    void isTheWorstOfItsEvidence() {
        Evidence holds = evidence(Outcome.HOLDS, 1e-7);
        Evidence open = evidence(Outcome.UNDECIDED, 2e-7);
        Evidence refuted = evidence(Outcome.REFUTED, 3e-7);
        Verdict all = Verdict.of("c", List.of(holds, open, refuted), 1, Duration.ZERO, "note");
        assertThat(all.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(all.alphaSpent()).isEqualTo(1e-7 + 2e-7 + 3e-7);
        assertThat(Verdict.of("c", List.of(holds, open), 1, Duration.ZERO).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(Verdict.of("c", List.of(holds), 1, Duration.ZERO).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(Verdict.of("c", List.of(), 1, Duration.ZERO).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThatIllegalArgumentException().isThrownBy(() -> Verdict.of("", List.of(), 1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Verdict.of("c", List.of(), 1, Duration.ofNanos(-1)));
    }

    @Test
    void outcomesCombineInAnyOrder() {
        for (Outcome one : Outcome.values()) {
            for (Outcome other : Outcome.values()) {
                assertThat(one.and(other)).isEqualTo(other.and(one));
            }
            assertThat(one.and(one)).isEqualTo(one);
            assertThat(one.and(Outcome.HOLDS)).isEqualTo(one);
            assertThat(one.and(Outcome.REFUTED)).isEqualTo(Outcome.REFUTED);
        }
    }

    @Test
    void evidenceKeepsItsParts() {
        Evidence evidence = evidence(Outcome.HOLDS, 1e-7);
        assertThat(evidence.bounds()).isEqualTo(new Interval(3.1, 3.3));
        assertThat(Tolerance.total(evidence.tolerances())).isEqualTo(1e-12 + 1e-3);
        assertThat(evidence.details()).containsExactly(
                Map.entry("law", "two Gaussians"), Map.entry("guidance", "4"));
        assertThat(evidence.samples()).isEqualTo(1000);
        assertThat(evidence.detectable()).hasValue(0.2);
        assertThat(evidence.by("quadrature").alphaSpent()).isZero();
        assertThat(Evidence.Kind.AT_POINTS).isLessThan(Evidence.Kind.PLAIN_SAMPLING);
        assertThat(Evidence.Kind.ESTIMATED.label()).isNotBlank();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> evidence.details().put("more", ""));
    }

    @Test
    void evidenceRefusesArgumentsOutOfRange() {
        Evidence evidence = evidence(Outcome.HOLDS, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evidence.of(Evidence.Kind.AT_POINTS, "q", Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Evidence.of(Evidence.Kind.AT_POINTS, " ", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> evidence.by("m", -1, 0));
        for (double alpha : new double[] {Double.NaN, -Double.MIN_VALUE, Math.nextUp(1.0)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> evidence.by("m", 1, alpha));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> evidence.detecting(OptionalDouble.of(Double.NaN)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -Double.MIN_VALUE, Double.POSITIVE_INFINITY})
    void tolerancesAreFiniteAndNotNegative(double size) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tolerance.Rounding(size, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tolerance.Discretisation(size, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tolerance.Statistical(size, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tolerance.Statistical(0, " "));
    }
}
