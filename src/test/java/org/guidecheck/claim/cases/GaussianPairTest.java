package org.guidecheck.claim.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;

class GaussianPairTest {
    private static final double ALPHA = 1e-8;
    private static final Setting AT_TWO = new GaussianPair().examples(1, 5).get(0);

    @Test
    void closedFormsAtWeightTwo() {
        assertThat(PairForm.ODE.variance(2)).isCloseTo(0.25, within(1e-15));
        assertThat(PairForm.SDE.variance(2)).isCloseTo(0.3875, within(1e-15));
        assertThat(PairForm.TILT.variance(2)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void builtInSamplersAgreeWithTheForms() {
        Verdict verdict = new GaussianPair().decide(AT_TWO, ALPHA);
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        for (String name : List.of("euler-maruyama", "ddpm")) {
            assertThat(value(verdict, "variance of " + name)).isCloseTo(0.3875, within(2e-3));
        }
        assertThat(value(verdict, "variance of ddim")).isCloseTo(0.25, within(2e-3));
    }

    private static double value(Verdict verdict, String quantity) {
        return verdict.evidence().stream().filter(each -> each.quantity().equals(quantity)).findFirst().orElseThrow()
                .value();
    }

    @Test
    void theWrongFormIsRefutedByComputationAndByDraws() {
        for (Claim mutant : List.of(
                new GaussianPair(List.of(Samplers.byName("ddim")), PairForm.SDE, PairForm.SDE, PairForm.TILT),
                new GaussianPair(List.of(Samplers.byName("ddpm")), PairForm.ODE, PairForm.ODE, PairForm.TILT),
                new GaussianPair(List.of(Samplers.byName("euler-maruyama")), PairForm.ODE, PairForm.TILT,
                        PairForm.TILT))) {
            assertThat(mutant.decide(AT_TWO, ALPHA).evidence().subList(0, 2)).extracting(Evidence::outcome)
                    .containsOnly(Outcome.REFUTED);
        }
    }

    @Test
    void aSamplerWithAnotherWeightIsRefuted() {
        GuidedSampler shifted = new GuidedSampler() {
            @Override
            public String name() {
                return "scale for weight";
            }

            @Override
            public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
                return new EulerMaruyama().sample(denoiser, guidance.plus(-1), grid, noise);
            }
        };
        assertThat(new GaussianPair(List.of(shifted), PairForm.ODE, PairForm.SDE, PairForm.TILT).decide(AT_TWO, ALPHA)
                .outcome())
                .isEqualTo(Outcome.REFUTED);
    }

    @Test
    void appliesToConstantWeightsOnly() {
        assertThat(new GaussianPair().appliesTo(AT_TWO.with(
                AT_TWO.process().withGuidance(GuidanceSchedule.parse("0,1:2"))))).isFalse();
    }
}
