package org.guidecheck.oracle.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("thorough")
class BoundedRepresentationTest {
    private static final double ALPHA = 1e-9;
    private static final BoundedRepresentation.Effort EFFORT = new BoundedRepresentation.Effort(1e-3, 0, 2048, 1 << 13);

    private static BoundedRepresentation.Estimate sampled(LabelledLaw law, GuidanceSchedule w) {
        return new BoundedRepresentation(new GuidedProcess(law, 0, w, 0), new Streams(21), ALPHA)
                .estimate(EFFORT, e -> false);
    }

    private static double exact(LabelledLaw law, GuidanceSchedule w) {
        return new FiniteDifferences(new GuidedProcess(law, 0, w, 0)).meanReciprocal(1e-5).value();
    }

    /**
     * Largest difference of two estimates: six standard errors of a survival of deviation at most ½, and the step
     * errors.
     */
    private static double allowed(BoundedRepresentation.Estimate estimate, double prior) {
        return 6 * 0.5 / Math.sqrt((double) estimate.paths()) / prior + estimate.discretisation() + estimate.start();
    }

    @ParameterizedTest
    @CsvSource({"0", "0.25", "1", "8"})
    void coversFiniteDifferencesOnTheLine(double w) {
        GuidanceSchedule guidance = GuidanceSchedule.constant(w);
        for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
            BoundedRepresentation.Estimate estimate = sampled(law, guidance);
            double exact = exact(law, guidance);
            assertThat(estimate.bounds().contains(exact)).as("%s in %s", exact, estimate).isTrue();
            assertThat(Math.abs(estimate.value() - exact)).isLessThan(allowed(estimate, law.prior(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,-1:3,2:0.5", "4,0:0"})
    void followsSchedules(String text) {
        assertFollows(text);
    }

    @Tag("exhaustive")
    @Test
    void followsAStrongWeightThatBeginsLate() {
        assertFollows("0,1:6");
    }

    private static void assertFollows(String text) {
        GuidanceSchedule guidance = GuidanceSchedule.parse(text);
        BoundedRepresentation.Estimate estimate = sampled(ReferenceCases.A, guidance);
        assertThat(estimate.bounds().contains(exact(ReferenceCases.A, guidance))).as("%s", estimate).isTrue();
    }

    /**
     * Classes that differ along one direction only, with the same Gaussian noise in the others, have the mean
     * reciprocal of that direction: an exact answer in any dimension.
     */
    @ParameterizedTest
    @CsvSource({"2, 3", "5, 0.5", "8, 1"})
    void meetsTheLineInManyDimensions(int dimension, double w) {
        LabelledLaw embedded = new LabelledLaw(List.of(
                new LabelledClass("c", 0.3, embed(ReferenceCases.A.law(0), dimension)),
                new LabelledClass("d", 0.7, embed(ReferenceCases.A.law(1), dimension))));
        GuidanceSchedule guidance = GuidanceSchedule.constant(w);
        BoundedRepresentation.Estimate estimate = sampled(embedded, guidance);
        double exact = exact(ReferenceCases.A, guidance);
        assertThat(estimate.bounds().contains(exact)).as("%s in %s", exact, estimate).isTrue();
        assertThat(Math.abs(estimate.value() - exact)).isLessThan(allowed(estimate, 0.3));
    }

    /** The law along the diagonal, times N(0, 0.7² I) across it. */
    private static Law embed(Law line, int dimension) {
        double[] weights =
                line.gaussianComponents().orElseThrow().stream().mapToDouble(Law.Component::weight).toArray();
        List<Law> parts = new ArrayList<>();
        for (Law.Component component : line.gaussianComponents().orElseThrow()) {
            double[] mean = new double[dimension];
            double[][] covariance = new double[dimension][dimension];
            double along = component.gaussian().covariance().variance(0);
            for (int i = 0; i < dimension; i++) {
                mean[i] = component.gaussian().mean(0) / Math.sqrt(dimension);
                for (int j = 0; j < dimension; j++) {
                    covariance[i][j] = (along - 0.49) / dimension + (i == j ? 0.49 : 0);
                }
            }
            parts.add(new Gaussian(mean, new Covariance.Full(covariance)));
        }
        return new Mixture(weights, parts);
    }

    @Test
    void theHeunSchemeIsOfSecondOrder() {
        double[] gaps = new double[3];
        for (int i = 0; i < 3; i++) {
            BoundedPaths.Survivals survivals =
                    new BoundedPaths(ReferenceCases.process(ReferenceCases.A, 3), ChangeOfMeasure.bounded(1),
                            TimeGrid.forLaw(ReferenceCases.A, 64 << i, 0), new Streams(4)).run(0, 1 << 15);
            StepErrorBound error = new StepErrorBound();
            error.accept(survivals.fine(), survivals.coarse());
            gaps[i] = Math.abs(error.mean());
            assertThat(error.standardError()).isLessThan(gaps[i] / 4);
        }
        // A ratio of four at order 2, two at order 1; the standard error of each gap is below a quarter of it.
        assertThat(gaps[0] / gaps[1]).isBetween(2.4, 6.7);
    }

    @Test
    void pathsDependOnSeedAndIndexAlone() {
        BoundedPaths paths = new BoundedPaths(ReferenceCases.process(ReferenceCases.T, 2), ChangeOfMeasure.bounded(1),
                TimeGrid.forLaw(ReferenceCases.T, 64, 0), new Streams(9));
        double[] whole = paths.run(0, 256).fine();
        assertThat(paths.run(128, 128).fine()).containsExactly(java.util.Arrays.copyOfRange(whole, 128, 256));
        assertThat(paths.run(0, 70).fine()).containsExactly(java.util.Arrays.copyOf(whole, 70));
    }

    @Test
    void streamsOfDifferentKeysDiffer() {
        UniformRandomProvider one = new Streams(1).stream(0);
        assertThat(one.nextLong()).isNotEqualTo(new Streams(1).stream(1).nextLong())
                .isNotEqualTo(new Streams(2).stream(0).nextLong())
                .isNotEqualTo(new Streams(1).derived("other").stream(0).nextLong())
                .isEqualTo(new Streams(1).stream(0).nextLong());
    }

    @Test
    void weightsBelowZeroAreRefused() {
        assertThatThrownBy(() -> new BoundedRepresentation(new GuidedProcess(ReferenceCases.A, 0,
                GuidanceSchedule.parse("1,0:-0.5"), 0), new Streams(1), ALPHA))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-0.5");
    }
}
