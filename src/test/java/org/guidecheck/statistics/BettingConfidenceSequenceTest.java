package org.guidecheck.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BettingConfidenceSequenceTest {

    private static BettingConfidenceSequence of(double alpha, double... xs) {
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(0, 1, alpha);
        sequence.accept(xs);
        return sequence;
    }

    /** log of the average over j of ∏ᵢ (1 + b_j(xᵢ/m − 1)), by the definition. */
    private static double logWealth(double m, double... xs) {
        return Math.log(IntStream.range(0, BetGrid.SIZE)
                .mapToDouble(j -> {
                    double wealth = 1;
                    for (double x : xs) {
                        wealth *= 1 + BetGrid.bet(j) * (x / m - 1);
                    }
                    return wealth;
                })
                .average()
                .orElseThrow());
    }

    private static double[] draws(Law law, int n, long stream) {
        return law.draws(n, Seeds.stream(stream));
    }

    private static boolean misses(UniformRandomProvider rng, Law law, double alpha) {
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(0, 1, alpha);
        for (int i = 1; i <= 160; i++) {
            sequence.accept(law.draw(rng));
            if (i % 32 == 0 && !sequence.bounds().contains(law.mean())) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("org.guidecheck.statistics.Law#bounded")
    void coversTheMeanAtAllLooksTogether(Law law) {
        // 96 of 1,000: exceeded with probability below 1e-9 at error rate 0.05.
        Calibration calibration = new Calibration(1_000, 0.05);
        assertThat(calibration.errors(law.stream(), rng -> misses(rng, law, 0.05)))
                .isLessThanOrEqualTo(calibration.mostErrors());
    }

    @ParameterizedTest
    @MethodSource("org.guidecheck.statistics.Law#bounded")
    void coversTheMeanAtEveryCountTogether(Law law) {
        // 636 and 165 of 10,000: exceeded with probability below 1e-9 at error rates 0.05 and 0.01.
        for (double alpha : new double[] {0.05, 0.01}) {
            Calibration calibration = new Calibration(10_000, alpha);
            int errors = calibration.errors(law.stream(), rng -> {
                // A bound passes the mean at some count exactly when the wealth against the mean passes 2/α.
                NonnegativeMeanEProcess above = new NonnegativeMeanEProcess(law.mean());
                NonnegativeMeanEProcess below = new NonnegativeMeanEProcess(1 - law.mean());
                for (int i = 0; i < 300; i++) {
                    double x = law.draw(rng);
                    above.accept(x);
                    below.accept(1 - x);
                }
                return above.rejectedAt(alpha / 2) || below.rejectedAt(alpha / 2);
            });
            assertThat(errors).isLessThanOrEqualTo(calibration.mostErrors());
        }
    }

    @Test
    void calibrationSeesALookAtEveryCountThroughAnIntervalForOne() {
        Calibration calibration = new Calibration(1_000, 0.05);
        int errors = calibration.errors(300, rng -> {
            double sum = 0;
            for (int i = 1; i <= 300; i++) {
                sum += Law.FAIR.draw(rng);
                // The mutant is the normal interval at level 0.05 for one count, inspected at every count from 30 on.
                if (i >= 30 && Math.abs(sum / i - 0.5) > 1.96 * 0.5 / Math.sqrt(i)) {
                    return true;
                }
            }
            return false;
        });
        assertThat(errors).isGreaterThan(calibration.mostErrors());
    }

    @Test
    void endsAreWhereTheWealthReachesItsThreshold() {
        for (int n : new int[] {5, 17, 100, 333}) {
            double[] xs = draws(Law.BETA, n, 400 + n);
            double[] mirrored = IntStream.range(0, n).mapToDouble(i -> 1 - xs[i]).toArray();
            Interval bounds = of(1e-2, xs).bounds();
            double threshold = Math.log(2 / 1e-2);
            assertThat(logWealth(bounds.lower(), xs)).isBetween(threshold, threshold + 0.021);
            assertThat(logWealth(1 - bounds.upper(), mirrored)).isBetween(threshold, threshold + 0.021);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1000, 100_000})
    void ofEqualObservationsTheEndIsKnown(int n) {
        // All at 0: the mean has no lower bound; above, only bets near 1 count, (1 − b + b/(1 − u))ⁿ = 2/α.
        double[] zeros = new double[n];
        BettingConfidenceSequence sequence = of(1e-6, zeros);
        assertThat(sequence.bounds().lower()).isZero();
        double m = 1 - sequence.bounds().upper();
        double most = (Math.log(2e6 * BetGrid.SIZE) + 0.02) / n;
        assertThat(Math.log(1.0 / 16 + 15.0 / 16 / m)).isBetween(Math.log(2e6) / n, most + 1e-6);
        assertThat(sequence.variance()).isZero();
        Arrays.fill(zeros, 1);
        Interval ones = of(1e-6, zeros).bounds();
        assertThat(ones.upper()).isEqualTo(1);
        assertThat(ones.lower()).isCloseTo(m, within(1e-8));
        Arrays.fill(zeros, 0.3);
        Interval inside = of(1e-6, zeros).bounds();
        assertThat(inside.contains(0.3)).isTrue();
        assertThat(inside.width()).isLessThan(40.0 / n);
    }

    @Test
    void withoutObservationsItIsTheRange() {
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(-2, 5, 0.05);
        assertThat(sequence.bounds()).isEqualTo(new Interval(-2, 5));
        assertThat(sequence.mean()).isEqualTo(1.5);
        assertThat(sequence.variance()).isZero();
        assertThat(sequence.count()).isZero();
    }

    @Test
    void widthIsNearTheNormalOne() {
        Interval bounds = of(1e-6, draws(Law.FAIR, 100_000, 500)).bounds();
        // 4.8916 is the normal quantile at 1 − 5e-7.
        double ratio = bounds.width() / 2 / (4.8916 * 0.5 / Math.sqrt(100_000));
        assertThat(ratio).isBetween(1.0, 1.6);
    }

    @Test
    void boundsOnlyNarrow() {
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(0, 1, 0.05);
        Interval before = sequence.bounds();
        for (double x : draws(Law.BETA, 300, 600)) {
            sequence.accept(x);
            Interval now = sequence.bounds();
            assertThat(before.contains(now)).isTrue();
            assertThat(sequence.bounds()).isSameAs(now);
            before = now;
        }
    }

    @Test
    void contradictoryBoundsGiveThePresentOne() {
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(0, 1, 0.05);
        sequence.accept(new double[100]);
        assertThat(sequence.bounds().upper()).isLessThan(0.2);
        sequence.accept(IntStream.range(0, 900).mapToDouble(i -> 1).toArray());
        assertThat(sequence.bounds().contains(0.9)).isTrue();
    }

    @Test
    void theOrderDoesNotMatter() {
        double[] xs = draws(Law.BETA, 1000, 700);
        double[] reversed = IntStream.range(0, 1000).mapToDouble(i -> xs[999 - i]).toArray();
        Interval one = of(0.05, xs).bounds();
        Interval other = of(0.05, reversed).bounds();
        assertThat(other.lower()).isCloseTo(one.lower(), within(1e-12));
        assertThat(other.upper()).isCloseTo(one.upper(), within(1e-12));
    }

    @Test
    void shiftingAndScalingCarryOver() {
        double[] xs = draws(Law.BETA, 1000, 800);
        Interval unit = of(0.05, xs).bounds();
        for (double[] ends : new double[][] {{-3, 7}, {1e6, 1e6 + 10}, {0, 1e-200}, {-1e200, 1e200}}) {
            double range = ends[1] - ends[0];
            BettingConfidenceSequence moved = new BettingConfidenceSequence(ends[0], ends[1], 0.05);
            for (double x : xs) {
                moved.accept(ends[0] + range * x);
            }
            assertThat((moved.bounds().lower() - ends[0]) / range).isCloseTo(unit.lower(), within(1e-9));
            assertThat((moved.bounds().upper() - ends[0]) / range).isCloseTo(unit.upper(), within(1e-9));
            assertThat((moved.mean() - ends[0]) / range).isCloseTo(0.25, within(0.1));
        }
        double[] mirrored = IntStream.range(0, 1000).mapToDouble(i -> 1 - xs[i]).toArray();
        assertThat(of(0.05, mirrored).bounds().lower()).isCloseTo(1 - unit.upper(), within(1e-12));
    }

    @Test
    void describesTheObservations() {
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(0, 10, 0.05);
        sequence.accept(new double[] {1, 2, 6});
        assertThat(sequence.mean()).isCloseTo(3, within(1e-14));
        assertThat(sequence.variance()).isCloseTo(7, within(1e-13));
        assertThat(sequence.count()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, -1.1e-12, 1 + 1.1e-12, Double.POSITIVE_INFINITY})
    void refusesObservationsOutsideTheRange(double x) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(0.05, x)).withMessageStartingWith("x=" + x);
    }

    @Test
    void movesRoundingToTheEnds() {
        BettingConfidenceSequence sequence = of(0.05, Math.nextDown(0.0), -9e-13, 1 + 9e-13, Math.nextUp(1.0));
        assertThat(sequence.mean()).isEqualTo(0.5);
    }

    @Test
    void refusesInvalidRangesAndRates() {
        double nan = Double.NaN;
        double infinity = Double.POSITIVE_INFINITY;
        double[][] wrong = {
            {nan, 1, 0.1}, {0, nan, 0.1}, {1, 1, 0.1}, {1, 0, 0.1}, {0, infinity, 0.1}, {-infinity, 0, 0.1},
            {-Double.MAX_VALUE, Double.MAX_VALUE, 0.1}, {1, 1 + 9e-7, 0.1},
            {0, 1, nan}, {0, 1, 0}, {0, 1, 1}, {0, 1, -0.1}, {0, 1, infinity},
        };
        for (double[] w : wrong) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BettingConfidenceSequence(w[0], w[1], w[2]));
        }
        new BettingConfidenceSequence(1, 1 + 1.1e-6, Math.nextDown(1.0));
        new BettingConfidenceSequence(0, 1, Double.MIN_NORMAL);
    }
}
