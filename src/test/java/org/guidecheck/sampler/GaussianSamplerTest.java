package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GaussianSamplerTest {
    static Stream<GaussianSampler> samplers() {
        return Stream.concat(Samplers.builtIn().stream(), Stream.of(new Ddim(0.5), new Ddim(1)))
                .flatMap(sampler -> sampler.asGaussian().stream());
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void stepsFollowTheirTransitions(GaussianSampler sampler) {
        List<NoiseLevel> levels = List.of(NoiseLevel.ofNoise(0.9), NoiseLevel.ofNoise(0.4), NoiseLevel.CLEAN);
        for (int k = 0; k + 1 < levels.size(); k++) {
            NoiseLevel from = levels.get(k);
            NoiseLevel to = levels.get(k + 1);
            // The scores x² and 1 + x, so that s_w = (1 + w)·x² − w·(1 + x) is not linear.
            Denoiser denoiser = (level, points, dimension) -> new Denoiser.Scores(
                    Arrays.stream(points).map(y -> y * y).toArray(), Arrays.stream(points).map(y -> 1 + y).toArray());
            Noise noise = Noise.of(new Streams(3), 0, 2, 5);
            double[] drawn = sampler.sample(denoiser, GuidanceSchedule.constant(0.7), new TimeGrid(List.of(from, to)),
                    noise);
            Noise again = Noise.of(new Streams(3), 0, 2, 5);
            double[] x = again.next();
            double[] z = again.next();
            GaussianSampler.Transition step = sampler.transition(from, to);
            assertThat(drawn).hasSize(10);
            for (int i = 0; i < 10; i++) {
                double score = 1.7 * x[i] * x[i] - 0.7 * (1 + x[i]);
                assertThat(drawn[i]).as("%s, step %d", sampler.name(), k).isCloseTo(
                        step.keep() * x[i] + step.push() * score + step.deviation() * z[i], within(1e-12));
            }
        }
    }

    @Test
    void levelsThatDifferInTheirLastDigitAloneNeedNoNoise() {
        NoiseLevel from = new NoiseLevel(1e-4 * (1 + 1e-15), 1 - 1e-4);
        NoiseLevel to = new NoiseLevel(1e-4, Math.nextDown(1 - 1e-4));
        for (GaussianSampler sampler : List.of(new Ddpm(), new Ddim(1), new Ddim(0.5))) {
            GaussianSampler.Transition step = sampler.transition(from, to);
            assertThat(step.keep()).isCloseTo(1, within(1e-12));
            assertThat(step.deviation()).isZero();
        }
    }
}
