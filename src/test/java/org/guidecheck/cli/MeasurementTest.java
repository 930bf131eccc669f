package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.statistics.Interval;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static final Interval POSSIBLE = new Interval(1, 2);

    private static Measurement computed(double value, double bound) {
        return Measurement.computed("finite-difference",
                new FiniteDifferences.Result(value, bound, 2, 100, 50, Optional.empty()), 0);
    }

    @Test
    void boundsOutsideThePossibleValuesAreNotMovedInside() {
        for (double value : new double[] {0.249, 2.5}) {
            Measurement found = computed(value, 0.012).within(POSSIBLE);
            assertThat(found.isTrusted()).isFalse();
            JsonNode json = found.json();
            assertThat(json.get("mean").isNull()).isTrue();
            assertThat(json.get("lower").asDouble()).isEqualTo(1);
            assertThat(json.get("upper").asDouble()).isEqualTo(2);
            assertThat(json.get("undecided").asText()).contains("not resolved")
                    .contains("lie outside [1.00000, 2.00000]");
        }
    }

    @Test
    void boundsBeyondThePossibleValuesAreCutAndKept() {
        JsonNode json = computed(0.9997, 0.0012).within(POSSIBLE).json();
        assertThat(json.get("mean").asDouble()).isEqualTo(1);
        assertThat(json.get("lower").asDouble()).isEqualTo(1);
        assertThat(json.get("upper").asDouble()).isCloseTo(1.0009, within(1e-12));
        assertThat(json.get("beforeCut").get("mean").asDouble()).isEqualTo(0.9997);
        assertThat(json.has("undecided")).isFalse();
        assertThat(computed(1.5, 0.1).within(POSSIBLE).json().has("beforeCut")).isFalse();
    }

    @Test
    void theKindOfErrorIsTheWeakestOfItsParts() {
        JsonNode error = computed(1.5, 0.1).json().get("error");
        assertThat(error.get("kind").asText()).isEqualTo("estimated");
        assertThat(error.get("parts")).hasSize(2);
        assertThat(error.get("parts").get(0).get("size").asDouble()).isEqualTo(0.1);
    }

    @Test
    void withoutResultThereAreWordsAndNoNumbers() {
        Measurement none = Measurement.computed("finite-difference", new FiniteDifferences.Result(Double.NaN, 1, 2, 1,
                1, Optional.of("it rains")), 0);
        assertThat(none.json().toString()).contains("not resolved: it rains").doesNotContain("NaN", "Infinity");
        assertThat(none.within(Interval.atLeast(1)).json().toString()).doesNotContain("NaN", "Infinity");
        assertThat(none.isTrusted()).isFalse();
    }
}
