package org.guidecheck.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoSampleMeanCheckTest {

    private static final Interval UNIT = new Interval(0, 1);

    private static TwoSampleMeanCheck check(double tolerance, double alpha) {
        return TwoSampleMeanCheck.equal("d", UNIT, List.of(new Tolerance.Statistical(tolerance, "for the test")), 0,
                alpha);
    }

    @Test
    void decidesByTheDifference() {
        UniformRandomProvider rng = Seeds.stream(3000);
        Evidence holds = check(0.2, 1e-6).decide(Law.BETA.source(rng), Law.BETA.source(rng), 100_000);
        assertThat(holds.outcome()).isEqualTo(Outcome.HOLDS);
        Evidence refuted = check(0.1, 1e-6).decide(Law.BETA.source(rng), Law.FAIR.source(rng), 100_000);
        assertThat(refuted.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(refuted.bounds().contains(-0.25)).isTrue();
        assertThat(refuted.value()).isNegative();
        assertThat(refuted.details()).containsKeys("first mean", "second mean");
        Evidence open = check(0.25, 1e-6).decide(Law.BETA.source(rng), Law.FAIR.source(rng), 1000);
        assertThat(open.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(open.samples()).isEqualTo(2000);
    }

    @Test
    void atTheToleranceItRarelyErrs() {
        // 51 of 400: exceeded with probability below 1e-9 at error rate 0.05.
        Calibration calibration = new Calibration(400, 0.05);
        assertThat(calibration.errors(3001, rng -> check(0.25, 0.05)
                .decide(Law.BETA.source(rng), Law.FAIR.source(rng), 300)
                .outcome() != Outcome.UNDECIDED))
                .isLessThanOrEqualTo(calibration.mostErrors());
        // The same with a tolerance that is too small.
        assertThat(new Calibration(100, 0.05).errors(3002, rng -> check(0.05, 0.05)
                .decide(Law.BETA.source(rng), Law.FAIR.source(rng), 600)
                .outcome() == Outcome.REFUTED))
                .isGreaterThan(new Calibration(100, 0.05).mostErrors());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.35, 0.69})
    void findsTheGuaranteedDiscrepancy(double mean) {
        // 8 of 300: exceeded with probability below 1e-9 at a miss rate of 1e-3.
        Calibration calibration = new Calibration(300, Evidence.FALSE_PASS_RATE);
        TwoSampleMeanCheck check = check(0.01, 1e-4);
        int n = (int) check.samplesNeeded(0.3).orElseThrow();
        Law one = Law.bernoulli(mean);
        Law two = Law.bernoulli(mean + 0.31);
        int misses = calibration.errors(3100,
                rng -> check.decide(one.source(rng), two.source(rng), n).outcome() != Outcome.REFUTED);
        assertThat(misses).isLessThanOrEqualTo(calibration.mostErrors());
    }

    @ParameterizedTest
    @ValueSource(longs = {3000, 100_000, 10_000_000})
    void samplesAndDiscrepanciesAreInverse(long n) {
        for (Power power : List.of(Power.WORST_CASE, Power.withDeviation(0.1))) {
            double d = check(0.01, 1e-6).smallestDiscrepancy(n, power).orElseThrow();
            assertThat(check(0.01, 1e-6).samplesNeeded(d, power).orElseThrow()).isBetween((long) (n * (1 - 1e-6)), n);
            assertThat(check(0.01, 1e-6).samplesNeeded(d * 0.999, power).orElse(Long.MAX_VALUE)).isGreaterThan(n);
        }
    }

    @Test
    void refusesArgumentsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> check(0, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> check(-1, 0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(0, 0.1).decide(n -> new double[n], n -> new double[n], 0));
        assertThat(check(0, 0.1).smallestDiscrepancy(1000)).isEmpty();
    }
}
