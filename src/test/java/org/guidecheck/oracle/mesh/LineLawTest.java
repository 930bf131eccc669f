package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.statistics.StandardNormal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineLawTest {
    private static final double[] SCORES = {-4, -3, -2, -1, -0.5, 0.5, 1, 2, 3, 4};

    private static GuidedProcess process(LabelledLaw law, double w) {
        return GuidedProcess.of(law, 0, GuidanceSchedule.constant(w));
    }

    /** Distribution function of the class of case T, half N(−1, 0.3²) and half N(3, 0.3²). */
    private static double cdfOfT(double y) {
        return 0.5 * StandardNormal.cdf((y + 1) / 0.3) + 0.5 * StandardNormal.cdf((y - 3) / 0.3);
    }

    @Test
    void withoutGuidanceFlowDiffusionAndClassHaveTheLawOfTheClass() {
        GuidedProcess process = process(NamedLaws.T, 0);
        for (LineLaw law : List.of(LineLaw.ofClass(process), LineLaw.ofFlow(process),
                LineLaw.ofDiffusion(process))) {
            double mean = 0;
            for (double score : SCORES) {
                double right = StandardNormal.cdf(score);
                double density = 0.5 / 0.3 * (StandardNormal.density((law.quantile(score) + 1) / 0.3)
                        + StandardNormal.density((law.quantile(score) - 3) / 0.3));
                mean += Math.abs(cdfOfT(law.quantile(score)) - right) / density * StandardNormal.density(score);
            }
            assertThat(mean / SCORES.length).isLessThan(law.error());
            assertThat(law.error()).isLessThan(2e-4);
        }
    }

    /** Paths of a solver in any dimension, each followed on its own, forwards. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 3})
    void quantilesOfTheFlowAreEndsOfPaths(double w) {
        GuidedProcess process = process(NamedLaws.A, w);
        ReferenceFlow flow = ReferenceFlow.fromPureNoise(process);
        LineLaw law = LineLaw.ofFlow(flow);
        double sum = 0;
        double step = 0.0625;
        for (double score = -5; score <= 5; score += step) {
            sum += step * StandardNormal.density(score)
                    * Math.abs(law.quantile(score) - flow.end(new double[] {score})[0]);
        }
        assertThat(sum).isLessThan(law.error());
        assertThat(law.error()).isLessThan(5e-5);
    }

    /** The chain's own law extrapolated to short steps, which shares no equation with the density. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 3})
    void quantilesOfTheDiffusionAreThoseOfChainsInTheLimit(double w) {
        GuidedProcess process = process(NamedLaws.A, w);
        LineLaw law = LineLaw.ofDiffusion(process);
        LineMap coarse = ChainLaw.of(process, process.grid(512), new EulerMaruyama())[1];
        LineMap fine = ChainLaw.of(process, process.grid(1024), new EulerMaruyama())[1];
        MonotoneCurve one = new MonotoneCurve(coarse.scores(), coarse.values());
        MonotoneCurve other = new MonotoneCurve(fine.scores(), fine.values());
        assertThat(fine.distance(law)).as("the error falls like the step").isLessThan(0.6 * coarse.distance(law));
        double sum = 0;
        for (double score : SCORES) {
            double limit = 2 * other.at(score) - one.at(score);
            sum += Math.abs(law.quantile(score) - limit) * StandardNormal.density(score);
        }
        assertThat(sum / SCORES.length).isLessThan(1e-4);
    }

    @Test
    void guidedFlowAndDiffusionDiffer() {
        GuidedProcess process = process(NamedLaws.T, 3);
        LineLaw flow = LineLaw.ofFlow(process);
        assertThat(Math.abs(flow.quantile(-1) - LineLaw.ofDiffusion(process).quantile(-1))).isGreaterThan(3);
    }

    /** E[h(Y)] by the backward equation and by the forward one. */
    @ParameterizedTest
    @ValueSource(ints = {8, 32, 100})
    void chainsHaveTheMeansOfTheBackwardEquation(int steps) {
        for (GaussianSampler sampler : List.of(new Ddpm(), new EulerMaruyama(), new Ddim(0.5))) {
            for (double w : new double[] {0, 2}) {
                GuidedProcess process = process(NamedLaws.T, w);
                FiniteDifferences.Functional functional = (y, odds) -> Math.tanh(y - 1);
                FiniteDifferences.Result right =
                        ChainQuadrature.mean(process, process.grid(steps), sampler, functional);
                LineMap[] maps = ChainLaw.of(process, process.grid(steps), sampler);
                double error = Math.abs(mean(maps[1]) - mean(maps[0]));
                assertThat(error).isLessThan(2e-3);
                assertThat(mean(maps[1])).as(sampler.name() + ", w=" + w)
                        .isCloseTo(right.value(), within(right.errorBound() + error + 2e-4));
            }
        }
    }

    private static double mean(LineMap map) {
        double sum = 0;
        double[] z = map.scores();
        for (int i = 0; i < z.length; i++) {
            double from = i == 0 ? 0 : StandardNormal.cdf(0.5 * (z[i - 1] + z[i]));
            double to = i == z.length - 1 ? 1 : StandardNormal.cdf(0.5 * (z[i] + z[i + 1]));
            sum += (to - from) * Math.tanh(map.values()[i] - 1);
        }
        return sum;
    }

    private static final LabelledLaw STANDARD = new LabelledLaw(List.of(
            new LabelledClass("c", 0.5, Gaussian.isotropic(new double[] {0}, 1)),
            new LabelledClass("other", 0.5, Gaussian.isotropic(new double[] {1}, 1))));

    private static double[] scores(int n) {
        double[] scores = new double[n];
        Arrays.setAll(scores, i -> 8 * (2 * (i + 0.5) / n - 1));
        return scores;
    }

    @Test
    void distancesAreThoseOfNormalLawsInClosedForm() {
        LineLaw standard = LineLaw.ofClass(process(STANDARD, 0));
        double[] z = scores(2000);
        LineMap wider = new LineMap(z, DoubleStream.of(z).map(x -> 0.3 + 1.5 * x).toArray(), 0);
        double a = 0.3;
        double b = 0.5;
        double right = 2 * b * StandardNormal.density(a / b) + a * (1 - 2 * StandardNormal.cdf(-a / b));
        assertThat(wider.distance(standard)).isCloseTo(right, within(1e-5));
    }

    @Test
    void aMapThatIsNotIncreasingIsPutInOrder() {
        LineLaw standard = LineLaw.ofClass(process(STANDARD, 0));
        double[] z = scores(4000);
        LineMap mirrored = new LineMap(z, DoubleStream.of(z).map(x -> -x).toArray(), 0);
        assertThat(mirrored.distance(standard)).isLessThan(2e-4);
        // |Z| is at least Z, so the distance is the difference of the means, √(2/π).
        LineMap folded = new LineMap(z, DoubleStream.of(z).map(Math::abs).toArray(), 0);
        assertThat(folded.distance(standard)).isCloseTo(Math.sqrt(2 / Math.PI), within(2e-4));
    }

    @Test
    void scoresInvertTheDistributionFunctionInBothTails() {
        for (double z = -30; z <= 30; z += 0.37) {
            assertThat(StandardNormal.score(StandardNormal.cdf(z), StandardNormal.cdf(-z)))
                    .isCloseTo(z, within(1e-9 * (1 + Math.abs(z))));
            assertThat(NormalTable.cdf(z)).isCloseTo(StandardNormal.cdf(z), within(2e-10));
        }
    }

    /** Levels σ of Karras et al. from 80 to 0.002, whose last steps have noise far narrower than any mesh; then clean. */
    private static TimeGrid karras(int levels) {
        List<NoiseLevel> all = new ArrayList<>();
        for (int i = 0; i < levels; i++) {
            double root =
                    Math.pow(80, 1 / 7.0) + i / (levels - 1.0) * (Math.pow(0.002, 1 / 7.0) - Math.pow(80, 1 / 7.0));
            all.add(NoiseLevel.ofLogSnr(-14 * Math.log(root)));
        }
        all.add(NoiseLevel.CLEAN);
        return new TimeGrid(all);
    }

    /** W1 of N(m, s²) and N(1, 1): the mean of |m − 1 + (s − 1)Z|. */
    private static double distanceFromClass(double m, double s) {
        double z = (m - 1) / (s - 1);
        return Math.abs(s - 1) * (2 * StandardNormal.density(z) + z * (StandardNormal.cdf(z) - StandardNormal.cdf(-z)));
    }

    /** For a single Gaussian every step is affine, so that the chain's end is a Gaussian whose moments are known. */
    @ParameterizedTest
    @ValueSource(ints = {10, 50})
    void distancesOfGaussiansAreClosedForms(int levels) {
        GuidedProcess process = process(new LabelledLaw(List.of(
                new LabelledClass("c", 0.5, Gaussian.isotropic(new double[] {1}, 1)),
                new LabelledClass("other", 0.5, Gaussian.isotropic(new double[] {-1}, 1)))), 0);
        LineLaw law = LineLaw.ofClass(process);
        for (TimeGrid grid : List.of(karras(levels), process.grid(levels))) {
            for (GaussianSampler sampler : List.of(new Ddpm(), new EulerMaruyama(), new Ddim(0.5))) {
                double mean = 0;
                double variance = 1;
                for (int k = 0; k < grid.steps(); k++) {
                    GaussianSampler.Transition step = sampler.transition(grid.level(k), grid.level(k + 1));
                    // The noised class has variance 1 at every level: its score is √t − y.
                    double factor = step.keep() - step.push();
                    mean = factor * mean + step.push() * Math.sqrt(grid.level(k).signal());
                    variance = factor * factor * variance + step.deviation() * step.deviation();
                }
                LineMap[] maps = ChainLaw.of(process, grid, sampler);
                double found = maps[1].distance(law);
                double bound = Math.abs(found - maps[0].distance(law)) + law.error();
                assertThat(found).as(sampler.name()).isCloseTo(distanceFromClass(mean, Math.sqrt(variance)),
                        within(bound));
                assertThat(bound).isLessThan(2e-4);
            }
        }
    }
}
