package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What refutes a wrong sampler says which step is wrong and why; what does not says how much worse the sampler is. */
class LikelyFaultTest {
    static Stream<Mutants.Mutant> told() {
        List<String> names = List.of("ddpm/conditions-swapped", "ddim/noise-unguided", "multistep/past-unguided",
                "ddpm/unconditional-ignored", "ddpm/two-levels-ahead", "ddpm/told-in-reverse",
                "ddpm/first-step-skipped",
                "ddpm/noise-for-clean", "ddpm/alpha-for-its-root", "euler-maruyama/growth-doubled",
                "ddim:0.5/direction-of-eta-0", "multistep/half-forgotten", "ddpm/variance-for-deviation",
                "ddpm/normals-reused", "heun/start-of-half-the-deviation", "ddpm/batch-mean-subtracted");
        return Mutants.all().stream().filter(mutant -> names.contains(mutant.name()));
    }

    @ParameterizedTest
    @MethodSource("told")
    void namesTheStepAndTheCauseOfACopysFault(Mutants.Mutant mutant) {
        String why = MutantTable.find(mutant, 3, Effort.QUICK).orElseThrow().why();
        assertThat(mutant.expected().isNamedBy(why)).as(mutant.name() + ": " + why).isTrue();
    }

    private static Evidence scheme(GuidedSampler sampler) {
        List<Verdict> verdicts = new ArrayList<>();
        Guard.decide(new SamplerUnderTest(sampler, Optional.empty(), 20, List.of(1.0), 3).at(Effort.QUICK),
                List.of("sampler.scheme"), 1e-6, verdicts::add);
        return verdicts.get(0).evidence().get(1);
    }

    @Test
    void refutesASchemeWhoseLaterCallsAreToldTheLevelBeforeOnLevelsOfItsOwn() {
        Evidence evidence = scheme(new HeunOfSigma(true));
        assertThat(evidence.outcome()).as(evidence.toString()).isEqualTo(Outcome.REFUTED);
        assertThat(evidence.rule()).contains("edm").contains("that of the step before");
        assertThat(scheme(new HeunOfSigma(false)).outcome()).isNotEqualTo(Outcome.REFUTED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1.6})
    void saysHowMuchWorseASchemeIsThanBuiltInOnes(double ofDifference) {
        PlainDpmSolverPlusPlus worse = new PlainDpmSolverPlusPlus(2);
        worse.ofDifference = ofDifference;
        Evidence evidence = scheme(worse);
        assertThat(evidence.outcome()).as(evidence.toString()).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(evidence.saying().orElseThrow()).startsWith("a scheme of its own, error at 20 steps ")
                .contains("times that of ddim", "times that of multistep in as many calls")
                .containsPattern("--like, as .*\\bmultistep\\b");
    }

    /** Heun's scheme in σ between levels of its own, right or with the second call of each step told the first's level. */
    private record HeunOfSigma(boolean isToldLate) implements GuidedSampler {
        @Override
        public String name() {
            return "heun-of-sigma";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            double[] x = Arrays.stream(noise.next()).map(z -> sigma(0, grid) * z).toArray();
            for (int k = 0; k < grid.steps() - 1; k++) {
                double s = sigma(k, grid);
                double t = sigma(k + 1, grid);
                double[] first = slope(x, s, s, denoiser, guidance, noise.dimension());
                double[] ahead = moved(x, first, t - s);
                double[] second = slope(ahead, isToldLate ? s : t, t, denoiser, guidance, noise.dimension());
                x = moved(moved(x, first, (t - s) / 2), second, (t - s) / 2);
            }
            double s = sigma(grid.steps() - 1, grid);
            return moved(x, slope(x, s, s, denoiser, guidance, noise.dimension()), -s);
        }

        private static double sigma(int k, TimeGrid grid) {
            return 100 * Math.pow(1e-4, (double) k / (grid.steps() - 1));
        }

        private static double[] slope(double[] x, double told, double s, Denoiser denoiser, GuidanceSchedule guidance,
                int d) {
            NoiseLevel level = NoiseLevel.ofLogSnr(-2 * Math.log(told));
            double root = Math.sqrt(level.signal());
            double w = guidance.meanWeight(level, level);
            double[] y = Arrays.stream(x).map(a -> root * a).toArray();
            Denoiser.Scores scores = denoiser.scores(level, y, d);
            double[] slope = new double[x.length];
            Arrays.setAll(slope, i -> (x[i] - (y[i] + level.noise() * scores.guided(i, w)) / root) / s);
            return slope;
        }

        private static double[] moved(double[] x, double[] slope, double change) {
            double[] result = new double[x.length];
            Arrays.setAll(result, i -> x[i] + change * slope[i]);
            return result;
        }
    }
}
