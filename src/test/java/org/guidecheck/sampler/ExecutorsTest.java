package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Mixture;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.nd4j.Nd4jDenoiser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The three executors (whole batches, blocks, ND4J) compared with each other on a law in space. */
class ExecutorsTest {
    private static final LabelledLaw LAW = new LabelledLaw(List.of(
            new LabelledLaw.LabelledClass("own", 0.3, new Mixture(new double[] {0.6, 0.4}, List.of(
                    new Gaussian(new double[] {1, 0, -1}, new Covariance.Isotropic(3, 0.2)),
                    new Gaussian(new double[] {-1, 2, 0}, new Covariance.Diagonal(1, 0.1, 2))))),
            new LabelledLaw.LabelledClass("rest", 0.7, new Gaussian(new double[] {0, -1, 1}, new Covariance.Full(
                    new double[][] {{2, 0.5, 0}, {0.5, 1, 0.3}, {0, 0.3, 0.6}})))));
    private static final ClassVersusRest SIDES = ClassVersusRest.of(LAW, 0);
    private static final GuidanceSchedule GUIDANCE = GuidanceSchedule.parse("0,-1:3,2:0.5");
    /** Several chunks on ND4J, the last one smaller, and no multiple of a block. */
    private static final int POINTS = 1350;

    static Stream<LinearSampler> samplers() {
        Stream<LinearSampler> builtIn = Stream.of("euler-maruyama", "ddpm", "ddim", "ddim:0.5", "ddim:1", "heun",
                "multistep", "multistep:3", "edm:40", "dpmpp-sde", "unipc:3", "pndm").map(Samplers::byName);
        return Stream.concat(builtIn, Stream.of(new Churned(0.1, 0), new Churned(0.1, 0.01)));
    }

    static Stream<Arguments> cases() {
        // Runs of two and three steps consist of the lower-order first steps of multistep methods.
        List<TimeGrid> grids = List.of(TimeGrid.forLaw(LAW, 2), TimeGrid.forLaw(LAW, 3), TimeGrid.forLaw(LAW, 40),
                TimeGrid.forLaw(LAW, 41, 0.1));
        return samplers().flatMap(sampler -> grids.stream().map(grid -> Arguments.of(sampler, grid)));
    }

    private static Noise noise() {
        return Noise.of(new Streams(5), 0, 3, POINTS);
    }

    private static double largestDifference(double[] one, double[] other) {
        assertThat(one).hasSameSizeAs(other);
        double worst = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = Math.abs(one[i] - other[i]);
            worst = difference <= worst ? worst : difference;
        }
        return worst;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agree(LinearSampler sampler, TimeGrid grid) {
        BlockDenoiser law = new BlockDenoiser(SIDES);
        StepPlan plan = StepPlan.of(sampler, GUIDANCE, grid);
        double[] plain = new PlainExecutor(law).run(plan, noise());
        double scale = Arrays.stream(plain).map(Math::abs).max().orElseThrow();
        assertThat(plain).hasSize(3 * POINTS).doesNotContain(Double.NaN);
        assertThat(largestDifference(sampler.sample(law, GUIDANCE, grid, noise()), plain)).isLessThan(1e-11 * scale);
        assertThat(largestDifference(sampler.sample(new Nd4jDenoiser(SIDES), GUIDANCE, grid, noise()), plain))
                .isLessThan(1e-9 * scale);
    }

    /** The denoiser is a lambda, so that it runs on {@link PlainExecutor}. */
    @ParameterizedTest
    @MethodSource("samplers")
    void takePresetNumbersLikeDrawnOnes(LinearSampler sampler) {
        TimeGrid grid = TimeGrid.forLaw(LAW, 5);
        BlockDenoiser law = new BlockDenoiser(SIDES);
        Noise drawn = noise();
        double[] plain = sampler.sample((level, points, dimension) -> law.scores(level, points, dimension), GUIDANCE,
                grid, drawn);
        Noise again = noise();
        List<double[]> numbers = Stream.generate(again::next).limit(drawn.taken()).toList();
        for (Denoiser denoiser : List.of(law, new Nd4jDenoiser(SIDES))) {
            Noise preset = Noise.given(numbers, 3);
            assertThat(largestDifference(sampler.sample(denoiser, GUIDANCE, grid, preset), plain)).isLessThan(1e-9);
            assertThat(preset.taken()).isEqualTo(numbers.size());
        }
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void refusePointsOfAnotherDimension(LinearSampler sampler) {
        for (Denoiser denoiser : List.of(new BlockDenoiser(SIDES), new Nd4jDenoiser(SIDES))) {
            assertThatIllegalArgumentException().isThrownBy(() -> sampler.sample(denoiser, GuidanceSchedule.constant(1),
                    TimeGrid.forLaw(LAW, 2), Noise.of(new Streams(5), 0, 2, POINTS)))
                    .withMessage("dimension=2: must be the law's, 3");
        }
    }
}
