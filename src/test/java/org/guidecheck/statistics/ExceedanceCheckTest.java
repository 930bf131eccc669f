package org.guidecheck.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExceedanceCheckTest {

    private static ExceedanceCheck check(double limit, double cap, double alpha) {
        return new ExceedanceCheck("q", limit, List.of(), cap, alpha);
    }

    @ParameterizedTest
    @MethodSource("org.guidecheck.statistics.Law#nonNegative")
    void neverConfirmsAndRarelyErrs(Law law) {
        // 59 of 500: the most errors at rate 0.05 but for probability 1e-9.
        Calibration calibration = new Calibration(500, 0.05);
        assertThat(calibration.errors(law.stream(), rng -> {
                    Outcome outcome = check(1, 10, 0.05).decide(law.source(rng), 300).outcome();
                    assertThat(outcome).isNotEqualTo(Outcome.HOLDS);
                    return outcome == Outcome.REFUTED;
                }))
                .isLessThanOrEqualTo(calibration.mostErrors());
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 20})
    void findsWhatItPromised(double cap) {
        // 9 of 500: the most misses at rate 1e-3 but for probability 1e-9.
        Calibration calibration = new Calibration(500, Evidence.FALSE_PASS_RATE);
        ExceedanceCheck check = check(1, cap, 1e-6);
        int n = (int) check.samplesNeeded(0.5).orElseThrow();
        // Of all laws on [0, cap] of this mean, two points at the ends have the largest variance.
        Law worst = new Law("ends", 1.5, rng -> rng.nextDouble() < 1.5 / cap ? cap : 0);
        int misses = calibration.errors(2000, rng -> check.decide(worst.source(rng), n).outcome() != Outcome.REFUTED);
        assertThat(misses).isLessThanOrEqualTo(calibration.mostErrors());
        assertThat(new Calibration(100, 0.001).errors(2001, rng ->
                        check.decide(worst.source(rng), n / 10).outcome() != Outcome.REFUTED))
                .isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {3000, 100_000, 1_000_000_000})
    void samplesAndDiscrepanciesAreInverse(long n) {
        ExceedanceCheck check = check(3, 100, 1e-6);
        for (Power power : List.of(Power.WORST_CASE, Power.withDeviation(1))) {
            double d = check.smallestDiscrepancy(n, power).orElseThrow();
            assertThat(check.samplesNeeded(d, power).orElseThrow()).isBetween((long) (n * (1 - 1e-6)), n);
            assertThat(check.samplesNeeded(d * 0.999, power).orElseThrow()).isGreaterThan(n);
        }
    }

    @Test
    void saysWhatItSaw() {
        ExceedanceCheck check = new ExceedanceCheck(
                "M_w", 1, List.of(new Tolerance.Discretisation(0.5, "for the test")), 10, 1e-6);
        Evidence open = check.decide(Law.EXPONENTIAL.source(Seeds.stream(2100)), 100_000);
        assertThat(open.outcome()).isEqualTo(Outcome.UNDECIDED);
        Evidence large = check.decide(n -> new double[] {3}, 1000);
        assertThat(large.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(large.samples()).isLessThanOrEqualTo(1000);
        assertThat(large.bounds()).isEqualTo(Interval.atLeast(1.5));
        assertThat(large.kind()).isEqualTo(Evidence.Kind.PLAIN_SAMPLING);
        assertThat(large.rule()).isEqualTo("M_w <= 1.0");
        assertThat(large.details()).containsKeys("largest log e-value", "cap");
        Evidence infinite = check.decide(n -> new double[] {Double.POSITIVE_INFINITY}, 1000);
        assertThat(infinite.outcome()).isEqualTo(Outcome.REFUTED);
        Evidence none = check.decide(n -> new double[0], 1000);
        assertThat(none.samples()).isZero();
        assertThat(none.outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (double limit : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> check(limit, 10, 0.1));
        }
        for (double cap : new double[] {Double.NaN, 1, 0, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> check(1, cap, 0.1));
        }
        check(1, Math.nextUp(1.0), 0.1);
        for (double alpha : new double[] {Double.NaN, 0, 1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> check(1, 2, alpha));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> check(1, 2, 0.1).decide(n -> new double[n], 0));
    }
}
