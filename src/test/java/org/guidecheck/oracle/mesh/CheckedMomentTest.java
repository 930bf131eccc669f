package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.guidecheck.ReferenceCases.mixture;

import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.junit.jupiter.api.Test;

class CheckedMomentTest {
    private static LabelledLaw pair(double from) {
        return ReferenceCases.law(0.5, mixture(new double[] {1}, new double[] {from}, new double[] {0.5}),
                mixture(new double[] {1}, new double[] {from + 3}, new double[] {0.5}));
    }

    @Test
    void dataFarFromTheOriginHaveTheMeanOfTheSameDataNearIt() {
        for (double w : new double[] {0.25, 1.5, 8}) {
            Result far = new FiniteDifferences(ReferenceCases.process(pair(1000), w)).meanReciprocal(5e-3);
            Result near = new FiniteDifferences(ReferenceCases.process(pair(-1), w)).meanReciprocal(5e-3);
            assertThat(far.isResolved()).isTrue();
            assertThat(far.value()).isCloseTo(near.value(), within(1e-9));
            assertThat(far.value() + far.errorBound()).isGreaterThan(1);
        }
        assertThat(new FiniteDifferences(ReferenceCases.process(pair(1000), 0.25)).meanReciprocal(5e-3)
                .admits(1.0018, 1e-4)).isTrue();
    }

    @Test
    void valuesThatDoNotConvergeHaveNoBound() {
        double[] wandering = {1, 1.1, 1.05, 1.16, 1.02};
        Result result = RefinementLadder.climb(
                k -> List.of(new RefinementLadder.Rung(wandering[k], 1 << k, 1 << k)), 4, (found, fine) -> false)
                .get(0);
        assertThat(result.isResolved()).isFalse();
        assertThat(result.whyUnresolved().orElseThrow()).contains("does not converge");
        assertThat(result.bounds().width()).isInfinite();
    }

    @Test
    void valuesOfAnotherOrderHaveTheBoundOfTheirSeries() {
        // Order ½: the limit is 1, far beyond twice the last difference.
        double[] slow = IntStream.range(0, 3).mapToDouble(k -> 1 + Math.pow(2, -0.5 * k)).toArray();
        Result result = RefinementLadder.climb(k -> List.of(new RefinementLadder.Rung(slow[k], 1 << k, 1 << k)), 2,
                (found, fine) -> false).get(0);
        assertThat(result.bounds().contains(1)).isTrue();
    }

    @Test
    void theStartsErrorIsThatOfTheUnguidedMean() {
        FiniteDifferences unguided = new FiniteDifferences(ReferenceCases.process(ReferenceCases.T, 0));
        Result result = unguided.meanReciprocal(1e-6);
        assertThat(result.admits(2, unguided.startError())).as("%s", result).isTrue();
        assertThat(unguided.startError()).isLessThan(1e-4);
    }

    @Test
    void aTimeLimitLeavesAnAnswerInWords() {
        Result none = new FiniteDifferences(ReferenceCases.process(ReferenceCases.A, 1)).within(TimeBudget.ofSeconds(0))
                .meanReciprocal(1e-9);
        assertThat(none.isResolved()).isFalse();
        assertThat(none.whyUnresolved().orElseThrow()).contains("time limit");
    }
}
