package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.Distribution;
import org.guidecheck.distribution.Empirical;
import org.guidecheck.distribution.Laplace;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.distribution.OneAgainstRest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Single precision is double precision, rounded: scores, and whole runs on the same noise. */
class FloatDenoiserTest {
    private static final double ULP = Math.ulp(1f);
    /** The last one has as many atoms as it takes for products to be used, until there is little noise. */
    private static final List<LabelledDistribution> LAWS = List.of(TwoImplementations.LAW, atoms(3, 40), atoms(17, 60));

    private static LabelledDistribution atoms(int dimension, int each) {
        Random random = new Random(dimension);
        return new LabelledDistribution(IntStream.range(0, 2).mapToObj(c -> new LabelledDistribution.LabelledClass("class " + c, 0.5,
                new Empirical(IntStream.range(0, each)
                        .mapToObj(i -> random.doubles(dimension, -1 + c, 1 + c).toArray()).toArray(double[][]::new)))).toList());
    }

    static Stream<Arguments> lawsAndLevels() {
        return LAWS.stream().flatMap(law -> Stream.of(0.999, 0.9, 0.5, 0.01, 1e-6).map(signal -> Arguments.of(law, signal)));
    }

    @ParameterizedTest
    @MethodSource("lawsAndLevels")
    void scoresAreThoseInDouble(LabelledDistribution law, double signal) {
        NoiseLevel level = NoiseLevel.ofSignal(signal);
        OneAgainstRest sides = OneAgainstRest.of(law, 0);
        int d = law.dimension();
        double[] points = new double[d * 150];
        Random random = new Random(9);
        Arrays.setAll(points, i -> (float) random.nextGaussian());
        Denoiser.Scores single = new FloatDenoiser(sides).scores(level, points, d);
        Denoiser.Scores exact = new BlockDenoiser(sides).scores(level, points, d);
        // Most scores keep their last places. Where two components count alike, their exponents' last places are what is lost.
        double narrowest = law.equals(LAWS.get(0)) ? 0.1 * signal + 1 - signal : 1 - signal;
        double blur = Math.min(1, ULP * d * 9 / narrowest);
        assertApart(single.conditional(), exact.conditional(), 4 * ULP / narrowest, 8 * blur / narrowest);
        assertApart(single.unconditional(), exact.unconditional(), 4 * ULP / narrowest, 8 * blur / narrowest);
    }

    /** Half of the numbers are within one bound, and all within another. */
    private static void assertApart(double[] single, double[] exact, double half, double all) {
        double[] apart = apart(single, exact);
        assertThat(apart[apart.length / 2]).isLessThan(half);
        assertThat(apart[apart.length - 1]).isLessThan(all);
    }

    private static double[] apart(double[] some, double[] others) {
        return IntStream.range(0, some.length).mapToDouble(i -> Math.abs(some[i] - others[i])).sorted().toArray();
    }

    static Stream<Arguments> samplersOnLaws() {
        return BlockChainTest.samplers().flatMap(sampler -> LAWS.stream().map(law -> Arguments.of(sampler, law)));
    }

    @ParameterizedTest
    @MethodSource("samplersOnLaws")
    void runsAreThoseInDouble(GuidedSampler sampler, LabelledDistribution law) {
        OneAgainstRest sides = OneAgainstRest.of(law, 0);
        TimeGrid grid = TimeGrid.forLaw(law, 40, 0.01);
        double[][] ends = Stream.of(new FloatDenoiser(sides), new BlockDenoiser(sides)).map(denoiser ->
                sampler.numbers(denoiser, GuidanceSchedule.parse("0,-1:3,2:0.5"), grid,
                        Noise.of(new Streams(5), 0, law.dimension(), 1350), 1350)).toArray(double[][]::new);
        // Not all: at a watershed rounding says which way a path goes.
        double[] apart = apart(ends[0], ends[1]);
        assertThat(apart[apart.length / 2]).isLessThan(8 * ULP);
        assertThat(apart[apart.length * 99 / 100]).isLessThan(100 * ULP);
    }

    @Test
    void takesMixturesOfGaussiansAlone() {
        Distribution pointed = new Laplace(new double[] {0, 0, 0}, new double[] {1, 1, 1});
        OneAgainstRest sides = new OneAgainstRest(0.5, TwoImplementations.LAW.law(0), pointed);
        assertThatIllegalArgumentException().isThrownBy(() -> new FloatDenoiser(sides))
                .withMessage("rest: must be a mixture of Gaussians in single precision");
        assertThat(Kernel.SINGLE.denoiser(sides)).isInstanceOf(BlockDenoiser.class);
        assertThat(Kernel.SINGLE.denoiser(OneAgainstRest.of(TwoImplementations.LAW, 0))).isInstanceOf(FloatDenoiser.class);
    }
}
