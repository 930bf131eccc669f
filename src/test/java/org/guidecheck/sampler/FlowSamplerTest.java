package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.Covariance;
import org.guidecheck.distribution.Gaussian;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.Mixture;
import org.guidecheck.distribution.OneAgainstRest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Solvers of the flow on plain numbers are those on ND4J: two implementations of each. */
class FlowSamplerTest {
    private static final LabelledDistribution LAW = new LabelledDistribution(List.of(
            new LabelledDistribution.LabelledClass("own", 0.3, new Mixture(new double[] {0.6, 0.4}, List.of(
                    new Gaussian(new double[] {1, 0, -1}, new Covariance.Isotropic(3, 0.2)),
                    new Gaussian(new double[] {-1, 2, 0}, new Covariance.Diagonal(1, 0.1, 2))))),
            new LabelledDistribution.LabelledClass("rest", 0.7, new Gaussian(new double[] {0, -1, 1}, new Covariance.Full(
                    new double[][] {{2, 0.5, 0}, {0.5, 1, 0.3}, {0, 0.3, 0.6}})))));
    private static final int POINTS = 150;

    static Stream<Arguments> cases() {
        // One step, two and three: the first ones of a method of several steps are of lower order.
        List<TimeGrid> grids = List.of(TimeGrid.forLaw(LAW, 2), TimeGrid.forLaw(LAW, 3), TimeGrid.forLaw(LAW, 40),
                TimeGrid.forLaw(LAW, 41, 0.1));
        return Stream.of("heun", "multistep", "multistep:3")
                .flatMap(name -> grids.stream().map(grid -> Arguments.of(Samplers.byName(name), grid)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameOnPlainNumbers(GuidedSampler sampler, TimeGrid grid) {
        OneAgainstRest sides = OneAgainstRest.of(LAW, 0);
        GuidanceSchedule guidance = GuidanceSchedule.parse("0,-1:3,2:0.5");
        BlockDenoiser law = new BlockDenoiser(sides);
        INDArray plain = sampler.sample(law, guidance, grid, noise(), POINTS);
        // Behind a lambda the law is any denoiser, and the sampler takes its steps on ND4J.
        INDArray sameScores = sampler.sample((level, x) -> law.predict(level, x), guidance, grid, noise(), POINTS);
        INDArray onNd4j = sampler.sample(new LawDenoiser(sides), guidance, grid, noise(), POINTS);
        double scale = onNd4j.amaxNumber().doubleValue();
        assertThat(plain.shape()).containsExactly(3, POINTS);
        assertThat(plain.sub(sameScores).amaxNumber().doubleValue()).isLessThan(1e-11 * scale);
        assertThat(plain.sub(onNd4j).amaxNumber().doubleValue()).isLessThan(1e-9 * scale);
    }

    private static Noise noise() {
        return Noise.of(new Streams(5), 0, 3, POINTS);
    }

    @Test
    void refusesNoiseOfAnotherSize() {
        BlockDenoiser law = new BlockDenoiser(OneAgainstRest.of(LAW, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Heun().sample(law, GuidanceSchedule.constant(1),
                        TimeGrid.forLaw(LAW, 2), noise(), POINTS - 1))
                .withMessage("points=149: must be the number of points of the noise (150)");
    }

    @Test
    void refusesPointsOfAnotherDimension() {
        BlockDenoiser law = new BlockDenoiser(OneAgainstRest.of(LAW, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Heun().sample(law, GuidanceSchedule.constant(1),
                        TimeGrid.forLaw(LAW, 2), Noise.of(new Streams(5), 0, 2, POINTS), POINTS))
                .withMessage("dimension=2: must be the law's, 3");
    }
}
