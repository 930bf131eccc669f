package org.guidecheck.oracle.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.mesh.TimeSteps;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("thorough")
class ReweightingTest {
    private static final double ALPHA = 1e-6;
    private static final int PATHS = 1 << 14;

    private static Reweighting of(LabelledLaw law, double w) {
        return new Reweighting(ReferenceCases.process(law, w), new Streams(11), ALPHA);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 0.999, 1, 1.5, 2})
    void meetsFiniteDifferences(double w) {
        for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
            FiniteDifferences.Result exact =
                    new FiniteDifferences(ReferenceCases.process(law, w)).meanReciprocal(1e-4);
            Reweighting.Answer answer = of(law, w).meanReciprocal(0.01, PATHS, a -> false);
            assertThat(answer.estimate().bounds().intersect(exact.bounds()))
                    .as("%s against %s", answer, exact).isPresent();
            assertThat(answer.estimate().bounds().width()).isLessThan(0.3 * exact.value());
            assertThat(answer.isCarried()).isTrue();
            Reweighting.Answer decrement = of(law, w).decrement(0.01, PATHS, a -> false);
            double unguided = 1 / law.prior(0);
            Interval drop = Interval.around(unguided - exact.value(), exact.errorBound() + 1e-4 * unguided);
            assertThat(decrement.estimate().bounds().intersect(drop)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 2})
    void theMeanWeightIsOne(double w) {
        Reweighting.Answer answer = of(ReferenceCases.T, w).meanWeight(0.01, PATHS, a -> false);
        assertThat(answer.estimate().bounds().contains(1)).as("%s", answer).isTrue();
        assertThat(answer.estimate().bounds().width()).isLessThan(0.2);
    }

    @Test
    void aWrongRateShowsInBothMeans() {
        Reweighting wrong = new Reweighting(ReferenceCases.process(ReferenceCases.T, 1), new Streams(11), ALPHA, 0.8);
        assertThat(wrong.meanWeight(0.01, PATHS, a -> false).estimate().bounds().contains(1)).isFalse();
        FiniteDifferences.Result exact = new FiniteDifferences(ReferenceCases.process(ReferenceCases.T, 1))
                .meanReciprocal(1e-4);
        assertThat(wrong.meanReciprocal(0.01, PATHS, a -> false).estimate().bounds().intersect(exact.bounds()))
                .isEmpty();
    }

    @Test
    void unguidedPathsHaveEqualWeights() {
        Reweighting.Answer answer = of(ReferenceCases.A, 0).meanReciprocal(1e-3, 4096, a -> false);
        assertThat(answer.estimate().value()).isEqualTo(1 / 0.3);
        assertThat(answer.effective()).isEqualTo(4096);
    }

    @Test
    void aCollapseIsReported() {
        Reweighting.Answer answer = of(ReferenceCases.A, 20).meanReciprocal(0.05, 4096, a -> false);
        assertThat(answer.isCarried()).isFalse();
        assertThat(answer.estimate().bounds().width()).isGreaterThan(1);
    }

    @Test
    void pathsDoNotDependOnTheBatches() {
        ForwardPaths paths = new ForwardPaths(ClassVersusRest.of(ReferenceCases.T, 0), ReferenceCases.T.law(0),
                new TimeSteps(ReferenceCases.process(ReferenceCases.T, 1)).grid(2, 0.5), new Streams(4));
        ForwardPaths.Reading area = (f, a, stride) -> a[a.length - 1];
        double[] whole = paths.run(0, 200, area)[0];
        assertThat(paths.run(128, 64, area)[0]).containsExactly(java.util.Arrays.copyOfRange(whole, 128, 192));
    }

    @Test
    void aWeightBelowZeroIsNamed() {
        assertThatThrownBy(() -> of(ReferenceCases.T, -0.5)).hasMessage("weight=-0.5: must be finite and at least 0");
    }
}
