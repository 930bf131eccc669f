package org.guidecheck.guard.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.Test;

/** Each exact test rejects correct samples at its stated rate, and finds wrong ones. */
class GaussianSampleTest {
    private static final int RUNS = 10_000;
    private static final int DRAWS = 60;
    private static final double ALPHA = 0.01;
    /** Of 10,000 runs at the rate 0.01, 100 are expected, and more than 170 have a chance below 1e-9 (binomial). */
    private static final int MOST = 170;
    /** Fewer than 45 have a chance below 1e-9 where the rate is exact. */
    private static final int LEAST = 45;

    private static GaussianSample draw(UniformRandomProvider random, double mean, double deviation) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] numbers = new double[DRAWS];
        Arrays.setAll(numbers, i -> mean + deviation * normal.sample());
        return new GaussianSample(numbers);
    }

    private static int count(String purpose, ToIntFunction<UniformRandomProvider> rejects) {
        Streams streams = new Streams(11).derived(purpose);
        int rejected = 0;
        for (int run = 0; run < RUNS; run++) {
            rejected += rejects.applyAsInt(streams.stream(run));
        }
        return rejected;
    }

    @Test
    void meansAreMissedAtTheirRate() {
        assertThat(count("mean", random -> draw(random, 3, 2).meanWithin(ALPHA).contains(3) ? 0 : 1))
                .isBetween(LEAST, MOST);
    }

    @Test
    void variancesAreMissedAtTheirRate() {
        assertThat(count("variance", random -> draw(random, 3, 2).varianceWithin(ALPHA).contains(4) ? 0 : 1))
                .isBetween(LEAST, MOST);
    }

    @Test
    void independenceIsDeniedAtItsRate() {
        assertThat(count("correlation",
                random -> draw(random, 3, 2).correlationWith(draw(random, -1, 5), ALPHA).contains(0)
                        ? 0 : 1))
                .isBetween(LEAST, MOST);
    }

    @Test
    void normalNumbersAreFarFromNormalAtMostAtTheRate() {
        double limit = Math.sqrt(Math.log(2 / ALPHA) / (2 * DRAWS));
        // The bound is sharp for long samples and holds for all.
        assertThat(count("shape",
                random -> draw(random, 0, 1).distanceFrom(new GaussianLaw.Coordinate(0, 1)) > limit ? 1 : 0))
                .isLessThanOrEqualTo(MOST);
    }

    @Test
    void wrongMeansVariancesAndDependencesAreFound() {
        // A mean off by a deviation, a variance of half, points in pairs: each nearly always, with sixty draws.
        assertThat(count("wrong mean", random -> draw(random, 1, 1).meanWithin(ALPHA).contains(0) ? 1 : 0))
                .isLessThan(10);
        assertThat(count("wrong variance", random -> draw(random, 0, 0.5).varianceWithin(ALPHA).contains(1) ? 1 : 0))
                .isLessThan(10);
        assertThat(count("dependence", random -> {
            GaussianSample one = draw(random, 0, 1);
            GaussianSample other = draw(random, 0, 1);
            double[] near = new double[DRAWS];
            Arrays.setAll(near, i -> one.numbers()[i] + 0.5 * other.numbers()[i]);
            return one.correlationWith(new GaussianSample(near), ALPHA).contains(0) ? 1 : 0;
        })).isLessThan(10);
    }

    @Test
    void equalPointsAreAsDependentAsCanBe() {
        GaussianSample constant = new GaussianSample(new double[DRAWS]);
        assertThat(constant.correlationWith(constant, ALPHA).lower()).isPositive();
    }

    @Test
    void standardNormalsAreFoundAtFault() {
        GaussianSample right = draw(new Streams(1).stream(0), 0, 1);
        double[] shifted = Arrays.stream(right.numbers()).map(z -> z + 1).toArray();
        double[] wide = Arrays.stream(right.numbers()).map(z -> 3 * z).toArray();
        double[] signs = new double[DRAWS];
        Arrays.setAll(signs, i -> i % 2 == 0 ? 1 : -1);
        assertThat(new StandardNormals(right.numbers(), 1e-6).fault(1)).isNull();
        assertThat(new StandardNormals(shifted, 1e-6).fault(1)).startsWith("its noise has mean");
        assertThat(new StandardNormals(wide, 1e-6).fault(1)).contains("times the right variance");
        assertThat(new StandardNormals(signs, 1e-1).fault(1)).contains("not normal");
        assertThat(new StandardNormals(new double[] {1, Double.NaN, 2}, 1e-6).fault(1))
                .isEqualTo("a number is not finite");
    }
}
