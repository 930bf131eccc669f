package org.guidecheck.guard.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guidecheck.guard.testing.GuidecheckAssertions.assertThat;

import org.guidecheck.guard.Mutants;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.sampler.Ddpm;
import org.junit.jupiter.api.Test;

/** Assertions on a law of the user. */
class SamplerOnLawAssertTest {
    private static final LabelledLaw LAW = LawJson.parse("""
            {"dimension": 1, "classes": [
              {"label": "other", "prior": 0.6, "law": {"type": "gaussian", "mean": [2.0], "covariance": 1.0}},
              {"label": "c", "prior": 0.4, "law": {"type": "gaussian", "mean": [0.0], "covariance": 0.25}}]}
            """);

    private static SamplerOnLawAssert tried(String mutant) {
        return assertThat(Mutants.named(mutant)).withSeed(5).withAlpha(1e-3).onLaw(LAW, "c").withWeight(0.25);
    }

    @Test
    void theMainClaim() {
        assertThat(new Ddpm()).onLaw(LAW).withWeights(0, 3).withSeed(5).withAlpha(1e-3).lowersMeanReciprocal();
        assertThatThrownBy(() -> tried("ddpm/conditions-swapped").lowersMeanReciprocal())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("""
                        sampler.mean-reciprocal is REFUTED: the mean reciprocal of the sampler's draws under guidance is at most \
                        1/π_c
                          sampler   ddpm, weights 0.25, class c, seed 5
                          law       %s
                          alpha     0.000500 for this claim
                          REFUTED   mean 1/p of ddpm:\s""", LawJson.toString(LAW))
                .hasMessageContaining(
                        "\n            limit: must be <= M_0 = 2.50000, and is not, at any step count from 64 to ")
                .hasMessageContaining("\n            weight: 0.25\n")
                .hasMessageEndingWith(
                        "\n  replay    assertThat(sampler).onLaw(LawJson.parse(law), \"c\").withWeights(0.25)"
                                + ".withSeed(5L).withAlpha(0.001).lowersMeanReciprocal()");
    }

    @Test
    void theLawWithoutGuidance() {
        assertThat(new Ddpm()).onLaw(LAW, "c").withAlpha(0.1).samplesClassLawWhenUnguided();
        assertThatThrownBy(() -> tried("ddpm/one-plus-w").samplesClassLawWhenUnguided())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("""
                        paper.unguided is REFUTED: at w = 0 the output follows the law of the class
                          sampler   ddpm, weights 0, class c, seed 5
                        """)
                .hasMessageEndingWith("\n  replay    assertThat(sampler).onLaw(LawJson.parse(law), \"c\").withSeed(5L)"
                        + ".withAlpha(0.001).samplesClassLawWhenUnguided()");
    }

    @Test
    void whatCannotBeTriedIsRefused() {
        assertThatThrownBy(() -> assertThat(new Ddpm()).onLaw(LAW).withWeight(0).lowersMeanReciprocal())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("weights=[0.0]: sampler.mean-reciprocal needs a weight above 0");
        assertThatThrownBy(() -> assertThat(new Ddpm()).onLaw(LAW).withWeight(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
