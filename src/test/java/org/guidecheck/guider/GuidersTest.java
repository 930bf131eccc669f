package org.guidecheck.guider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.text.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Built-in guiders are the formulas of their papers, in the papers' own variables, and are found by name. */
class GuidersTest {
    private static final TimeGrid GRID = TimeGrid.toClean(3, 0.5, 10);
    private static final double[] X = {0.7, -1.1, 0.4, 2.1, 0.3, -0.2};
    private static final double[] OWN = {-0.5, 0.9, 1.3, -1.9, 0.2, 0.7};
    private static final double[] ALL = {0.2, 0.6, -0.4, -1.2, -0.3, 0.1};
    private static final double[] OTHER = {0.4, -0.6, -0.7, -1.1, 0.3, 0.6};
    private static final int D = 3;

    private static GuidanceCall call(int step) {
        return new GuidanceCall(step, GRID.level(step), D, X, OWN, ALL);
    }

    /** The guided score of the last of some steps, all with the same points and predictions. */
    private static double[] guided(String name, double scale, int steps) {
        try (Guider.Run run = Guiders.byName(name).begin(GRID, scale)) {
            double[] result = {};
            for (int k = 0; k < steps; k++) {
                result = run.guided(call(k));
            }
            return result;
        }
    }

    private static double[] combine(double a, double[] x, double b, double[] y) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> a * x[i] + b * y[i]);
        return result;
    }

    private static void assertNear(double[] actual, double[] expected) {
        assertThat(actual).containsExactly(expected, within(1e-9));
    }

    private static double[] noise(int step, double[] score) {
        return combine(-Math.sqrt(GRID.level(step).noise()), score, 0, score);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cfg", "interval:0.1:5", "limit:3", "rescale:0.7", "rescale-x0:0.7", "projected:0",
        "projected:0.5:2", "cfg-zero-star", "cfg-zero-star:0.9", "cfg-zero-star-steps", "cfg-zero-star-steps:2", "apg",
        "apg:1", "apg:0:5", "apg:0:inf:-0.5", "momentum:0.3", "cfg++", "cfg++:0.6", "perp-neg", "perp-neg:2",
        "power:0.9", "threshold:99.5"})
    void eachIsFoundByItsNameAndGivesFiniteScores(String name) {
        Guider guider = Guiders.byName(name);
        assertThat(guider.name()).isEqualTo(name);
        try (Guider.Run run = guider.begin(GRID, 3)) {
            for (int k = 0; k < GRID.steps(); k++) {
                assertThat(run.guided(call(k))).hasSameSizeAs(X).satisfies(
                        scores -> assertThat(Arrays.stream(scores)).allMatch(Double::isFinite));
            }
        }
        assertThat(Guiders.names().stream().map(each -> each.replaceAll("[:\\[].*", "")))
                .contains(name.replaceAll(":.*", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "apgg | apgg is not a guidance rule; must be one of [cfg, interval,",
        "cfg+++ | did you mean cfg++?",
        "interval:1 | interval:1: must have 2 numbers after interval",
        "interval:2:1 | interval:2:1: high=1.0: must be above low=2.0",
        "apg:0:1:0.5:2 | apg:0:1:0.5:2: must have 0 to 3 numbers after apg",
        "apg:0:1:1 | apg:0:1:1: momentum=1.0: must be above -1 and below 1",
        "apg:-1 | apg:-1: parallel=-1.0: must be finite and at least 0",
        "momentum:x | momentum:x: 'x' must be a number",
        "power:NaN | power:NaN: 'NaN' must be a number",
        "power:-1 | exponent=-1.0: must be finite and above -1",
        "threshold:0 | percentile=0.0: must be above 0 and at most 100",
        "cfg-zero-star-steps:1.5 | 1.5: must be a whole number",
        "cfg++:inf | lambda=Infinity: must be finite",
        "perp-neg:-1 | away=-1.0: must be finite and at least 0"})
    void aWrongNameOrNumberIsNamedInOneLine(String text, String message) {
        assertThatThrownBy(() -> Guiders.byName(text)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message).hasMessageNotContaining("\n");
    }

    /** x′ of CFG++, algorithm 2 of its paper, and x′ of DDIM from the guider's score. */
    @Test
    void aDdimStepWithTheScoreOfCfgPlusPlusIsTheStepOfItsPaper() {
        for (int k : new int[] {0, 4, GRID.steps() - 1}) {
            NoiseLevel from = GRID.level(k);
            NoiseLevel to = GRID.level(k + 1);
            double[] mixed = combine(0.6, noise(k, OWN), 0.4, noise(k, ALL));
            double[] clean = combine(1 / Math.sqrt(from.signal()), X, -from.sigma(), mixed);
            double[] paper = combine(Math.sqrt(to.signal()), clean, Math.sqrt(to.noise()), noise(k, ALL));
            try (Guider.Run run = Guiders.byName("cfg++").begin(GRID, 0.6)) {
                double[] score = run.guided(call(k));
                double[] ddim = combine(Math.sqrt(to.signal()), from.cleanPoints(X, score), Math.sqrt(to.noise()),
                        noise(k, score));
                assertNear(ddim, paper);
            }
            assertNear(guided("cfg++:0.6", 40, k + 1), guided("cfg++", 0.6, k + 1));
        }
        // At the last step to clean data the scale is λ.
        assertNear(guided("cfg++", 0.6, GRID.steps()), combine(0.6, OWN, 0.4, ALL));
    }

    @Test
    void apgWithoutMomentumIsProjectedGuidance() {
        assertNear(guided("apg:0.2:0.7:0", 4, 3), guided("projected:0.2:0.7", 4, 3));
    }

    /** Algorithm 1 of APG's paper in clean points: two steps. */
    @Test
    void apgAddsItsMovingSumToTheConditionalCleanPoint() {
        double[] difference0 = combine(1, GRID.level(0).cleanPoints(X, OWN), -1, GRID.level(0).cleanPoints(X, ALL));
        double[] own = GRID.level(1).cleanPoints(X, OWN);
        double[] difference1 = combine(1, own, -1, GRID.level(1).cleanPoints(X, ALL));
        double[] update = combine(1, difference1, -0.75, difference0);
        double[] expected = own.clone();
        for (int from = 0; from < X.length; from += D) {
            double square = 0;
            double product = 0;
            double length = 0;
            for (int i = from; i < from + D; i++) {
                square += own[i] * own[i];
                product += own[i] * update[i];
                length = Math.hypot(length, update[i]);
            }
            double cut = Math.min(1, 2.5 / length);
            for (int i = from; i < from + D; i++) {
                expected[i] += 3 * cut * (update[i] - product / square * own[i]);
            }
        }
        double[] clean = GRID.level(1).cleanPoints(X, guided("apg", 4, 2));
        for (int i = 0; i < X.length; i++) {
            assertThat(clean[i]).isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
        }
    }

    @Test
    void aRunOfApgStartsAfresh() {
        Guider guider = Guiders.byName("apg");
        double[] first = guider.begin(GRID, 4).guided(call(0));
        assertNear(guider.begin(GRID, 4).guided(call(0)), first);
    }

    /** With the same difference of clean points in many steps the moving sum is the limit's. */
    @ParameterizedTest
    @ValueSource(strings = {"momentum:0.6", "momentum:-0.75", "apg:0.3:0.8:-0.5", "apg:0:0.5:0.4"})
    void shortStepsWithMomentumHaveTheStatedLimit(String name) {
        Guider guider = Guiders.byName(name);
        NoiseLevel level = NoiseLevel.ofNoise(0.4);
        GuidanceCall same = new GuidanceCall(0, level, D, X, OWN, ALL);
        Guider.Run run = guider.begin(GRID, 4);
        double[] result = {};
        for (int k = 0; k < 100; k++) {
            result = run.guided(same);
        }
        assertNear(result, Guider.of("limit", guider.rule().orElseThrow()).begin(GRID, 4).guided(same));
        run.close();
    }

    @Test
    void zeroInitStopsTheFirstStepsAndNoOthers() {
        assertNear(guided("cfg-zero-star-steps:2", 3, 2), combine(-1, X, 0, X));
        assertNear(guided("cfg-zero-star-steps:2", 3, 3), guided("cfg-zero-star:1", 3, 3));
    }

    @Test
    void perpNegKeepsAwayOnlyAcrossTheGuidance() {
        GuidanceCall away = new GuidanceCall(2, GRID.level(2), D, X, OWN, ALL, Optional.of(OTHER));
        double[] score = Guiders.byName("perp-neg:0.5").begin(GRID, 4).guided(away);
        double[] plain = guided("cfg", 4, 3);
        for (int from = 0; from < X.length; from += D) {
            double change = 0;
            double across = 0;
            for (int i = from; i < from + D; i++) {
                change += (score[i] - plain[i]) * (OWN[i] - ALL[i]);
                across += (score[i] - plain[i]) * (OTHER[i] - ALL[i]);
            }
            assertThat(change).isCloseTo(0, within(1e-12));
            assertThat(across).isNegative();
        }
        assertNear(guided("perp-neg", 4, 3), plain);
    }

    @Test
    void thePowerLawScalesTheWeightByTheLengthOfTheDifference() {
        double length = Math.sqrt(0.7 * 0.7 + 0.3 * 0.3 + 1.7 * 1.7);
        double[] score = Arrays.copyOf(guided("power:0.9", 3, 1), D);
        double[] own = Arrays.copyOf(OWN, D);
        assertNear(score,
                combine(1 + 2 * Math.pow(length, 0.9), own, -2 * Math.pow(length, 0.9), Arrays.copyOf(ALL, D)));
        assertNear(guided("power:0", 3, 1), guided("cfg", 3, 1));
    }

    @Test
    void thresholdingKeepsCleanPointsWithinTheRange() {
        double[] clean = GRID.level(3).cleanPoints(X, guided("threshold:50", 3, 4));
        double[] plain = GRID.level(3).cleanPoints(X, guided("cfg", 3, 4));
        double middle = Arrays.stream(plain).limit(D).map(Math::abs).sorted().toArray()[1];
        assertThat(middle).isGreaterThan(1);
        for (int i = 0; i < D; i++) {
            assertThat(clean[i]).isCloseTo(Math.max(-1, Math.min(1, plain[i] / middle)), within(1e-9));
        }
        assertThat(Stream.of("threshold:100", "cfg").map(name -> Guiders.byName(name).isMemoryless()))
                .containsExactly(true, true);
        assertThat(Guiders.byName("apg").isMemoryless()).isFalse();
    }

    @Test
    void theWeightOfAStepIsKnownWhereTheRuleHasOne() {
        NoiseLevel level = NoiseLevel.ofNoise(0.5);
        NoiseLevel next = NoiseLevel.ofNoise(0.2);
        assertThat(Guiders.byName("cfg").weight(level, next, 3)).hasValue(2);
        assertThat(Guiders.byName("interval:1:2").weight(level, next, 3)).hasValue(0);
        assertThat(Guiders.byName("limit:1").weight(level, next, 3)).hasValue(1);
        assertThat(Guiders.byName("cfg++").weight(level, next, 0.5)).hasValue(0);
        assertThat(Guiders.byName("apg").weight(level, next, 3)).isEmpty();
        assertThat(Guiders.byName("apg").rule().map(rule -> rule.hasProcess(2))).hasValue(true);
        assertThat(Guiders.byName("cfg++").rule()).isEmpty();
        GuidanceRule limit = Guiders.byName("momentum:0.5").rule().orElseThrow();
        assertNear(limit.guided(level, 1, new double[] {1}, new double[] {2}, new double[] {1.5}), new double[] {3});
    }
}
