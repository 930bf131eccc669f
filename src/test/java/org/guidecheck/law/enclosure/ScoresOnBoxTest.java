package org.guidecheck.law.enclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.Laplace;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bounds on boxes hold the scores and posteriors that the loops compute at points of the boxes. */
class ScoresOnBoxTest {
    private static final double ROUNDING = 1e-9;

    private static Gaussian line(double mean, double variance) {
        return Gaussian.isotropic(new double[] {mean}, variance);
    }

    static Stream<ClassVersusRest> laws() {
        return Stream.of(new ClassVersusRest(0.5, line(1, 1), line(-1, 1)),
                new ClassVersusRest(0.3, new Mixture(new double[] {0.4, 0.6}, List.of(line(-1, 0.09), line(1.5, 0.16))),
                        new Mixture(new double[] {0.5, 0.5}, List.of(line(0.2, 0.25), line(3, 0.64)))),
                new ClassVersusRest(0.2, new Gaussian(new double[] {1, 0, -1}, new Covariance.Diagonal(1, 0.2, 0.5)),
                        Gaussian.isotropic(new double[] {0, 1, 0}, 0.5)));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void boundsHoldAtPointsOfBoxes(ClassVersusRest sides) {
        ScoresOnBox scores = ScoresOnBox.of(sides).orElseThrow();
        int d = sides.dimension();
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1);
        BlockPosterior posterior = new BlockPosterior(sides);
        for (int k = 0; k < 300; k++) {
            double size = Math.pow(10, -4 * random.nextDouble());
            Enclosure logVariance = around(-6 + 14 * random.nextDouble(), size, random);
            double variance = Math.exp(within(logVariance, random));
            Enclosure[] box = new Enclosure[d];
            double[] z = new double[d];
            for (int i = 0; i < d; i++) {
                box[i] = around(4 * Math.sqrt(1 + variance) * (random.nextDouble() - 0.5), size, random);
                z[i] = within(box[i], random);
            }
            NoiseLevel level = NoiseLevel.ofLogSnr(-Math.log(variance));
            double[] at = block(Arrays.stream(z).map(each -> each * Math.sqrt(level.signal())).toArray());
            posterior.setLevel(level);
            posterior.evaluate(at, 1);
            ScoresOnBox.Bounds bounds = scores.on(box, logVariance.exp());
            double other = 1 / (1 + Math.exp(posterior.logOdds()[0]));
            assertHolds(bounds.other(), other);
            for (int i = 0; i < d; i++) {
                double own = posterior.ownScore()[i * BlockPosterior.BLOCK] * Math.sqrt(level.signal());
                double rest = posterior.restScore()[i * BlockPosterior.BLOCK] * Math.sqrt(level.signal());
                assertHolds(bounds.own()[i], own);
                assertHolds(bounds.clean()[i], z[i] + variance * own);
                assertHolds(bounds.difference()[i], own - rest);
            }
        }
    }

    private static double[] block(double[] point) {
        double[] block = new double[point.length * BlockPosterior.BLOCK];
        for (int i = 0; i < point.length; i++) {
            block[i * BlockPosterior.BLOCK] = point[i];
        }
        return block;
    }

    private static Enclosure around(double x, double size, UniformRandomProvider random) {
        return new Enclosure(x - size * random.nextDouble(), x + size * random.nextDouble());
    }

    private static double within(Enclosure range, UniformRandomProvider random) {
        return range.lower() + random.nextDouble() * range.width();
    }

    private static void assertHolds(Enclosure bounds, double value) {
        double rounding = ROUNDING * (1 + Math.abs(value));
        assertThat(value).isBetween(bounds.lower() - rounding, bounds.upper() + rounding);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void boundsAreTightAtAPoint(ClassVersusRest sides) {
        ScoresOnBox.Bounds bounds = ScoresOnBox.of(sides).orElseThrow().on(
                Stream.generate(() -> Enclosure.of(0.3)).limit(sides.dimension()).toArray(Enclosure[]::new),
                Enclosure.of(0.5));
        assertThat(bounds.other().width()).isLessThan(1e-12);
        assertThat(bounds.own()[0].width()).isLessThan(1e-12);
        assertThat(bounds.clean()[0].width()).isLessThan(1e-12);
        assertThat(bounds.difference()[0].width()).isLessThan(1e-12);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void littleOfTheNoisedDataIsOutsideTheRange(ClassVersusRest sides) {
        ScoresOnBox scores = ScoresOnBox.of(sides).orElseThrow();
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(2);
        double share = 1e-3;
        Enclosure range = scores.range(0, 0, share);
        int outside = 0;
        int draws = 20_000;
        for (int k = 0; k < draws; k++) {
            double x = (random.nextDouble() < sides.prior() ? sides.own() : sides.rest()).draw(random)[0];
            outside += range.contains(x) ? 0 : 1;
        }
        // A share of 1e-3 has 40 of so many draws outside at the most, with probability 1e-3.
        assertThat(outside).isLessThan(40);
        assertThat(range.width()).isLessThan(14);
    }

    @Test
    void otherLawsHaveNoBounds() {
        Gaussian full = new Gaussian(new double[] {0, 0}, new Covariance.Full(new double[][] {{1, 0.5}, {0.5, 1}}));
        assertThat(ScoresOnBox.of(new ClassVersusRest(0.5, full, Gaussian.isotropic(new double[] {1, 1}, 1))))
                .isEmpty();
        assertThat(ScoresOnBox.of(new ClassVersusRest(0.5, new Laplace(new double[] {0}, new double[] {1}),
                line(1, 1)))).isEmpty();
    }
}
