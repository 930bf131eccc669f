package org.guidecheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.identity.ReweightingIdentity;
import org.guidecheck.claim.paper.Strict;
import org.guidecheck.claim.paper.Unguided;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.Reweighting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check fails on a wrong input and passes on the correct one. */
class MutantsTest {
    private static final double ALPHA = 1e-7;

    /** Euler–Maruyama with a factor on its noise, or with scores of the level before. */
    private record Noisy(double factor, boolean shiftedLevel) implements GuidedSampler {
        @Override
        public String name() {
            return "noise times " + factor + (shiftedLevel ? ", level off by one" : "");
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            double[] x = noise.next();
            for (int k = 0; k < grid.steps(); k++) {
                NoiseLevel from = grid.level(k);
                NoiseLevel to = grid.level(k + 1);
                double du = to.logSignal() - from.logSignal();
                NoiseLevel scored = shiftedLevel && k > 0 ? grid.level(k - 1) : from;
                Denoiser.Scores scores = denoiser.scores(scored, x, noise.dimension());
                double[] z = noise.next();
                for (int i = 0; i < x.length; i++) {
                    x[i] = (1 + 0.5 * du) * x[i] + du * scores.guided(i, guidance.meanWeight(from, to))
                            + factor * Math.sqrt(du) * z[i];
                }
            }
            return x;
        }
    }

    private static Setting setting(LabelledLaw law, double w) {
        return Setting.of(law, 0, GuidanceSchedule.constant(w), 11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"euler-maruyama", "ddpm"})
    void unguidedPassesTheBuiltInSamplers(String name) {
        assertThat(new Unguided().decide(setting(ReferenceCases.A, 1).with(Samplers.byName(name)), ALPHA).outcome())
                .isEqualTo(Outcome.HOLDS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 2})
    void unguidedFindsWrongNoise(double factor) {
        assertThat(new Unguided().decide(setting(ReferenceCases.A, 1).with(new Noisy(factor, false)), ALPHA).outcome())
                .isEqualTo(Outcome.REFUTED);
    }

    @Test
    void unguidedPassesTheSameSamplerWithoutTheFault() {
        assertThat(new Unguided().decide(setting(ReferenceCases.A, 1).with(new Noisy(1, false)), ALPHA).outcome())
                .isEqualTo(Outcome.HOLDS);
    }

    @Test
    void theGeneratorIdentitySeesAScoreThatIsOffByAMillionth() {
        LabelledLaw law = planes();
        double[] y = {0.4, -0.7, 0.2};
        NoiseLevel level = NoiseLevel.ofNoise(0.3);
        double[] g = law.classifierGradient(0, y, level);
        GuidedGenerator generator = new GuidedGenerator(ReferenceCases.process(law, 0), y, level);
        assertThat(generator.ofReciprocal(3, g).relative()).isLessThan(1e-12);
        assertThat(generator.ofChangeOfMeasure(3, g, new double[] {1, -2, 0.5}).relative()).isLessThan(1e-12);
        g[1] *= 1 + 1e-6;
        assertThat(generator.ofReciprocal(3, g).relative()).isGreaterThan(Residual.ROUNDING);
        assertThat(generator.ofChangeOfMeasure(3, g, new double[] {1, -2, 0.5}).relative())
                .isGreaterThan(Residual.ROUNDING);
    }

    @Test
    void theGeneratorIdentitySeesAnotherNoiseLevel() {
        LabelledLaw law = planes();
        double[] y = {0.4, -0.7, 0.2};
        double[] g = law.classifierGradient(0, y, NoiseLevel.ofNoise(0.3001));
        assertThat(new GuidedGenerator(ReferenceCases.process(law, 0), y, NoiseLevel.ofNoise(0.3)).ofReciprocal(1,
                g).relative())
                .isGreaterThan(Residual.ROUNDING);
    }

    @Test
    void aNanResidualIsNeverSmall() {
        assertThat(new Residual(Double.NaN, 1).relative() <= Residual.ROUNDING).isFalse();
        assertThat(new Residual(0, Double.POSITIVE_INFINITY).relative() <= Residual.ROUNDING).isFalse();
    }

    @Test
    void theDecrementSeesAnotherWeight() {
        double unguided = 1 / 0.3;
        Interval right = new Reweighting(ReferenceCases.process(ReferenceCases.A, 1), new Streams(3), ALPHA)
                .decrement(0.01, 1 << 15, e -> false).estimate().bounds();
        assertThat(agreement(right, decrement(1, unguided), unguided)).isEqualTo(Outcome.HOLDS);
        assertThat(agreement(right, decrement(1.5, unguided), unguided)).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void reweightingDetectsAnotherWeight() {
        Setting setting = Setting.of(ReferenceCases.T, 0, GuidanceSchedule.constant(1), 3);
        assertThat(new ReweightingIdentity().decide(setting, ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
        Setting other = Setting.of(ReferenceCases.A, 0, GuidanceSchedule.constant(1), 3);
        assertThat(new ReweightingIdentity(w -> 0.1 * w).decide(other, ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
    }

    private static Outcome agreement(Interval one, Interval other, double unguided) {
        return IntervalAgreement.with("the other", other, 0.05 * unguided).decide(one);
    }

    private static Interval decrement(double w, double unguided) {
        FiniteDifferences.Result mean =
                new FiniteDifferences(ReferenceCases.process(ReferenceCases.A, w)).meanReciprocal(1e-4);
        return Interval.around(unguided - mean.value(), mean.errorBound());
    }

    @Test
    void theBoundedRepresentationSeesAnotherWeightAndAnotherPrior() {
        Interval sampled = new BoundedRepresentation(ReferenceCases.process(ReferenceCases.A, 1), new Streams(3), ALPHA)
                .estimate(new BoundedRepresentation.Effort(0.005, 0, 1024, 1 << 15), e -> false)
                .bounds();
        assertThat(agreement(sampled, mean(ReferenceCases.A, 1), 1 / 0.3)).isEqualTo(Outcome.HOLDS);
        assertThat(agreement(sampled, mean(ReferenceCases.A, 0.7), 1 / 0.3)).isEqualTo(Outcome.REFUTED);
        LabelledLaw other = ReferenceCases.law(0.2, ReferenceCases.A.law(0), ReferenceCases.A.law(1));
        assertThat(agreement(sampled, mean(other, 1), 1 / 0.3)).isEqualTo(Outcome.REFUTED);
    }

    private static Interval mean(LabelledLaw law, double w) {
        FiniteDifferences.Result mean =
                new FiniteDifferences(ReferenceCases.process(law, w)).meanReciprocal(1e-4);
        return Interval.around(mean.value(), mean.errorBound());
    }

    @Test
    void wideIntervalsDoNotCountAsAgreement() {
        assertThat(agreement(new Interval(0, 2), new Interval(1, 1.1), 2)).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void equalClassesKeepTheMean() {
        Gaussian same = Gaussian.isotropic(new double[] {1, 2}, 0.5);
        LabelledLaw law = ReferenceCases.law(0.25, same, same);
        assertThat(new Strict().decide(setting(law, 3), ALPHA).evidence().get(0).value()).isEqualTo(4);
        assertThat(new Strict().decide(setting(law, 3), ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
    }

    private static LabelledLaw planes() {
        return new LabelledLaw(List.of(
                new LabelledClass("a", 0.2, Gaussian.isotropic(new double[] {1, 0, 0.5}, 0.3)),
                new LabelledClass("b", 0.5, Gaussian.isotropic(new double[] {-1, 0.3, 0}, 0.6)),
                new LabelledClass("c", 0.3, Gaussian.isotropic(new double[] {0, -1, 1}, 0.1))));
    }
}
