package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.guidecheck.sampler.TwoImplementations.LAW;
import static org.guidecheck.sampler.TwoImplementations.POINTS;
import static org.guidecheck.sampler.TwoImplementations.noise;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.OneAgainstRest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Solvers of the flow on plain numbers are those on ND4J: two implementations of each. */
class FlowSamplerTest {
    static Stream<Arguments> cases() {
        // Two steps and three, too: the first ones of a method of several steps are of lower order.
        List<TimeGrid> grids = List.of(TimeGrid.forLaw(LAW, 2), TimeGrid.forLaw(LAW, 3), TimeGrid.forLaw(LAW, 40),
                TimeGrid.forLaw(LAW, 41, 0.1));
        return Stream.of("heun", "multistep", "multistep:3")
                .flatMap(name -> grids.stream().map(grid -> Arguments.of(Samplers.byName(name), grid)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameOnPlainNumbers(GuidedSampler sampler, TimeGrid grid) {
        TwoImplementations.assertAgree(sampler, grid);
    }

    @Test
    void refusesNoiseOfAnotherSize() {
        BlockDenoiser law = new BlockDenoiser(OneAgainstRest.of(LAW, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Heun().sample(law, GuidanceSchedule.constant(1),
                        TimeGrid.forLaw(LAW, 2), noise(), POINTS - 1))
                .withMessage("points=1349: must be the number of points of the noise (1350)");
    }

    @Test
    void refusesPointsOfAnotherDimension() {
        BlockDenoiser law = new BlockDenoiser(OneAgainstRest.of(LAW, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Heun().sample(law, GuidanceSchedule.constant(1),
                        TimeGrid.forLaw(LAW, 2), Noise.of(new Streams(5), 0, 2, POINTS), POINTS))
                .withMessage("dimension=2: must be the law's, 3");
    }
}
