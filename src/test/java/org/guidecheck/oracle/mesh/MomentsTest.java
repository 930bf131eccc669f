package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.ProbePoints;
import org.guidecheck.claim.Setting;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Student;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.BoundedRepresentation.Effort;
import org.guidecheck.oracle.path.Reweighting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moments of the reciprocal posterior by several methods that share the law alone. */
class MomentsTest {
    private static final double ALPHA = 1e-6;
    /** The reference values are those of a separate program, to five digits. */
    private static final double DIGITS = 1e-5;
    private static final double[] WEIGHTS = {0.25, 1, 3, 8};

    private record Reference(double w, double moment, double valueA, double valueT) {
        double of(LabelledLaw law) {
            return law.equals(ReferenceCases.A) ? valueA : valueT;
        }
    }

    private static final List<Reference> TABLE = List.of(new Reference(1, 1, 0.36668, 0.61177),
            new Reference(0.5, 0.5, 0.62844, 0.77703), new Reference(1, 2, 0.15052, 0.38413),
            new Reference(3, 2, 0.10903, 0.38056), new Reference(3, 5, 0.00448, 0.10568),
            new Reference(0, 0.5, 0.74392, 0.77188));

    private static final List<LabelledLaw> CASES = List.of(ReferenceCases.A, ReferenceCases.T);

    private static FiniteDifferences line(LabelledLaw law, double w) {
        return new FiniteDifferences(GuidedProcess.of(law, 0, GuidanceSchedule.constant(w)));
    }

    @Test
    void bothFormsOfFiniteDifferencesGiveTheTable() {
        for (Reference each : TABLE) {
            for (LabelledLaw law : CASES) {
                FiniteDifferences line = line(law, each.w());
                for (Result found : List.of(line.moment(each.moment(), 1e-4),
                        line.powers().split(each.moment(), 1e-4))) {
                    assertThat(found.errorBound()).as("%s", each).isLessThan(1e-4);
                    assertThat(found.value()).as("%s", each).isCloseTo(each.of(law), within(2 * DIGITS));
                }
            }
        }
    }

    @Test
    void sampledIntervalsCoverTheTable() {
        Effort effort = new Effort(0.005, 0, 1024, 1 << 14);
        for (Reference each : TABLE) {
            for (LabelledLaw law : CASES) {
                GuidedProcess process = ReferenceCases.process(law, each.w());
                double unit = Math.pow(process.prior(), each.moment());
                BoundedRepresentation bounded =
                        new BoundedRepresentation(process, new Streams(7), ALPHA).ofMoment(each.moment());
                assertCovers(bounded.estimate(effort, e -> false).times(unit).bounds(), each.of(law), 0.05);
                if (each.w() > 0) {
                    assertCovers(bounded.reflected().estimate(effort, e -> false).times(unit).bounds(), each.of(law),
                            Math.pow(process.prior(), each.moment() - 1 - 2 * each.w()) * unit);
                }
                if (each.moment() <= 1 + each.w()) {
                    Reweighting.Answer answer = new Reweighting(process, new Streams(7), ALPHA).moment(each.moment(),
                            0.005, 1 << 15, a -> false);
                    assertCovers(answer.estimate().times(unit).bounds(), each.of(law), 0.5);
                }
            }
        }
    }

    /** In two parts nothing makes the moment 1, and at another exponent than 1 + 2w it is not. */
    @Test
    void sampledPartsOfTheSharpExponentSumToOne() {
        for (double w : new double[] {0.25, 1, 3}) {
            assertCovers(inTwoParts(ReferenceCases.T, w, 1 + 2 * w, 1 << 13), 1, 0.1);
        }
        assertThat(inTwoParts(ReferenceCases.T, 1, 2, 1 << 13).upper()).isLessThan(0.5);
    }

    @Tag("exhaustive")
    @Test
    void sampledPartsOfTheSharpExponentSumToOneAtAllWeights() {
        for (LabelledLaw law : CASES) {
            for (double w : WEIGHTS) {
                assertCovers(inTwoParts(law, w, 1 + 2 * w, 1 << 15), 1, 0.07);
            }
        }
    }

    private static Interval inTwoParts(LabelledLaw law, double w, double moment, int paths) {
        return new BoundedRepresentation(ReferenceCases.process(law, w), new Streams(7), ALPHA).ofMoment(moment)
                .inTwoParts(new Effort(0.002, 0, 4096, paths), e -> false).bounds();
    }

    private static void assertCovers(Interval bounds, double value, double width) {
        assertThat(bounds.widen(DIGITS).contains(value)).as("%s in %s", value, bounds).isTrue();
        assertThat(bounds.width()).isLessThan(width);
    }

    @Test
    void theMomentOfTheSharpExponentIsOne() {
        for (LabelledLaw law : CASES) {
            assertSharp(law, 2e-4);
        }
    }

    @Tag("thorough")
    @Test
    void theMomentOfTheSharpExponentIsOneOnRandomLaws() {
        RandomLaws.draw(LawArbitraries.oneDimensional(), 5, 1).subList(2, 5).forEach(law -> assertSharp(law, 2e-4));
    }

    @Tag("exhaustive")
    @Test
    void theMomentOfTheSharpExponentIsOneOnManyRandomLaws() {
        RandomLaws.draw(LawArbitraries.oneDimensional(), 20, 1).forEach(law -> assertSharp(law, 1e-3));
    }

    /** A power of f makes more of the tail of a start than there is, unless hardly any signal is left. */
    @Test
    void theMomentIsOneWhereOnlyOtherClassesHaveAHeavyTail() {
        LabelledLaw law = new LabelledLaw(List.of(
                new LabelledLaw.LabelledClass("c", 0.4, Gaussian.isotropic(new double[] {1}, 0.1)),
                new LabelledLaw.LabelledClass("other", 0.6, new Student(new double[] {0}, 1, 3))));
        for (double w : new double[] {3, 8}) {
            Result sharp = line(law, w).powers().split(1 + 2 * w, 1e-3);
            assertThat(sharp.errorBound()).as("w = %s", w).isLessThan(2e-3);
            assertThat(sharp.value()).as("w = %s", w).isCloseTo(1, within(1e-3));
        }
    }

    private static void assertSharp(LabelledLaw law, double bound) {
        for (double w : WEIGHTS) {
            Result sharp = line(law, w).powers().split(1 + 2 * w, 1e-4);
            assertThat(sharp.errorBound()).as("w = %s, %s", w, law).isLessThan(bound);
            assertThat(sharp.value()).as("w = %s, %s", w, law).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void anotherExponentInOnePartIsSeen() {
        FiniteDifferences line = line(ReferenceCases.A, 1);
        assertThat(line.powers().leftOfChange(3, 1e-4).bounds()
                .intersect(line.powers().rightOfChange(2.9, 1e-4).bounds())).isEmpty();
        assertThat(line.powers().leftOfChange(3, 1e-4).bounds()
                .intersect(line.powers().rightOfChange(3, 1e-4).bounds())).isPresent();
    }

    @Tag("thorough")
    @Test
    void momentsBeyondTheSharpExponentExceedOneWhereTheClassesDiffer() {
        assertExceedsOnRandomLaws(20);
    }

    @Tag("exhaustive")
    @Test
    void momentsBeyondTheSharpExponentExceedOneOnManyLawsWhereTheClassesDiffer() {
        assertExceedsOnRandomLaws(100);
    }

    private static void assertExceedsOnRandomLaws(int count) {
        List<LabelledLaw> laws = RandomLaws.draw(LawArbitraries.oneDimensional(), count * 13 / 10, 2).stream()
                .filter(law -> ProbePoints.differs(Setting.of(law, 0, GuidanceSchedule.constant(1), 1))).limit(count)
                .toList();
        assertThat(laws).hasSize(count);
        for (int i = 0; i < laws.size(); i++) {
            double w = WEIGHTS[i % WEIGHTS.length];
            Result beyond = beyond(laws.get(i), w);
            assertThat(beyond.bounds().lower()).as("w = %s, law %s, %s", w, i, beyond).isGreaterThan(1);
        }
    }

    @Test
    void momentsBeyondTheSharpExponentExceedOne() {
        for (LabelledLaw law : CASES) {
            for (double w : WEIGHTS) {
                assertExceeds(law, w);
            }
        }
    }

    private static void assertExceeds(LabelledLaw law, double w) {
        Result beyond = beyond(law, w);
        assertThat(beyond.bounds().lower()).as("w = %s, %s", w, beyond).isGreaterThan(1);
    }

    private static Result beyond(LabelledLaw law, double w) {
        PowerMoments line = line(law, w).powers();
        Result beyond = line.momentAtLeast(1.05 + 2 * w, 20, 1e-3);
        // Classes that hardly differ need a finer look.
        return beyond.bounds().lower() > 1 ? beyond
                : line.momentAtLeast(1.05 + 2 * w, 20, Math.max(1e-9, 0.1 * Math.abs(beyond.value() - 1)));
    }

    @Test
    void exponentsOutOfRangeAreRefused() {
        FiniteDifferences line = line(ReferenceCases.A, 1);
        for (double q : new double[] {0, -1, 3.01, Double.NaN}) {
            assertThatThrownBy(() -> line.powers().split(q, 1e-3)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> line.moment(q, 1e-3)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> line.powers().momentAtLeast(2, 20, 1e-3)).isInstanceOf(IllegalArgumentException.class);
    }
}
