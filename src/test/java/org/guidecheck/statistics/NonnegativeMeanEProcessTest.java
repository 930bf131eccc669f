package org.guidecheck.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NonnegativeMeanEProcessTest {

    private static final int LENGTH = 400;

    private static boolean rejects(UniformRandomProvider rng, Law law, double limit, double alpha) {
        NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(limit);
        for (int i = 0; i < LENGTH; i++) {
            process.accept(law.draw(rng));
        }
        // The running maximum looks after every observation.
        return process.rejectedAt(alpha);
    }

    @ParameterizedTest
    @MethodSource("org.guidecheck.statistics.Law#nonNegative")
    void falseAlarmsStayWithinAlphaAtEveryCountTogether(Law law) {
        // 636 and 165 of 10,000: exceeded with probability below 1e-9 at error rates 0.05 and 0.01.
        for (double alpha : new double[] {0.05, 0.01}) {
            Calibration calibration = new Calibration(10_000, alpha);
            int errors = calibration.errors(law.stream(), rng -> rejects(rng, law, 1, alpha));
            assertThat(errors).isLessThanOrEqualTo(calibration.mostErrors());
        }
    }

    /** The expected wealth after n observations of 0 or 1/p, exactly: over the binomial number of the latter. */
    private static double expectedWealth(double p, double limit, int n) {
        double expected = 0;
        double log = n * Math.log1p(-p);
        for (int k = 0; k <= n; k++) {
            NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(limit);
            for (int i = 0; i < n; i++) {
                process.accept(i < k ? 1 / p : 0);
            }
            expected += Math.exp(log + process.logEValue());
            log += Math.log((n - k) * p / ((k + 1) * (1 - p)));
        }
        return expected;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.1, 1e-3, 1e-9})
    void expectedWealthIsOneAtTheLimitAndLessBelow(double p) {
        // Simulated wealth rarely comes close to Ville's bound; the exact expectation is sharp.
        for (int n : new int[] {1, 2, 15, 16, 17, 60}) {
            assertThat(expectedWealth(p, 1, n)).isCloseTo(1, within(1e-10));
            assertThat(expectedWealth(p, 1.01, n)).isLessThan(1);
            assertThat(expectedWealth(p, 0.99, n)).isGreaterThan(1);
        }
    }

    @Test
    void calibrationSeesALimitThatIsTooLow() {
        Calibration calibration = new Calibration(2_000, 0.05);
        assertThat(calibration.errors(7, rng -> rejects(rng, Law.BERNOULLI_OF_MEAN_ONE, 0.8, 0.05)))
                .isGreaterThan(calibration.mostErrors());
    }

    @Test
    void calibrationSeesABetThatLooksAtThePresentObservation() {
        Calibration calibration = new Calibration(2_000, 0.05);
        int errors = calibration.errors(8, rng -> {
            double wealth = 1;
            for (int i = 0; i < LENGTH && wealth < 1 / 0.05; i++) {
                double x = Law.EXPONENTIAL.draw(rng);
                // The mutant bets only when it knows that it will win.
                double bet = x > 1 ? 1.0 / 16 : 0;
                wealth *= 1 + bet * (x - 1);
            }
            return wealth >= 1 / 0.05;
        });
        assertThat(errors).isGreaterThan(calibration.mostErrors());
    }

    @Test
    void calibrationSeesASumInPlaceOfTheAverageOverBets() {
        Calibration calibration = new Calibration(2_000, 0.05);
        int errors = calibration.errors(9, rng -> {
            NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(1);
            for (int i = 0; i < LENGTH; i++) {
                process.accept(Law.BERNOULLI_OF_MEAN_ONE.draw(rng));
            }
            // The mutant forgets to divide by the number of bets.
            return process.maxLogEValue() + BetGrid.LOG_SIZE >= -Math.log(0.05);
        });
        assertThat(errors).isGreaterThan(calibration.mostErrors());
    }

    @ParameterizedTest
    @MethodSource("org.guidecheck.statistics.Law#nonNegative")
    void wealthIsTheAverageOfTheProducts(Law law) {
        UniformRandomProvider rng = Seeds.stream(10);
        NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(0.7);
        double[] logs = new double[BetGrid.SIZE];
        double most = 0;
        for (int i = 0; i < 3000; i++) {
            double x = law.draw(rng);
            process.accept(x);
            for (int j = 0; j < logs.length; j++) {
                logs[j] += Math.log(1 - BetGrid.bet(j) + BetGrid.bet(j) * x / 0.7);
            }
            double top = IntStream.range(0, logs.length).mapToDouble(j -> logs[j]).max().orElseThrow();
            double sum = IntStream.range(0, logs.length).mapToDouble(j -> Math.exp(logs[j] - top)).sum();
            double expected = top + Math.log(sum) - BetGrid.LOG_SIZE;
            most = Math.max(most, expected);
            assertThat(process.logEValue()).isCloseTo(expected, within(1e-9));
            assertThat(process.maxLogEValue()).isCloseTo(most, within(1e-9));
        }
        assertThat(process.count()).isEqualTo(3000);
    }

    @Test
    void aRangeOfAnArrayIsItsElementsInOrder() {
        double[] xs = {9, 2, 0, 3.5, 9};
        NonnegativeMeanEProcess whole = new NonnegativeMeanEProcess(1);
        whole.accept(xs, 1, 4);
        NonnegativeMeanEProcess single = new NonnegativeMeanEProcess(1);
        single.accept(2);
        single.accept(0);
        single.accept(3.5);
        assertThat(whole.logEValue()).isEqualTo(single.logEValue());
        assertThat(whole.mean()).isEqualTo(5.5 / 3);
    }

    @Test
    void hugeObservationsDoNotOverflow() {
        NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(1e-300);
        process.accept(1e300);
        // log(average of b_j · 1e600)
        double sum = IntStream.range(0, BetGrid.SIZE).mapToDouble(BetGrid::bet).sum();
        double expected = 600 * Math.log(10) + Math.log(sum / BetGrid.SIZE);
        assertThat(process.logEValue()).isCloseTo(expected, within(1e-9));
        for (int i = 0; i < 100_000; i++) {
            process.accept(0);
        }
        assertThat(process.logEValue()).isFinite().isLessThan(expected);
        assertThat(process.maxLogEValue()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void anInfiniteObservationRejectsForEver() {
        NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(1);
        process.accept(3);
        process.accept(Double.POSITIVE_INFINITY);
        for (int i = 0; i < 100; i++) {
            process.accept(i % 2 == 0 ? 0 : 1e300);
            assertThat(process.logEValue()).isInfinite().isPositive();
        }
        assertThat(process.rejectedAt(Double.MIN_VALUE)).isTrue();
    }

    @Test
    void extremeLimitsAndObservationsGiveNumbers() {
        for (double limit : new double[] {Double.MIN_VALUE, Double.MIN_NORMAL, 1, Double.MAX_VALUE}) {
            NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(limit);
            for (double x : new double[] {0, Double.MIN_VALUE, 1, Double.MAX_VALUE, 1e-300, limit}) {
                for (int i = 0; i < 50; i++) {
                    process.accept(x);
                    assertThat(process.logEValue()).isFinite();
                }
            }
        }
    }

    @Test
    void startsWithoutEvidence() {
        NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(1);
        assertThat(process.logEValue()).isCloseTo(0, within(1e-15));
        assertThat(process.rejectedAt(Math.nextDown(1.0))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, -1, -Double.MIN_VALUE})
    void refusesNegativeObservations(double x) {
        NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(1);
        assertThatIllegalArgumentException().isThrownBy(() -> process.accept(x)).withMessageStartingWith("x=" + x);
        process.accept(0.0);
        process.accept(-0.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, -1, 0, Double.POSITIVE_INFINITY})
    void refusesInvalidLimits(double limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NonnegativeMeanEProcess(limit))
                .withMessageStartingWith("limit=" + limit);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, 0, 1, Double.POSITIVE_INFINITY})
    void refusesInvalidRates(double alpha) {
        NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(1);
        assertThatIllegalArgumentException().isThrownBy(() -> process.rejectedAt(alpha));
    }
}
