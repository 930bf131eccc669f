package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.NoiseLevel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class GaussianSamplerTest {
    static Stream<GaussianSampler> samplers() {
        return Stream.concat(Samplers.builtIn().stream(), Stream.of(new Ddim(0.5), new Ddim(1)))
                .filter(GaussianSampler.class::isInstance).map(GaussianSampler.class::cast);
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void stepsDoWhatTheySay(GaussianSampler sampler) {
        List<NoiseLevel> levels = List.of(NoiseLevel.ofNoise(0.9), NoiseLevel.ofNoise(0.4), NoiseLevel.CLEAN);
        for (int k = 0; k + 1 < levels.size(); k++) {
            NoiseLevel from = levels.get(k);
            NoiseLevel to = levels.get(k + 1);
            // The scores x² and 1 + x: s_w = (1 + w)·x² − w·(1 + x), nothing that is linear.
            Denoiser denoiser = (level, x) -> new Prediction(level, x.mul(x), x.add(1));
            Noise noise = Noise.of(new Streams(3), 0, 2, 5);
            INDArray drawn = sampler.sample(denoiser, GuidanceSchedule.constant(0.7), new TimeGrid(List.of(from, to)), noise, 5);
            Noise again = Noise.of(new Streams(3), 0, 2, 5);
            INDArray x = again.next();
            INDArray z = again.next();
            GaussianSampler.Transition step = sampler.transition(from, to);
            for (int i = 0; i < 2; i++) {
                for (int p = 0; p < 5; p++) {
                    double at = x.getDouble(i, p);
                    double score = 1.7 * at * at - 0.7 * (1 + at);
                    assertThat(drawn.getDouble(i, p)).as("%s, step %d", sampler.name(), k).isCloseTo(
                            step.keep() * at + step.push() * score + step.deviation() * z.getDouble(i, p), within(1e-12));
                }
            }
        }
    }
}
