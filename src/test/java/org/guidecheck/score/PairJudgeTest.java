package org.guidecheck.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Heun;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.StandardNormal;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairJudgeTest {
    private static final GaussianPair UNIT =
            new GaussianPair(Gaussian.isotropic(new double[] {0}, 1), Gaussian.isotropic(new double[] {0}, 2));

    private static NormalLaw normal(double mean, double variance) {
        return new NormalLaw(new ArrayRealVector(new double[] {mean}),
                new Array2DRowRealMatrix(new double[][] {{variance}}));
    }

    /** Variances of Bradley and Nakkiran: 2^{−w} of the flow, (2 − 2^{−2w})/(2w + 1) of the diffusion. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 3, 7.5})
    void exactLawsAreTheClosedForms(double w) {
        PairJudge judge = new PairJudge(UNIT, w);
        assertThat(judge.limit(0).covariance().getEntry(0, 0)).isCloseTo(Math.pow(2, -w), within(1e-8));
        assertThat(judge.limit(1).covariance().getEntry(0, 0))
                .isCloseTo((2 - Math.pow(2, -2 * w)) / (2 * w + 1), within(1e-8));
    }

    /** The coordinates of the usual pair, each by the tables of coefficients. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 3})
    void outputsAreThoseOfStepTablesForAllKnownSchemes(double w) {
        GaussianPair pair = new GaussianPair(
                new Gaussian(new double[] {0, 1, -2, 0}, new Covariance.Diagonal(1, 0.01, 4, 0.0025)),
                new Gaussian(new double[] {0, 0, 1, 0}, new Covariance.Diagonal(2, 1, 9, 0.25)));
        PairJudge judge = new PairJudge(pair, w);
        TimeGrid grid = TimeGrid.toClean(5, 0.05, 20);
        for (LinearSampler sampler : Samplers.known()) {
            GaussianLaw right = GaussianLaw.of(sampler, ScorePair.STANDARD, w, grid);
            NormalLaw found = judge.output(sampler, grid);
            for (int i = 0; i < 4; i++) {
                GaussianLaw.Coordinate c = right.coordinates().get(i);
                double tolerance = 1e-8 * c.deviation() + 10 * c.rounding();
                assertThat(found.mean().getEntry(i)).as(sampler.name()).isCloseTo(c.mean(), within(tolerance));
                assertThat(Math.sqrt(found.covariance().getEntry(i, i))).as(sampler.name())
                        .isCloseTo(c.deviation(), within(tolerance));
            }
        }
    }

    @Test
    void divergenceAndDistanceAreThoseOfQuadrature() {
        double[][] cases = {{0.3, 1.2, 0, 1}, {0, 0.5, 0, 2}, {-1, 3, 0.5, 0.7}, {0.2, 1, 0, 1}};
        for (double[] each : cases) {
            NormalLaw one = normal(each[0], each[1]);
            NormalLaw other = normal(each[2], each[3]);
            double divergence = 0;
            double distance = 0;
            double step = 1e-4;
            for (double y = -40; y < 40; y += step) {
                double a = (y - each[0]) / Math.sqrt(each[1]);
                double b = (y - each[2]) / Math.sqrt(each[3]);
                double p = StandardNormal.density(a) / Math.sqrt(each[1]);
                divergence += step * p * (0.5 * (b * b - a * a) + 0.5 * Math.log(each[3] / each[1]));
                distance += step * Math.abs(StandardNormal.cdf(a) - StandardNormal.cdf(b));
            }
            assertThat(one.divergence(other)).isCloseTo(divergence, within(1e-6));
            assertThat(one.distance(other)).isCloseTo(distance, within(1e-6));
        }
        assertThat(normal(0, 0).divergence(normal(0, 1))).isInfinite();
    }

    /** In eight dimensions the exact law is the limit of a sampler of second order. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void correlatedCovariancesHaveTheLawOfShortSteps(double w) {
        Judge judge = ReferenceSet.byId("space/correlated-gaussians-8d@1").problem().judge(w, new Streams(1));
        double before = Double.POSITIVE_INFINITY;
        for (int steps : new int[] {75, 150, 300}) {
            List<NoiseLevel> levels = new ArrayList<>(TimeGrid.uniformInLogSnr(-26, 7, steps).levels());
            levels.add(NoiseLevel.CLEAN);
            Run run = new Run(new Heun(), Dynamics.FLOW, new TimeGrid(levels), steps, 2 * steps, true, 0);
            Measure found = judge.judge(run, 1e-6).get(0);
            assertThat(found.name()).isEqualTo(Measure.DIVERGENCE);
            assertThat(found.value()).as(String.format(Locale.ROOT, "%d steps", steps)).isLessThan(before / 8);
            before = found.value();
        }
        assertThat(before).isLessThan(1e-3);
    }

    @Test
    void unguidedOutputsOfTheClassAreItsOwn() {
        GaussianPair pair = new GaussianPair(Gaussian.isotropic(new double[] {1, -1}, 0.5),
                new Gaussian(new double[] {0, 0}, new Covariance.Full(new double[][] {{2, 1}, {1, 2}})));
        for (double churn : new double[] {0, 1}) {
            NormalLaw law = new PairJudge(pair, 0).limit(churn);
            assertThat(law.mean().toArray()).containsExactly(new double[] {1, -1}, within(1e-6));
            assertThat(law.covariance().getEntry(0, 0)).isCloseTo(0.5, within(1e-6));
            assertThat(law.covariance().getEntry(0, 1)).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void bothDistancesOfThePairAreGiven() {
        Judge judge = ReferenceSet.byId("line/gaussian-pair").problem().judge(3, new Streams(1));
        Run run = new Run(Samplers.byName("ddim"), Dynamics.FLOW, judge.ownGrid().apply(64), 64, 64, true, 0);
        List<Measure> measures = judge.judge(run, 1e-6);
        assertThat(measures).extracting(Measure::name).containsExactly(Measure.DISTANCE, Measure.DIVERGENCE);
        // Means are 0, so the distance is √(2/π) times the difference of the deviations.
        double deviation = Math.sqrt(GaussianLaw.of(Samplers.byName("ddim"), ScorePair.STANDARD, 3,
                run.grid()).coordinates().get(0).variance());
        assertThat(measures.get(0).value())
                .isCloseTo(Math.sqrt(2 / Math.PI) * Math.abs(deviation - Math.pow(2, -1.5)), within(1e-7));
    }
}
