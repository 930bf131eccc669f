package org.guidecheck.generator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.generator.GuidanceArbitraries;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.Atom;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.process.GuidanceSchedule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shrinking of planted faults, each with the laws that are expected from any start. */
class ShrinkingTest {
    private static final int DRAWS = 80;
    private static final long SEED = 4711;
    private static final int ENOUGH = 20_000;
    private static final Gaussian STANDARD = normal(0, 1);

    private static Gaussian normal(double mean, double variance) {
        return Gaussian.isotropic(new double[] {mean}, variance);
    }

    private static LabelledLaw pair(Law c, Law other) {
        return law(0.5, c, other);
    }

    private static LabelledLaw law(double prior, Law c, Law other) {
        return new LabelledLaw(List.of(new LabelledClass("c", prior, c),
                new LabelledClass("other", 1 - prior, other)));
    }

    /** Shrinks every drawn value that shows the fault; there must be at least four. */
    private static <T> void assertShrinks(Arbitrary<T> arbitrary, Predicate<T> fault, List<T> minima) {
        List<T> drawn = RandomLaws.draw(arbitrary, DRAWS, SEED);
        int faults = 0;
        for (int i = 0; i < DRAWS; i++) {
            if (fault.test(drawn.get(i))) {
                faults++;
                RandomLaws.Shrunk<T> shrunk = RandomLaws.shrink(arbitrary, SEED, i, fault, ENOUGH);
                assertThat(shrunk.exhausted()).isFalse();
                assertThat(shrunk.value()).as("draw %s", i).isIn(minima);
            }
        }
        assertThat(faults).isGreaterThan(3);
    }

    @Tag("thorough")
    @Test
    void anyLawShrinksToTwoStandardGaussians() {
        assertShrinks(LawArbitraries.laws(), law -> true, List.of(pair(STANDARD, STANDARD)));
    }

    @Test
    void aFarMeanShrinksToTheNextWholeNumber() {
        assertShrinks(LawArbitraries.laws(),
                law -> law.marginal().gaussianComponents().orElse(List.of()).stream()
                        .anyMatch(part -> norm(part.gaussian()) > 1.5),
                List.of(pair(normal(2, 1), STANDARD), pair(STANDARD, normal(2, 1))));
    }

    private static double norm(Gaussian gaussian) {
        double sum = 0;
        for (int i = 0; i < gaussian.dimension(); i++) {
            sum += gaussian.mean(i) * gaussian.mean(i);
        }
        return Math.sqrt(sum);
    }

    @Test
    void threeClassesShrinkToThreeStandardGaussians() {
        double third = 1 / 3.0;
        assertShrinks(LawArbitraries.laws(), law -> law.classes().size() >= 3,
                List.of(new LabelledLaw(List.of(new LabelledClass("c", third, STANDARD),
                        new LabelledClass("other", third, STANDARD), new LabelledClass("third", third, STANDARD)))));
    }

    @Tag("thorough")
    @Test
    void aNarrowScaleShrinksToTheNextOfTheSeries() {
        assertShrinks(LawArbitraries.smoothLaws(), law -> law.narrowestScale() < 0.45,
                List.of(pair(normal(0, 0.04), STANDARD), pair(STANDARD, normal(0, 0.04))));
    }

    @Test
    void anAtomShrinksToAnAtomAtTheOrigin() {
        assertShrinks(LawArbitraries.laws(), LabelledLaw::isDegenerate,
                List.of(pair(new Atom(0), STANDARD), pair(STANDARD, new Atom(0))));
    }

    @Test
    void aRarePriorShrinksToOneShareInSix() {
        assertShrinks(LawArbitraries.laws(), law -> law.prior(0) < 0.2, List.of(lawOfShares(1, 5)));
    }

    private static LabelledLaw lawOfShares(double first, double second) {
        return new LabelledLaw(List.of(new LabelledClass("c", first / (first + second), STANDARD),
                new LabelledClass("other", second / (first + second), STANDARD)));
    }

    @Test
    void aDimensionShrinksToTheFewestThatFail() {
        Gaussian standard = Gaussian.isotropic(new double[3], 1);
        assertShrinks(LawArbitraries.laws(), law -> law.dimension() >= 3, List.of(pair(standard, standard)));
    }

    @Test
    void differentMeansShrinkToOneApart() {
        assertShrinks(LawArbitraries.oneDimensional().gaussian(),
                law -> law.law(0).gaussianComponents().orElseThrow().get(0).gaussian().mean(0) > law.law(1)
                        .gaussianComponents().orElseThrow().get(0).gaussian().mean(0),
                List.of(pair(normal(1, 1), STANDARD), pair(STANDARD, normal(-1, 1))));
    }

    @Test
    void schedulesShrinkToWholeConstants() {
        assertShrinks(GuidanceArbitraries.schedules(), w -> true, List.of(GuidanceSchedule.constant(1)));
        assertShrinks(GuidanceArbitraries.schedules(), w -> w.largest() > 2.5, List.of(GuidanceSchedule.constant(3)));
        assertShrinks(GuidanceArbitraries.constants(), w -> w.smallest() == 0, List.of(GuidanceSchedule.constant(0)));
        assertShrinks(GuidanceArbitraries.schedules(), w -> w.largest() > w.smallest(),
                List.of(GuidanceSchedule.parse("0,0:1"), GuidanceSchedule.parse("1,0:0")));
        assertShrinks(GuidanceArbitraries.positiveSchedules(), w -> w.largest() > w.smallest(),
                List.of(GuidanceSchedule.parse("2,0:1"), GuidanceSchedule.parse("1,0:2")));
    }

    @Test
    void shrinkingKeepsToItsSteps() {
        RandomLaws.Shrunk<LabelledLaw> none =
                RandomLaws.shrink(LawArbitraries.laws(), SEED, 0, law -> true, 0);
        assertThat(none.exhausted()).isTrue();
        assertThat(none.steps()).isZero();
        assertThat(none.value()).isEqualTo(RandomLaws.draw(LawArbitraries.laws(), 1, SEED).get(0));
        RandomLaws.Shrunk<LabelledLaw> few =
                RandomLaws.shrink(LawArbitraries.laws(), SEED, 0, law -> true, 3);
        assertThat(few.exhausted()).isTrue();
        assertThat(few.steps()).isEqualTo(3);
        // No simpler value fails, which is known after all have been tried.
        RandomLaws.Shrunk<LabelledLaw> refused =
                RandomLaws.shrink(LawArbitraries.laws(), SEED, 0, law -> false, ENOUGH);
        assertThat(refused.exhausted()).isFalse();
        assertThat(refused.value()).isEqualTo(none.value());
    }
}
