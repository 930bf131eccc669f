package org.guidecheck.claim.foundation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.LawUnderTest;

/** Wrong laws for the evidence of {@code foundation.*}. */
public final class FoundationEvidence {
    private FoundationEvidence() {
    }

    /** On the line, for atoms and in three dimensions. */
    public static List<EvidenceMutant> mutants() {
        List<EvidenceMutant> all = new ArrayList<>();
        for (String law : List.of("gaussian", "atom", "gaussian-full")) {
            add(all, "score", law, "score off by a millionth", s -> FoundationMutantsTest.score(s, 1 + 1e-6), 1);
            add(all, "normalised", law, "density off by 1.5", s -> FoundationMutantsTest.norm(s, 1.5), 1);
            add(all, "normalised", law, "priors off by a thousandth", s -> s, 1.001);
            add(all, "fokker-planck", law, "noise off by a ten-thousandth",
                    s -> FoundationMutantsTest.noise(s, 1.0001), 1);
            add(all, "tweedie", law, "score off by 1.3", s -> FoundationMutantsTest.score(s, 1.3), 1);
            add(all, "prior-limit", law, "score off by a thousandth",
                    s -> FoundationMutantsTest.score(s, 1.001), 1);
            add(all, "prior-limit", law, "priors off by a thousandth", s -> s, 1.001);
            add(all, "sampling", law, "draws 1.5 times too far out", s -> FoundationMutantsTest.draws(s, 1.5), 1);
            add(all, "sampling", law, "draws at half the distance", s -> FoundationMutantsTest.draws(s, 0.5), 1);
        }
        add(all, "normalised", "gaussian", "density not a number", FoundationMutantsTest::nan, 1);
        add(all, "sampling", "gaussian", "density not a number", FoundationMutantsTest::nan, 1);
        add(all, "tweedie", "gaussian", "score not a number", s -> FoundationMutantsTest.score(s, Double.NaN), 1);
        return all;
    }

    private static void add(List<EvidenceMutant> all, String claim, String law, String fault,
            UnaryOperator<LawUnderTest> mutation, double priors) {
        String id = "foundation." + claim;
        all.add(new EvidenceMutant(id, fault + ", law " + law,
                () -> FoundationMutantsTest.decide(id, law, mutation, priors)));
    }
}
