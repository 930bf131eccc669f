package org.guidecheck.claim.discrete;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/** Wrong samplers and false statements for the evidence of {@code discrete.*}. */
public final class DiscreteEvidence {
    private static final double ALPHA = 1e-9;

    private DiscreteEvidence() {
    }

    /** A sampler under the name of another. */
    record Named(String name, GuidedSampler as) implements GuidedSampler {
        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return as.sample(denoiser, guidance, grid, noise);
        }
    }

    /** Euler–Maruyama with noise that does not fall as fast as its steps do. */
    private static final class NoiseThatGrows implements GaussianSampler {
        @Override
        public String name() {
            return "euler-maruyama";
        }

        @Override
        public Transition transition(NoiseLevel from, NoiseLevel to) {
            Transition right = new EulerMaruyama().transition(from, to);
            double du = to.logSignal() - from.logSignal();
            return new Transition(right.keep(), right.push(), right.deviation() * (1 + 0.05 / Math.sqrt(du)));
        }
    }

    private static Setting setting(GuidedSampler sampler) {
        return OverlappingLaws.settings(1, 4, 0.2, List.of(sampler)).get(0);
    }

    /** A class in the middle of a wider rest, where too much noise raises the mean reciprocal. */
    private static Setting inAWideRest(GuidedSampler sampler) {
        return Setting.of(ReferenceCases.law(0.5, Gaussian.isotropic(new double[] {0}, 0.25),
                Gaussian.isotropic(new double[] {0.5}, 1)), 0, GuidanceSchedule.constant(0.1), 4).stoppedAt(0.2)
                .with(sampler);
    }

    /** In the order of the catalogue. */
    public static List<EvidenceMutant> mutants() {
        Setting right = setting(new EulerMaruyama());
        GaussianSampler grows = new NoiseThatGrows();
        return List.of(
                EvidenceMutant.of(new ChainDrop(0.95 / right.unguidedMean()), "M_w less than 1", right, ALPHA),
                EvidenceMutant.of(new ChainDrop(), "noise that grows with N", inAWideRest(grows), ALPHA),
                EvidenceMutant.of(new WeakOrder(), "DDIM in the name of Heun", setting(new Named("heun", new Ddim())),
                        ALPHA),
                EvidenceMutant.of(new ScoreErrorIsSmall(Math::cbrt), "score error like the cube root",
                        setting(new Ddpm()).stoppedAt(0), ALPHA),
                EvidenceMutant.of(new SquareScoreError(), "its counterexample",
                        new SquareScoreError().counterexample().orElseThrow(), ALPHA),
                EvidenceMutant.of(new CoarseDrop(), "its counterexample",
                        new CoarseDrop().counterexample().orElseThrow(), ALPHA));
    }
}
