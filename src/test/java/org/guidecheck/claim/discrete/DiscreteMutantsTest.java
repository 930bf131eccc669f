package org.guidecheck.claim.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.DpmSolverPlusPlus;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Heun;
import org.guidecheck.sampler.Noise;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Claims about finite numbers of steps are refuted by faulty samplers and by stronger claims. */
@Tag("thorough")
class DiscreteMutantsTest {
    private static final double ALPHA = 1e-9;

    /** A sampler under the name of another. */
    private record Named(String name, GuidedSampler as) implements GuidedSampler {
        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return as.sample(denoiser, guidance, grid, noise);
        }
    }

    /** Euler–Maruyama with 2 % too much noise, which converges to another law. */
    private static final class TooNoisy implements GaussianSampler {
        @Override
        public String name() {
            return "euler-maruyama";
        }

        @Override
        public Transition transition(NoiseLevel from, NoiseLevel to) {
            Transition right = new EulerMaruyama().transition(from, to);
            return new Transition(right.keep(), right.push(), 1.02 * right.deviation());
        }
    }

    private static Setting setting(GuidedSampler sampler) {
        return OverlappingLaws.settings(1, 4, 0.2, List.of(sampler)).get(0);
    }

    @Test
    void aLowerOrderIsRefuted() {
        // Heun's method without its corrector is Euler's, that is DDIM up to the variable; 2M without history is DDIM.
        for (String name : List.of("heun", "multistep")) {
            assertThat(new WeakOrder().decide(setting(new Named(name, new Ddim())), ALPHA).outcome())
                    .as(name).isEqualTo(Outcome.REFUTED);
        }
        assertThat(new WeakOrder().decide(setting(new Heun()), ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(new WeakOrder().decide(setting(new DpmSolverPlusPlus()), ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void aThirdOrderIsToldFromASecond() {
        assertThat(new WeakOrder().decide(setting(new DpmSolverPlusPlus(3)), ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(new WeakOrder().decide(setting(new Named("multistep:3", new DpmSolverPlusPlus())), ALPHA).outcome())
                .isEqualTo(Outcome.REFUTED);
    }

    @Test
    void aChainThatTendsToAnotherLawIsRefuted() {
        assertThat(new WeakOrder().decide(setting(new TooNoisy()), ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(new WeakOrder().decide(setting(new EulerMaruyama()), ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void appliesToSamplersOfKnownOrderOnly() {
        assertThat(new WeakOrder().appliesTo(setting(new Ddim(0.5)))).isFalse();
        assertThat(new WeakOrder().appliesTo(setting(new Ddim(1)))).isTrue();
        assertThatThrownBy(() -> new WeakOrder().decide(setting(new Ddim(0.5)), ALPHA))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sampler=ddim:0.5");
    }

    @Test
    void aDropBelowTheTruthIsRefuted() {
        for (GuidedSampler sampler : List.of(new EulerMaruyama(), new Ddpm())) {
            Setting setting = setting(sampler);
            assertThat(new ChainDrop().decide(setting, ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
            // No mean reciprocal is below 1.
            assertThat(new ChainDrop(0.95 / setting.unguidedMean()).decide(setting, ALPHA).outcome())
                    .isEqualTo(Outcome.REFUTED);
        }
    }

    @Test
    void anErrorThatIsNotSmallIsRefuted() {
        Setting setting = setting(new Ddpm()).stoppedAt(0);
        assertThat(new ScoreErrorIsSmall().decide(setting, ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(new ScoreErrorIsSmall(eps -> 0.1).decide(setting, ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(new ScoreErrorIsSmall(Math::cbrt).decide(setting, ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void anErrorOfSmallMeanSquareMovesTheMeanReciprocal() {
        Setting setting = new SquareScoreError().counterexample().orElseThrow();
        assertThat(new SquareScoreError().decide(setting, ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(new SquareScoreError(1e-12).decide(setting, ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void coarseStepsFailAndFineOnesDoNot() {
        Setting setting = new CoarseDrop().counterexample().orElseThrow();
        assertThat(new CoarseDrop().decide(setting, ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(new CoarseDrop(64).decide(setting, ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
    }

    private static Outcome atLeast(ConvergenceOrder order, double power) {
        return ConvergenceOrder.atLeast(power, "of order " + power).decide(order.bounds(power));
    }

    @Test
    void slopesOfPowersAreTheirOrders() {
        double[] none = new double[4];
        ConvergenceOrder second = ConvergenceOrder.of(new double[] {-64, -16, -4, -1}, none);
        assertThat(second.last()).isEqualTo(2);
        assertThat(atLeast(second, 2)).isEqualTo(Outcome.HOLDS);
        assertThat(atLeast(second, 3)).isEqualTo(Outcome.REFUTED);
        assertThat(atLeast(second, 1)).isEqualTo(Outcome.HOLDS);
        assertThat(ConvergenceOrder.of(new double[] {64, 16, 4, 1}, new double[] {0, 0, 0, 0.7}).bounds())
                .isEqualTo(Interval.ALL);
        assertThat(atLeast(ConvergenceOrder.of(new double[] {4, 2, 1, 0}, none), 1)).isEqualTo(Outcome.UNDECIDED);
        // Over the whole ladder the error falls faster than order 1.5, although the last slopes are useless.
        ConvergenceOrder crossing = ConvergenceOrder.of(new double[] {64, 10, -1, -1, -0.4}, new double[5]);
        assertThat(crossing.envelope()).isBetween(1.8, 2.0);
        assertThat(atLeast(crossing, 2)).isEqualTo(Outcome.HOLDS);
        assertThat(atLeast(ConvergenceOrder.of(new double[] {16, 8, 4, 2, 1}, new double[5]), 2))
                .isEqualTo(Outcome.REFUTED);
        assertThat(atLeast(ConvergenceOrder.of(new double[] {4, 2, 1, Double.NaN}, none), 1))
                .isEqualTo(Outcome.UNDECIDED);
    }
}
