package naive;

import static org.assertj.core.api.Assertions.assertThat;

import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.statistics.Evidence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import support.ClaimProperty;

/** Beliefs that are known to be wrong stay refuted, by computation alone: nothing here is random. */
class NaiveProperties {
    @ParameterizedTest
    @ValueSource(strings = {"naive.every-sample", "naive.mean-probability", "naive.dominance", "naive.log-loss",
        "naive.monotone-weight", "naive.tilted-law", "naive.diversity"})
    void isRefutedOnItsOwnLaw(String id) {
        Claim claim = Catalogue.named(id);
        ClaimProperty.of(id).isRefuted(claim.counterexample().orElseThrow());
        assertThat(claim.status()).isEqualTo(Claim.Status.FAILS);
        assertThat(claim.decide(claim.counterexample().orElseThrow(), 1e-9).evidence())
                .extracting(Evidence::kind).containsOnly(Evidence.Kind.DETERMINISTIC);
    }
}
