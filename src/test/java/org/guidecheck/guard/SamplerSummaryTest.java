package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.DenoiserBackend;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Effort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guard says of a sampler besides its verdicts. */
class SamplerSummaryTest {

    /** Calls the denoiser at points that are not finite. */
    private static final class Infinite implements GuidedSampler {
        @Override
        public String name() {
            return "infinite";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            double[] x = noise.next();
            denoiser.scores(grid.start(), x, noise.dimension());
            Arrays.fill(x, Double.POSITIVE_INFINITY);
            denoiser.scores(grid.level(1), x, noise.dimension());
            return x;
        }
    }

    private static SamplerSummary summary(GuidedSampler sampler, String... claims) {
        return Guard.summarise(new SamplerUnderTest(sampler, Optional.empty(), 12, List.of(0.0, 2.0), 1,
                DenoiserBackend.FUSED, Effort.QUICK, Declaration.NONE), List.of(claims), 1e-6, verdict -> {});
    }

    /** With few steps too, the factors are those of the scheme, and no earlier prediction seems to enter. */
    @ParameterizedTest
    @ValueSource(strings = {"ddpm", "ddim", "ddim:0.5"})
    void hasTheCoefficientsOfTheScheme(String name) {
        SamplerSummary.Coefficients found =
                summary(Samplers.byName(name), "sampler.linear", "sampler.noise").coefficients().orElseThrow();
        assertThat(found.scheme()).hasValue(name);
        assertThat(found.steps()).hasSize(12).allSatisfy(step -> {
            assertThat(step.differs()).isFalse();
            assertThat(step.earlier()).isEmpty();
            assertThat(step.keep().found()).isCloseTo(step.keep().scheme(), within(1e-8));
            assertThat(step.latest().found()).isCloseTo(step.latest().scheme(), within(1e-8));
            assertThat(step.noise().found()).isCloseTo(step.noise().scheme(), within(0.02));
        });
    }

    @Test
    void marksStepsOfWhichTheNoiseAloneIsWrong() {
        SamplerSummary.Coefficients found = summary(Mutants.named("ddpm/variance-doubled"), "sampler.linear",
                "sampler.noise").coefficients().orElseThrow();
        assertThat(found.scheme()).hasValue("ddpm");
        assertThat(found.steps().subList(0, 11)).allSatisfy(step -> {
            assertThat(step.differs()).isTrue();
            assertThat(step.noise().found() / step.noise().scheme()).isCloseTo(Math.sqrt(2), within(0.02));
        });
        assertThat(found.steps().get(11).differs()).as("the last step draws no noise").isFalse();
    }

    @Test
    void isEmptyWhereNothingWasIdentified() {
        SamplerSummary summary = summary(Samplers.byName("ddpm"), "sampler.cost");
        assertThat(summary.coefficients()).isEmpty();
        assertThat(summary.reason()).isEqualTo("no claim that was decided looked at the coefficients");
        assertThat(summary.pointMass()).isEmpty();
        assertThat(summary.errors()).isEmpty();
        assertThat(summary.weights()).isEmpty();
        assertThat(summary.noise()).isEmpty();
    }

    @Test
    void survivesPointsThatAreNotFinite() {
        SamplerSummary summary = summary(new Infinite(), "sampler.linear", "sampler.noise", "sampler.point-mass");
        assertThat(summary.coefficients()).isEmpty();
        assertThat(summary.pointMass()).hasSize(3);
        assertThat(summary.pointMass().get(1).variance())
                .satisfies(each -> assertThat(Double.isFinite(each)).isFalse());
    }
}
