package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.guidecheck.sampler.TwoImplementations.LAW;
import static org.guidecheck.sampler.TwoImplementations.POINTS;
import static org.guidecheck.sampler.TwoImplementations.noise;

import java.util.stream.Stream;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.OneAgainstRest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains in blocks are the chains step by step on ND4J: two implementations of every built-in Gaussian sampler. */
class BlockChainTest {
    static Stream<GuidedSampler> samplers() {
        return Stream.of("euler-maruyama", "ddpm", "ddim", "ddim:0.5", "ddim:1").map(Samplers::byName);
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void isTheChainStepByStep(GuidedSampler sampler) {
        TwoImplementations.assertAgree(sampler, TimeGrid.forLaw(LAW, 40));
    }

    @Test
    void refusesNoiseOfAnotherSize() {
        BlockDenoiser law = new BlockDenoiser(OneAgainstRest.of(LAW, 0));
        TimeGrid grid = TimeGrid.forLaw(LAW, 2);
        assertThatIllegalArgumentException().isThrownBy(
                () -> new Ddpm().sample(law, GuidanceSchedule.constant(1), grid, noise(), POINTS - 1))
                .withMessage("points=1349: must be the number of points of the noise (1350)");
    }
}
