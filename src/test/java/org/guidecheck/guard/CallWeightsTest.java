package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;

/** Weights of calls are told by ranges of calls, and a wrong one refutes. */
class CallWeightsTest {
    private static Evidence decide(Double... weights) {
        return new CallWeights(List.of(weights)).evidence(3, 1e-6, 0.04);
    }

    @Test
    void theRightWeightInEachCallHolds() {
        assertThat(decide(3.0, 3.0 + 1e-9, Double.NaN).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void aWrongWeightIsNamedWithItsCalls() {
        Evidence evidence = decide(4.0, 4.0, 3.0, 0.0);
        assertThat(evidence.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(evidence.rule()).isEqualTo(
                "must be 3 in each call; is 4.00000 in calls 1 to 2, 3.00000 in call 3, 0.00000 in call 4");
    }

    @Test
    void ofManyRangesTheFirstAreNamed() {
        assertThat(decide(4.0, 3.0, 4.0, 3.0, 4.0).rule()).endsWith("3.00000 in call 4, …");
    }
}
