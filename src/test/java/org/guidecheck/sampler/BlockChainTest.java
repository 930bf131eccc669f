package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.Covariance;
import org.guidecheck.distribution.Distribution;
import org.guidecheck.distribution.Gaussian;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.Mixture;
import org.guidecheck.distribution.OneAgainstRest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Chains in blocks are the chains step by step on ND4J: two implementations of every built-in Gaussian sampler. */
class BlockChainTest {
    private static final LabelledDistribution LAW = new LabelledDistribution(List.of(
            new LabelledDistribution.LabelledClass("own", 0.3, new Mixture(new double[] {0.6, 0.4}, List.of(
                    gaussian(new Covariance.Isotropic(3, 0.2), 1, 0, -1), gaussian(new Covariance.Diagonal(1, 0.1, 2), -1, 2, 0)))),
            new LabelledDistribution.LabelledClass("rest", 0.7, gaussian(new Covariance.Full(new double[][] {
                {2, 0.5, 0}, {0.5, 1, 0.3}, {0, 0.3, 0.6}}), 0, -1, 1))));
    private static final int POINTS = 150;

    private static Distribution gaussian(Covariance covariance, double... mean) {
        return new Gaussian(mean, covariance);
    }

    static Stream<GuidedSampler> samplers() {
        return Stream.of("euler-maruyama", "ddpm", "ddim", "ddim:0.5", "ddim:1").map(Samplers::byName);
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void isTheChainStepByStep(GuidedSampler sampler) {
        OneAgainstRest sides = OneAgainstRest.of(LAW, 0);
        TimeGrid grid = TimeGrid.forLaw(LAW, 40);
        GuidanceSchedule guidance = GuidanceSchedule.parse("0,-1:3,2:0.5");
        BlockDenoiser law = new BlockDenoiser(sides);
        INDArray inBlocks = sampler.sample(law, guidance, grid, noise(), POINTS);
        // Behind a lambda the law is any denoiser, and the sampler takes its steps on ND4J.
        INDArray stepByStep = sampler.sample((level, x) -> law.predict(level, x), guidance, grid, noise(), POINTS);
        INDArray onNd4j = sampler.sample(new LawDenoiser(sides), guidance, grid, noise(), POINTS);
        double scale = onNd4j.amaxNumber().doubleValue();
        assertThat(inBlocks.sub(stepByStep).amaxNumber().doubleValue()).isLessThan(1e-11 * scale);
        assertThat(inBlocks.sub(onNd4j).amaxNumber().doubleValue()).isLessThan(1e-9 * scale);
    }

    private static Noise noise() {
        return Noise.of(new Streams(5), 0, 3, POINTS);
    }

    @Test
    void refusesNoiseOfAnotherSize() {
        BlockDenoiser law = new BlockDenoiser(OneAgainstRest.of(LAW, 0));
        TimeGrid grid = TimeGrid.forLaw(LAW, 2);
        assertThatIllegalArgumentException().isThrownBy(
                () -> new Ddpm().sample(law, GuidanceSchedule.constant(1), grid, noise(), POINTS - 1))
                .withMessage("points=149: must be the number of points of the noise (150)");
    }
}
