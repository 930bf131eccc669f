package org.guidecheck.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedMeanCheckTest {

    private static final Interval UNIT = new Interval(0, 1);
    private static final double ALPHA = 1e-6;

    private static List<Tolerance> rounding(double size) {
        return List.of(new Tolerance.Rounding(size, "for the test"));
    }

    private static BoundedMeanCheck atMost(double limit) {
        return BoundedMeanCheck.atMost("q", UNIT, limit, List.of(), ALPHA);
    }

    @Test
    void decidesByWhereTheEnclosureLies() {
        BoundedMeanCheck check = BoundedMeanCheck.atMost("q", UNIT, 0.4, rounding(0.1), ALPHA);
        assertThat(check.decide(new Interval(0.1, 0.5))).isEqualTo(Outcome.HOLDS);
        assertThat(check.decide(new Interval(0.1, Math.nextUp(0.5)))).isEqualTo(Outcome.UNDECIDED);
        assertThat(check.decide(new Interval(0.5, 0.9))).isEqualTo(Outcome.UNDECIDED);
        assertThat(check.decide(new Interval(Math.nextUp(0.5), 0.9))).isEqualTo(Outcome.REFUTED);
        BoundedMeanCheck equal = BoundedMeanCheck.equalTo("q", UNIT, 0.5, rounding(0.25), ALPHA);
        assertThat(equal.decide(new Interval(0.25, 0.75))).isEqualTo(Outcome.HOLDS);
        assertThat(equal.decide(new Interval(0.2, 0.3))).isEqualTo(Outcome.UNDECIDED);
        assertThat(equal.decide(new Interval(0, Math.nextDown(0.25)))).isEqualTo(Outcome.REFUTED);
        assertThat(equal.decide(new Interval(Math.nextUp(0.75), 1))).isEqualTo(Outcome.REFUTED);
        BoundedMeanCheck atLeast = BoundedMeanCheck.atLeast("q", UNIT, 0.5, rounding(0.25), ALPHA);
        assertThat(atLeast.decide(new Interval(0.25, 1))).isEqualTo(Outcome.HOLDS);
        assertThat(atLeast.decide(new Interval(0, 0.2))).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void stopsAsSoonAsItHasDecided() {
        UniformRandomProvider rng = Seeds.stream(1000);
        Evidence holds = atMost(0.5).decide(Law.BETA.source(rng), 100_000);
        assertThat(holds.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(holds.samples()).isLessThan(2000);
        assertThat(holds.bounds().contains(0.25)).isTrue();
        assertThat(holds.value()).isBetween(0.15, 0.35);
        assertThat(holds.kind()).isEqualTo(Evidence.Kind.BOUNDED_SAMPLING);
        assertThat(holds.rule()).isEqualTo("q <= 0.5");
        assertThat(holds.alphaSpent()).isEqualTo(ALPHA);
        Evidence refuted = atMost(0.15).decide(Law.BETA.source(rng), 100_000);
        assertThat(refuted.outcome()).isEqualTo(Outcome.REFUTED);
        Evidence undecided = atMost(0.25).decide(Law.BETA.source(rng), 1000);
        assertThat(undecided.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(undecided.samples()).isEqualTo(1000);
        assertThat(undecided.detectable()).isPresent();
    }

    @Test
    void anExhaustedSourceEndsTheDraws() {
        double[] rest = new double[10];
        boolean[] given = {false};
        Observations source = n -> {
            double[] batch = given[0] ? new double[0] : rest;
            given[0] = true;
            return batch;
        };
        Evidence evidence = atMost(0.01).decide(source, 1000);
        assertThat(evidence.samples()).isEqualTo(10);
        assertThat(evidence.outcome()).isEqualTo(Outcome.UNDECIDED);
        Evidence empty = atMost(0.01).decide(n -> new double[0], 1000);
        assertThat(empty.samples()).isZero();
        assertThat(empty.bounds()).isEqualTo(UNIT);
        assertThat(empty.detectable()).isEmpty();
    }

    @Test
    void atTheLimitItRarelyErrs() {
        // 96 of 1,000: exceeded with probability below 1e-9 at error rate 0.05.
        Calibration calibration = new Calibration(1_000, 0.05);
        BoundedMeanCheck check = BoundedMeanCheck.atMost("q", UNIT, 0.5, List.of(), 0.05);
        assertThat(
                calibration.errors(1001, rng -> check.decide(Law.FAIR.source(rng), 400).outcome() != Outcome.UNDECIDED))
                .isLessThanOrEqualTo(calibration.mostErrors());
        // The same with a limit that is wrong.
        BoundedMeanCheck wrong = BoundedMeanCheck.atMost("q", UNIT, 0.4, List.of(), 0.05);
        assertThat(new Calibration(300, 0.05).errors(1002,
                rng -> wrong.decide(Law.FAIR.source(rng), 400).outcome() == Outcome.REFUTED))
                .isGreaterThan(new Calibration(300, 0.05).mostErrors());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.5, 0.8})
    void findsTheGuaranteedDiscrepancy(double limit) {
        // 9 of 500: exceeded with probability below 1e-9 at a miss rate of 1e-3.
        Calibration calibration = new Calibration(500, Evidence.FALSE_PASS_RATE);
        BoundedMeanCheck check = atMost(limit);
        int n = (int) check.samplesNeeded(0.15).orElseThrow();
        // Of all laws of this mean, two points at the ends have the largest variance.
        Law worst = Law.bernoulli(limit + 0.15);
        int misses = calibration.errors(1100, rng -> check.decide(worst.source(rng), n).outcome() != Outcome.REFUTED);
        assertThat(misses).isLessThanOrEqualTo(calibration.mostErrors());
    }

    @Test
    void theGuaranteeIsNotTooModest() {
        // A fifth of the samples do not suffice.
        int n = (int) atMost(0.5).samplesNeeded(0.15).orElseThrow() / 5;
        Law worst = Law.bernoulli(0.65);
        assertThat(new Calibration(100, Evidence.FALSE_PASS_RATE).errors(1101,
                rng -> atMost(0.5).decide(worst.source(rng), n).outcome() != Outcome.REFUTED))
                .isGreaterThan(50);
    }

    @Test
    void findsTheGuaranteedDiscrepancyAtASmallDeviation() {
        // 8 of 300: exceeded with probability below 1e-9 at a miss rate of 1e-3.
        Calibration calibration = new Calibration(300, Evidence.FALSE_PASS_RATE);
        BoundedMeanCheck check = BoundedMeanCheck.equalTo("q", UNIT, 0.7, rounding(0.01), ALPHA);
        int n = (int) check.samplesNeeded(0.015, Power.withDeviation(0.03)).orElseThrow();
        for (int sign : new int[] {-1, 1}) {
            Law law = new Law("narrow", 0.7, rng -> 0.7 + sign * 0.025 + (rng.nextBoolean() ? 0.03 : -0.03));
            int misses = calibration.errors(1200 + sign,
                    rng -> check.decide(law.source(rng), n).outcome() != Outcome.REFUTED);
            assertThat(misses).isLessThanOrEqualTo(calibration.mostErrors());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1000, 100_000, 3_000_000, 1_000_000_000})
    void samplesAndDiscrepanciesAreInverse(long n) {
        for (BoundedMeanCheck check : List.of(atMost(0), atMost(1e-3), atMost(0.5),
                BoundedMeanCheck.equalTo("q", new Interval(-3, 1), 0.2, rounding(0.01), ALPHA))) {
            for (Power power : List.of(Power.WORST_CASE, Power.withDeviation(0.1), Power.withDeviation(0))) {
                double d = check.smallestDiscrepancy(n, power).orElseThrow();
                assertThat(check.samplesNeeded(d, power).orElseThrow()).isBetween((long) (n * (1 - 1e-6)), n);
                assertThat(check.samplesNeeded(d * 0.999, power).orElse(Long.MAX_VALUE)).isGreaterThan(n);
                assertThat(check.smallestDiscrepancy(2 * n, power).orElseThrow()).isLessThan(d);
            }
        }
    }

    @Test
    void guaranteesNothingImpossible() {
        assertThat(atMost(0.5).smallestDiscrepancy(1)).isEmpty();
        assertThat(atMost(1).smallestDiscrepancy(1000)).isEmpty();
        assertThat(atMost(0.5).samplesNeeded(0.51)).isEqualTo(OptionalLong.empty());
        // It may confirm a false claim at rate alpha/2.
        assertThat(atMost(0.5).smallestDiscrepancy(10_000, new Power(1, ALPHA / 2))).isEmpty();
        assertThat(atMost(0.5).smallestDiscrepancy(10_000, new Power(1, ALPHA))).isPresent();
    }

    @Test
    void refusesArgumentsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> atMost(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundedMeanCheck.atMost("q", Interval.ALL, 0, List.of(), ALPHA));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundedMeanCheck.atMost("q", UNIT, 0, List.of(), Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> atMost(0.5).decide(n -> new double[n], 0));
        assertThatIllegalArgumentException().isThrownBy(() -> atMost(0.5).smallestDiscrepancy(0));
        for (double d : new double[] {Double.NaN, 0, -1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> atMost(0.5).samplesNeeded(d));
        }
        for (double sd : new double[] {Double.NaN, -1, -Double.MIN_VALUE}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Power.withDeviation(sd));
        }
        for (double beta : new double[] {Double.NaN, 0, 1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Power(1, beta));
        }
    }
}
