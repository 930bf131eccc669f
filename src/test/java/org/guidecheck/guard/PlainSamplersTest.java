package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.guard.Mutants.Mutant;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plain samplers give the points of the built-in ones, and every mutant runs and gives other points. */
class PlainSamplersTest {
    private static final int POINTS = 6;
    private static final double[] WEIGHTS = {0, 3};

    private static final LabelledLaw LINE = law(1);
    private static final LabelledLaw SPACE = law(3);
    private static final Map<Integer, Denoiser> DENOISERS = Map.of(
            1, new BlockDenoiser(ClassVersusRest.of(LINE, 0)), 3, new BlockDenoiser(ClassVersusRest.of(SPACE, 0)));
    /** What the built-in samplers give, by name, dimension and grid. */
    private static final Map<List<Object>, double[]> RIGHT = new HashMap<>();

    static List<PlainSampler> plain() {
        return List.of(new PlainEulerMaruyama(), new PlainDdpm(), new PlainDdim(0), new PlainDdim(0.5), new PlainHeun(),
                new PlainDpmSolverPlusPlus(2), new PlainDpmSolverPlusPlus(3));
    }

    static List<Mutant> mutants() {
        return Mutants.all();
    }

    private static LabelledLaw law(int d) {
        Law own = new Mixture(new double[] {0.3, 0.7},
                List.of(Gaussian.isotropic(filled(d, 1), 0.2), Gaussian.isotropic(filled(d, -1.5), 0.5)));
        return new LabelledLaw(List.of(new LabelledClass("own", 0.4, own),
                new LabelledClass("rest", 0.6, Gaussian.isotropic(filled(d, 0.3), 1))));
    }

    private static double[] filled(int d, double value) {
        double[] numbers = new double[d];
        Arrays.fill(numbers, value);
        return numbers;
    }

    /** Of one step and more, to clean data and not. */
    private static List<TimeGrid> grids(LabelledLaw law) {
        NoiseLevel start = TimeGrid.forLaw(law, 2).start();
        List<TimeGrid> grids = new ArrayList<>(List.of(new TimeGrid(List.of(start, NoiseLevel.CLEAN)),
                new TimeGrid(List.of(start, NoiseLevel.ofNoise(0.01)))));
        for (int steps : new int[] {2, 3, 12}) {
            grids.add(TimeGrid.forLaw(law, steps));
            grids.add(TimeGrid.forLaw(law, steps, 0.01));
        }
        return grids;
    }

    private static double[] sample(GuidedSampler sampler, LabelledLaw law, double w, TimeGrid grid) {
        Denoiser denoiser = DENOISERS.get(law.dimension());
        Noise noise = Noise.of(new Streams(12), 100, law.dimension(), POINTS);
        return sampler.sample(denoiser, GuidanceSchedule.constant(w), grid, noise);
    }

    private static double largestDifference(double[] one, double[] other) {
        return IntStream.range(0, one.length).mapToDouble(i -> Math.abs(one[i] - other[i])).max().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("plain")
    void plainSamplersGiveThePointsOfTheBuiltInOnes(GuidedSampler plain) {
        GuidedSampler builtIn = Samplers.byName(plain.name());
        for (LabelledLaw law : List.of(LINE, SPACE)) {
            for (TimeGrid grid : grids(law)) {
                for (double w : WEIGHTS) {
                    double[] expected = sample(builtIn, law, w, grid);
                    double largest = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElseThrow());
                    assertThat(largestDifference(sample(plain, law, w, grid), expected))
                            .as("%s, d=%s, %s steps, w=%s", plain.name(), law.dimension(), grid.steps(), w)
                            .isLessThanOrEqualTo(1e-10 * largest);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void aMutantRunsOnEveryGridAndDiffers(Mutant mutant) {
        for (LabelledLaw law : List.of(LINE, SPACE)) {
            boolean differs = false;
            NoiseLevel start = TimeGrid.forLaw(law, 2).start();
            for (TimeGrid grid : List.of(new TimeGrid(List.of(start, NoiseLevel.CLEAN)), TimeGrid.forLaw(law, 2, 0.01),
                    TimeGrid.forLaw(law, 8))) {
                double[] x = sample(mutant.sampler(), law, 1, grid);
                assertThat(x).hasSize(law.dimension() * POINTS);
                assertThat(x).as("%s, %s steps", mutant, grid.steps())
                        .doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
                double[] right = RIGHT.computeIfAbsent(List.of(mutant.like(), law.dimension(), grid),
                        key -> sample(Samplers.byName(mutant.like()), law, 1, grid));
                differs |= largestDifference(x, right) > 1e-8;
            }
            boolean betweenCoordinates = mutant.name().contains("coordinates");
            assertThat(differs).as("%s, d=%s", mutant, law.dimension())
                    .isEqualTo(!betweenCoordinates || law.dimension() > 1);
        }
    }

    @Test
    void mutantsHaveNamesOfTheirOwnAndCoverEverySampler() {
        List<Mutant> all = Mutants.all();
        Set<String> names = all.stream().map(Mutant::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).hasSameSizeAs(all);
        assertThat(all.stream().map(Mutant::like).distinct())
                .containsExactlyInAnyOrderElementsOf(plain().stream().map(GuidedSampler::name).toList());
        assertThat(all).allSatisfy(mutant -> assertThat(mutant.sampler().name()).isEqualTo(mutant.like()));
    }
}
