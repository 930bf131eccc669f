package naive;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import support.ClaimProperties;

/** Naive claims are refuted on their known counterexamples without sampling. */
class NaiveProperties extends ClaimProperties {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"naive.every-sample", "naive.mean-probability", "naive.dominance", "naive.log-loss",
        "naive.monotone-weight", "naive.tilted-law", "naive.diversity"})
    void beliefIsRefuted(String id) {
        isRefutedWithoutSampling(id);
    }
}
