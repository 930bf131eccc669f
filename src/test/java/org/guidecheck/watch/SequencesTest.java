package org.guidecheck.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;
import java.util.stream.IntStream;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.BinomialInterval;
import org.guidecheck.statistics.Interval;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;

/** Intervals and detectors keep their rates at all moments together, and promises of how soon they find a change. */
class SequencesTest {
    private static final int STREAMS = 10_000;
    private static final int LENGTH = 1000;

    /** Most events among the streams that a rate allows, but for one case in a million. */
    private static int most(double rate, int streams) {
        return new BinomialDistribution(streams, rate).inverseCumulativeProbability(1 - 1e-6);
    }

    @Test
    void aShareLeavesItsIntervalsAtMostAsOftenAsPromised() {
        for (double share : new double[] {0.01, 0.3}) {
            Random random = new Random(1);
            int wrong = 0;
            for (int stream = 0; stream < STREAMS; stream++) {
                long events = 0;
                boolean isLeftOut = false;
                for (int n = 1; n <= LENGTH && !isLeftOut; n++) {
                    events += random.nextDouble() < share ? 1 : 0;
                    isLeftOut = ShareSequence.logRatio(share, events, n) >= Math.log(20);
                }
                wrong += isLeftOut ? 1 : 0;
            }
            assertThat(wrong).isPositive().isLessThanOrEqualTo(most(0.05, STREAMS));
        }
    }

    /** The interval's ends are where the likelihood ratio, computed as a product of predictions, is 1/α. */
    @Test
    void theEndsOfAnIntervalAreThoseOfTheProductOfPredictions() {
        Interval interval = ShareSequence.after(7, 50, 1e-3);
        for (double end : new double[] {interval.lower(), interval.upper()}) {
            double log = 0;
            int events = 0;
            for (int n = 0; n < 50; n++) {
                boolean isEvent = n % 7 == 3;
                double predicted = (0.5 + events) / (1 + n);
                log += isEvent ? Math.log(predicted / end) : Math.log((1 - predicted) / (1 - end));
                events += isEvent ? 1 : 0;
            }
            assertThat(events).isEqualTo(7);
            assertThat(log).isCloseTo(Math.log(1000), offset(1e-6));
        }
        assertThat(ShareSequence.after(0, 0, 0.1)).isEqualTo(new Interval(0, 1));
        assertThat(ShareSequence.after(0, 100, 0.1).lower()).isZero();
        assertThat(ShareSequence.after(100, 100, 0.1).upper()).isEqualTo(1);
    }

    @Test
    void aMeanLeavesItsIntervalsAtMostAsOftenAsPromised() {
        Random random = new Random(2);
        int wrong = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            MeanSequence sequence = new MeanSequence(0.05);
            for (int n = 0; n < LENGTH; n++) {
                sequence.accept(random.nextDouble() < 0.1 ? random.nextDouble() : 0);
            }
            Interval interval = sequence.interval();
            wrong += interval.lower() > 0.05 || interval.upper() < 0.05 ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(most(0.05, STREAMS));
    }

    /** The radius is where the mixture, summed over u here, reaches 2/α. */
    @Test
    void theMixtureIsThatOfTheDefinition() {
        Random random = new Random(5);
        MeanSequence sequence = new MeanSequence(0.01);
        double sum = 0;
        double spread = 0;
        for (int n = 0; n < 300; n++) {
            double x = random.nextDouble();
            double before = (0.5 + sum) / (n + 1);
            spread += (x - before) * (x - before);
            sum += x;
            sequence.accept(x);
        }
        double radius = 300 * (sequence.interval().upper() - sequence.average());
        double mixture = 0;
        double density = 0;
        int cells = 200_000;
        for (int i = 0; i < cells; i++) {
            double u = (i + 0.5) / cells;
            mixture += Math.exp(-u + (1 - u) * radius + spread * (Math.log(u) + 1 - u));
            density += Math.exp(-u);
        }
        assertThat(mixture / density).isCloseTo(200, offset(1e-3));
    }

    @Test
    void aMeanThatChangesIsFollowedByItsAverage() {
        Random random = new Random(6);
        int wrong = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            MeanSequence sequence = new MeanSequence(0.05);
            for (int n = 0; n < LENGTH; n++) {
                sequence.accept(random.nextDouble() < (n < LENGTH / 2 ? 0.05 : 0.5) ? 1 : 0);
            }
            Interval interval = sequence.interval();
            wrong += interval.contains(0.275) ? 0 : 1;
            assertThat(interval.contains(sequence.average())).isTrue();
        }
        assertThat(wrong).isLessThanOrEqualTo(most(0.05, STREAMS));
    }

    /** Another sequence for the same mean, by betting, overlaps with it and is of the same size. */
    @Test
    void aMeanAgreesWithAnotherSequence() {
        Random random = new Random(3);
        MeanSequence sequence = new MeanSequence(1e-3);
        BettingConfidenceSequence betting = new BettingConfidenceSequence(0, 1, 1e-3);
        for (int n = 0; n < 20_000; n++) {
            double x = Math.pow(random.nextDouble(), 4);
            sequence.accept(x);
            betting.accept(x);
        }
        Interval other = betting.bounds();
        assertThat(sequence.interval().intersect(other)).isPresent();
        assertThat(sequence.interval().contains(0.2)).isTrue();
        assertThat(sequence.interval().width()).isBetween(0.5 * other.width(), 3 * other.width());
    }

    /** Within n samples of an unchanged stream an alarm has probability n over the mean time between them, at most. */
    @Test
    void unchangedStreamsGiveAlarmsAtMostAsOftenAsPromised() {
        Random random = new Random(4);
        int alarms = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            RiseDetector detector = new RiseDetector(0.01, 20_000);
            boolean isAlarmed = false;
            for (int n = 0; n < LENGTH && !isAlarmed; n++) {
                isAlarmed = detector.accept(random.nextDouble() < 0.01 ? 1 : 0);
            }
            alarms += isAlarmed ? 1 : 0;
        }
        assertThat(alarms).isPositive().isLessThanOrEqualTo(most(LENGTH / 20_000.0, STREAMS));
    }

    /** A rise from 1 % to 3 %, after a time without one, in a thousand streams. */
    @Test
    void aRiseIsFoundWithinThePromisedNumberOfSamples() {
        Random random = new Random(5);
        long promised = new RiseDetector(0.01, 1e6).samplesToFind(0.03, 0.95);
        assertThat(promised).isBetween(500L, 5000L);
        int found = 0;
        for (int stream = 0; stream < 1000; stream++) {
            RiseDetector detector = new RiseDetector(0.01, 1e6);
            for (int n = 0; n < 500; n++) {
                detector.accept(random.nextDouble() < 0.01 ? 1 : 0);
            }
            boolean isFound = false;
            for (int n = 0; n < promised && !isFound; n++) {
                isFound = detector.accept(random.nextDouble() < 0.03 ? 1 : 0);
            }
            found += isFound ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(950);
    }

    @Test
    void noRiseIsPromisedToBeFoundWhereThereIsNone() {
        assertThat(new RiseDetector(0.1, 1e6).samplesToFind(0.1, 0.95)).isZero();
        assertThat(new RiseDetector(0.99, 1e6).accept(1)).isFalse();
    }

    @Test
    void groupsThatAreAlikeAreToldApartAtMostAsOftenAsPromised() {
        Random random = new Random(6);
        int wrong = 0;
        for (int stream = 0; stream < 2000; stream++) {
            PairedGroups pairs = new PairedGroups(0.05);
            boolean isDecided = false;
            for (int n = 0; n < LENGTH && !isDecided; n++) {
                pairs.accept(random.nextInt(3) > 0, random.nextDouble() < 0.2);
                isDecided = pairs.decision() != PairedGroups.Decision.OPEN;
            }
            wrong += isDecided ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(most(0.05, 2000));
    }

    @Test
    void theWorseOfTwoGroupsIsFoundWhicheverItIs() {
        for (boolean isFirstWorse : new boolean[] {true, false}) {
            Random random = new Random(7);
            PairedGroups pairs = new PairedGroups(1e-6);
            for (int n = 0; n < 20_000; n++) {
                boolean isFirst = n % 2 == 0;
                pairs.accept(isFirst, random.nextDouble() < (isFirst == isFirstWorse ? 0.03 : 0.01));
            }
            assertThat(pairs.decision()).isEqualTo(isFirstWorse ? PairedGroups.Decision.FIRST_HIGHER
                    : PairedGroups.Decision.SECOND_HIGHER);
            PairedGroups resumed = new PairedGroups(1e-6);
            resumed.resume(pairs.state());
            assertThat(resumed.state()).isEqualTo(pairs.state());
        }
    }

    /** The textbook interval of 10 events in 100 trials at 95 %. */
    @Test
    void theIntervalOfAnAuditIsThatOfClopperAndPearson() {
        Interval interval = BinomialInterval.of(10, 100, 0.05);
        assertThat(interval.lower()).isCloseTo(0.0490, offset(5e-5));
        assertThat(interval.upper()).isCloseTo(0.1762, offset(5e-5));
    }

    @Test
    void asManySamplesAreAuditedAsTheWantedWidthNeeds() {
        AuditPlan plan = new AuditPlan(0.02, 0.05, 1);
        int needed = plan.needed(0.5);
        assertThat(needed).isBetween(2300, 2600);
        assertThat(BinomialInterval.of(needed / 2, needed, 0.05).width()).isLessThanOrEqualTo(0.0401);
        assertThat(plan.needed(0.02)).isLessThan(needed / 5);
    }

    /** Each line is as likely to be chosen as any other, and the choice depends on the seed alone. */
    @Test
    void auditedSamplesAreAUniformDraw() {
        int[] counts = new int[10];
        for (int seed = 0; seed < 50; seed++) {
            AuditPlan plan = new AuditPlan(0.05, 0.05, seed);
            IntStream.rangeClosed(1, 10_000).forEach(line -> plan.accept(line, 0.5, ""));
            plan.samples(0.5).forEach(each -> counts[(int) ((each.line() - 1) / 1000)]++);
        }
        int all = IntStream.of(counts).sum();
        double allowed = 6 * Math.sqrt(all / 10.0);
        for (int count : counts) {
            assertThat((double) count).isCloseTo(all / 10.0, offset(allowed));
        }
    }
}
