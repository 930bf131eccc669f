package org.guidecheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.paper.MeanReciprocalDrops;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Case T, on which plain averages of 1/p are confidently wrong: without guidance the mean of 2 comes from events of
 * probability e^{−50}, and an average without these lies below the guided mean.
 */
class CaseTTest {
    private static final int POINTS = 20_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 8})
    void theMainClaimHolds(double w) {
        assertTheMainClaimHolds(w);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 2, 3})
    void theMainClaimHoldsAtMoreWeights(double w) {
        assertTheMainClaimHolds(w);
    }

    private static void assertTheMainClaimHolds(double w) {
        Verdict verdict = new MeanReciprocalDrops()
                .decide(Setting.of(ReferenceCases.T, 0, GuidanceSchedule.constant(w), 1), 1e-6);
        assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.evidence().get(0).bounds().upper()).isLessThan(2);
    }

    @Test
    void plainAveragesSayTheOpposite() {
        double[] unguided = averageAndError(0);
        double[] guided = averageAndError(1);
        // Six standard errors apart, and on the wrong side.
        assertThat(guided[0] - unguided[0]).isGreaterThan(6 * Math.hypot(guided[1], unguided[1]));
        assertThat(unguided[0]).isLessThan(1.25);
    }

    private static double[] averageAndError(double w) {
        Setting setting = Setting.of(ReferenceCases.T, 0, GuidanceSchedule.constant(w), 5);
        SamplerRun run = new SamplerRun(setting);
        double[] odds = run.logOdds(run.draw(setting.guidance(), 400, "plain", 0, POINTS), run.grid(400).end());
        double sum = 0;
        double squares = 0;
        for (double each : odds) {
            double reciprocal = 1 + Math.exp(-each);
            sum += reciprocal;
            squares += reciprocal * reciprocal;
        }
        double mean = sum / POINTS;
        return new double[] {mean, Math.sqrt((squares / POINTS - mean * mean) / POINTS)};
    }
}
