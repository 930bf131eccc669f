package org.guidecheck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.Claim;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;

class VerificationPlanTest {
    private static final List<GuidedProcess> PROCESSES =
            List.of(ReferenceCases.process(ReferenceCases.A, 1), ReferenceCases.process(ReferenceCases.A, 3));

    private static VerificationPlan builtIn(String claim) {
        return VerificationPlan.builtIn(List.of(Catalogue.named(claim)), "case A", PROCESSES, 2, 1);
    }

    @Test
    void expectsARefutationWhereAClaimIsKnownToFail() {
        Claim claim = Catalogue.named("naive.log-loss");
        assertThat(builtIn(claim.id()).tasks()).singleElement().satisfies(task -> {
            assertThat(task.setting().process()).isEqualTo(claim.counterexample().orElseThrow().process());
            assertThat(task.expected()).contains(Outcome.REFUTED);
        });
        assertThat(VerificationPlan.onLaw(List.of(claim), PROCESSES, 0, 1).tasks())
                .extracting(VerificationPlan.Task::expected).containsExactly(Optional.empty(), Optional.empty());
    }

    @Test
    void decidesClaimsAboutOneKindOfLawOnItsExamplesOnly() {
        assertThat(builtIn("case.entropy").tasks()).hasSize(4)
                .allSatisfy(task -> assertThat(task.subject()).isEqualTo("4 laws of its kind"));
        assertThat(VerificationPlan.onLaw(List.of(Catalogue.named("case.entropy")), PROCESSES, 0, 1).tasks()).isEmpty();
    }

    @Test
    void usesAllWeightsOnlyForClaimsThatUseGuidance() {
        assertThat(builtIn("paper.strict").tasks()).extracting(VerificationPlan.Task::subject)
                .containsExactly("case A, class c, w = 1", "case A, class c, w = 3", "2 random laws", "2 random laws");
        assertThat(builtIn("paper.martingale").tasks()).extracting(VerificationPlan.Task::subject)
                .containsExactly("case A, class c", "2 random laws", "2 random laws");
    }
}
