package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.Covariance;
import org.guidecheck.distribution.Gaussian;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.Mixture;
import org.guidecheck.distribution.OneAgainstRest;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Samplers that are written twice, on plain numbers and on ND4J, held against each other on a law in space. */
final class TwoImplementations {
    static final LabelledDistribution LAW = new LabelledDistribution(List.of(
            new LabelledDistribution.LabelledClass("own", 0.3, new Mixture(new double[] {0.6, 0.4}, List.of(
                    new Gaussian(new double[] {1, 0, -1}, new Covariance.Isotropic(3, 0.2)),
                    new Gaussian(new double[] {-1, 2, 0}, new Covariance.Diagonal(1, 0.1, 2))))),
            new LabelledDistribution.LabelledClass("rest", 0.7, new Gaussian(new double[] {0, -1, 1}, new Covariance.Full(
                    new double[][] {{2, 0.5, 0}, {0.5, 1, 0.3}, {0, 0.3, 0.6}})))));
    /** Some portions on ND4J, the last one smaller, and no multiple of a block. */
    static final int POINTS = 1350;

    private TwoImplementations() {
    }

    static Noise noise() {
        return Noise.of(new Streams(5), 0, 3, POINTS);
    }

    /** The same points, with the scores of one kernel and of both. */
    static void assertAgree(GuidedSampler sampler, TimeGrid grid) {
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
}
