package org.guidecheck.claim.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The claims on the foundations hold for every family of laws, alone and nested. */
@Tag("thorough")
class FoundationTest {
    private static final double ALPHA = 1e-10;

    private static List<Claim> foundations() {
        return Catalogue.claims().stream().filter(claim -> claim.id().startsWith("foundation.")).toList();
    }

    @TestFactory
    List<DynamicTest> holdForEveryFamilyAndNesting() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Claim claim : foundations()) {
            for (String law : FoundationLaws.names()) {
                tests.add(DynamicTest.dynamicTest(claim.id() + ", " + law, () -> {
                    Verdict verdict = claim.decide(FoundationLaws.setting(law, 7), ALPHA);
                    assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
                    assertThat(verdict.alphaSpent()).isLessThanOrEqualTo(ALPHA * (1 + 1e-12));
                }));
            }
        }
        return tests;
    }

    @Test
    void holdForThousandsOfAtomsInManyDimensions() {
        for (Claim claim : foundations()) {
            Verdict verdict = claim.decide(FoundationLaws.images(), ALPHA);
            assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        }
    }
}
