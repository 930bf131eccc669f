package org.guidecheck.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBudgetTest {

    @Test
    void partsSumToTheWhole() {
        ErrorBudget run = ErrorBudget.of(1e-6);
        double claims = run.child("claims", 0.7).evenly(7).stream()
                .mapToDouble(part -> part.spendAll("mean"))
                .sum();
        assertThat(claims).isCloseTo(0.7e-6, within(1e-18));
        ErrorBudget properties = run.child("properties", 0.3);
        double sequence = IntStream.range(0, 9999).mapToDouble(i -> properties.spend("law " + i)).sum();
        // 1/2 + 1/6 + … telescopes to 1 − 1/(n + 1).
        assertThat(sequence).isCloseTo(0.3e-6 * (1 - 1e-4), within(1e-18));
        assertThat(run.spent()).isCloseTo(claims + sequence, within(1e-18)).isLessThanOrEqualTo(run.alpha());
        assertThat(run.ledger()).hasSize(7 + 9999);
        assertThat(run.ledger().get(0).name()).isEqualTo("run/claims/1/mean");
        assertThat(run.ledger().get(7)).isEqualTo(new ErrorBudget.Entry("run/properties/law 0", 0.15e-6));
        assertThat(run.toString()).startsWith("run: alpha=1.0E-6");
    }

    @Test
    void tenTenthsAreAWhole() {
        ErrorBudget run = ErrorBudget.of(ErrorBudget.DEFAULT_ALPHA);
        for (int i = 0; i < 10; i++) {
            run.child("part " + i, 0.1);
        }
        assertThatIllegalStateException().isThrownBy(() -> run.child("more", 1e-9));
        assertThat(run.spent()).isZero();
    }

    @Test
    void overspendingNamesTheLedger() {
        ErrorBudget run = ErrorBudget.of(0.01);
        run.child("first", 0.6);
        assertThatIllegalStateException()
                .isThrownBy(() -> run.child("second", 0.41))
                .withMessageContainingAll("fraction=0.41", "run", "first=0.6");
        run.child("second", 0.4);
        assertThatIllegalStateException().isThrownBy(() -> run.spend("x"));
        assertThatIllegalStateException().isThrownBy(() -> run.spendAll("x"));
        assertThatIllegalStateException().isThrownBy(() -> run.evenly(2));
        ErrorBudget all = ErrorBudget.of(0.01);
        all.spendAll("x");
        assertThatIllegalStateException().isThrownBy(() -> all.spendAll("y")).withMessageContaining("run/x");
        assertThatIllegalStateException().isThrownBy(() -> all.spend("y"));
        assertThatIllegalStateException().isThrownBy(() -> all.child("y", 0.1));
    }

    @Test
    void threadsShareIt() {
        ErrorBudget run = ErrorBudget.of(0.5);
        double sum = IntStream.range(0, 1000).parallel().mapToDouble(i -> run.spend("" + i)).sum();
        assertThat(sum).isCloseTo(0.5 * (1 - 1.0 / 1001), within(1e-12));
        assertThat(run.ledger()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 0, 1, -0.1, Double.POSITIVE_INFINITY})
    void refusesInvalidRates(double alpha) {
        assertThatIllegalArgumentException().isThrownBy(() -> ErrorBudget.of(alpha)).withMessageContaining("alpha=");
    }

    @Test
    void refusesInvalidParts() {
        ErrorBudget run = ErrorBudget.of(Math.nextDown(1.0));
        for (double fraction : new double[] {Double.NaN, 0, -0.1, Math.nextUp(1.0)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> run.child("x", fraction));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> run.child(" ", 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> run.evenly(0));
        run.child("x", 0.1);
        assertThatIllegalArgumentException().isThrownBy(() -> run.child("x", 0.1));
    }
}
