package discrete;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.statistics.Evidence;
import support.ClaimProperty;

/** A belief that is known to be wrong stays refuted, by computation alone. */
class CoarseDropProperties {
    @Example
    void isRefutedOnItsOwnLaw() {
        Claim claim = Catalogue.named("discrete.coarse");
        ClaimProperty.of(claim.id()).isRefuted(claim.counterexample().orElseThrow());
        assertThat(claim.status()).isEqualTo(Claim.Status.FAILS);
        assertThat(claim.decide(claim.counterexample().orElseThrow(), 1e-9).evidence())
                .extracting(Evidence::kind).containsOnly(Evidence.Kind.DETERMINISTIC);
    }
}
