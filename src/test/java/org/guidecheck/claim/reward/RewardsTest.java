package org.guidecheck.claim.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Box;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewardsTest {
    private static final double ALPHA = 1e-8;

    private static LabelledClass gaussian(String label, double prior, double variance, double... mean) {
        return new LabelledClass(label, prior, Gaussian.isotropic(mean, variance));
    }

    /** The seed selects the reward: 0 the posterior, 1 a bell, 2 a half-space. */
    private static Setting line(long seed) {
        return Setting.of(new LabelledLaw(List.of(gaussian("a", 0.3, 0.4, 1.2), gaussian("b", 0.7, 0.5, -1))), 0,
                GuidanceSchedule.constant(1.5), seed);
    }

    private static Setting plane(long seed) {
        return Setting.of(new LabelledLaw(List.of(gaussian("a", 0.3, 0.4, 1.2, 0.5),
                gaussian("b", 0.7, 0.5, -1, 0))), 0, GuidanceSchedule.constant(1.5), seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void bothClaimsHoldForEachReward(long seed) {
        for (Setting setting : List.of(line(seed), plane(seed))) {
            Verdict rises = new MeanRewardRises().decide(setting, ALPHA);
            assertThat(rises.outcome()).as("%s", rises).isEqualTo(Outcome.HOLDS);
            Verdict tilted = new RewardTiltedLaw().decide(setting, ALPHA);
            assertThat(tilted.outcome()).as("%s", tilted).isEqualTo(Outcome.HOLDS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void guidanceAwayFromTheRewardLowersItsMean(long seed) {
        assertThat(new MeanRewardRises(-1).decide(line(seed), ALPHA).evidence()).extracting(Evidence::outcome)
                .containsOnly(Outcome.REFUTED);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void anotherWeightSamplesAnotherLaw(long seed) {
        assertThat(new RewardTiltedLaw(1.2).decide(line(seed), ALPHA).evidence()).extracting(Evidence::outcome)
                .containsOnly(Outcome.REFUTED);
    }

    @Test
    void drawsThatAreNotGuidedAreRefutedInThePlane() {
        assertThat(new RewardTiltedLaw(0).decide(plane(0), ALPHA).evidence().get(1).outcome())
                .isEqualTo(Outcome.REFUTED);
    }

    @Test
    void theGeneratorSeesAGradientThatIsOffByAMillionth() {
        for (long seed = 0; seed < 3; seed++) {
            assertThat(RewardGenerator.evidence(RewardSetting.of(plane(seed), 1 + 1e-6)).outcome())
                    .isEqualTo(Outcome.REFUTED);
        }
    }

    @Test
    void meanRewardsAgreeWithDraws() {
        Law data = plane(0).law().marginal();
        Reward bell = TiltingReward.bell(data, new double[] {0.5, -0.5}, 1.1);
        Reward half = new HalfSpaceReward(data, new double[] {0.6, 0.8}, 0.4);
        var random = new Streams(3).stream(0);
        int n = 1 << 16;
        double bells = 0;
        double halves = 0;
        for (int i = 0; i < n; i++) {
            double[] x = data.draw(random);
            bells += Math.exp(-((x[0] - 0.5) * (x[0] - 0.5) + (x[1] + 0.5) * (x[1] + 0.5)) / 2.42);
            halves += 0.6 * x[0] + 0.8 * x[1] >= 0.4 ? 1 : 0;
        }
        // Hoeffding: a mean of n in [0, 1] is off by more with probability 2 exp(−2 n ε²) < 1e-9.
        double allowed = Math.sqrt(Math.log(2e9) / 2 / n);
        assertThat(bell.mean()).isCloseTo(bells / n, within(allowed));
        assertThat(half.mean()).isCloseTo(halves / n, within(allowed));
    }

    @Test
    void aHalfSpaceKeepsItsTails() {
        // log Φ(−40), by the asymptotic series to its last digits.
        double exact = -800 - Math.log(40 * Math.sqrt(2 * Math.PI)) + Math.log1p(-1 / 1600.0 + 3 / 2560000.0);
        assertThat(HalfSpaceReward.logNormal(new Binary64(-40)).getReal()).isCloseTo(exact, within(1e-8));
        assertThat(HalfSpaceReward.logNormal(new Binary64(0)).getReal()).isCloseTo(Math.log(0.5), within(1e-14));
        assertThat(HalfSpaceReward.logNormal(new Binary64(9)).getReal())
                .isCloseTo(-1.12858840595384e-19, within(1e-30));
        HalfSpaceReward far = new HalfSpaceReward(line(0).law().marginal(), new double[] {1}, 0.3);
        Binary64[] x = {new Binary64(-60)};
        NoiseLevel level = NoiseLevel.ofNoise(0.02);
        assertThat(far.logValue(x, level.in(Binary64Field.getInstance())).getReal()).isLessThan(-1000);
        assertThat(Arrays.stream(far.gradient(new double[] {-60}, level)).allMatch(Double::isFinite)).isTrue();
    }

    @Test
    void doesNotApplyToBoxes() {
        LabelledLaw boxes = new LabelledLaw(List.of(
                new LabelledClass("a", 0.5, new Box(new double[] {0}, new double[] {1})),
                new LabelledClass("b", 0.5, new Box(new double[] {2}, new double[] {3}))));
        assertThat(new MeanRewardRises().appliesTo(Setting.of(boxes, 0, GuidanceSchedule.constant(1), 1))).isFalse();
    }
}
