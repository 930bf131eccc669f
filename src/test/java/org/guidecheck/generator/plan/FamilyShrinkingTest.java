package org.guidecheck.generator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.Affine;
import org.guidecheck.law.Box;
import org.guidecheck.law.Exponential;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Laplace;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.Product;
import org.guidecheck.law.Sphere;
import org.guidecheck.law.Student;
import org.guidecheck.law.io.LawJson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shrinking of a planted fault in each family, with the expected law as JSON. */
@Tag("thorough")
class FamilyShrinkingTest {
    private static final int FAULTS = 4;
    private static final long SEED = 99;
    private static final int ENOUGH = 20_000;
    private static final List<LabelledLaw> LAWS = RandomLaws.draw(LawArbitraries.laws(), 1500, SEED);
    private static final String STANDARD = "{\"type\": \"gaussian\", \"mean\": [0], \"covariance\": 1}";

    private static String pair(int dimension, String first, String second) {
        return "{\"dimension\": " + dimension + ", \"classes\": [{\"label\": \"c\", \"prior\": 0.5, \"law\": " + first
                + "}, {\"label\": \"other\", \"prior\": 0.5, \"law\": " + second + "}]}";
    }

    /** Shrinks the first drawn laws that show the fault; either class may show it in the result. */
    private static void assertShrinks(Predicate<LabelledLaw> fault, String minimum) {
        assertShrinks(fault, List.of(pair(1, minimum, STANDARD), pair(1, STANDARD, minimum)));
    }

    private static void assertShrinks(Predicate<LabelledLaw> fault, List<String> minima) {
        assertShrinks(LawArbitraries.laws(), LAWS, fault, minima);
    }

    private static void assertShrinks(Arbitrary<LabelledLaw> laws, Predicate<LabelledLaw> fault,
            List<String> minima) {
        assertShrinks(laws, RandomLaws.draw(laws, 100, SEED), fault, minima);
    }

    private static void assertShrinks(Arbitrary<LabelledLaw> laws, List<LabelledLaw> drawn,
            Predicate<LabelledLaw> fault, List<String> minima) {
        int faults = 0;
        for (int i = 0; i < drawn.size() && faults < FAULTS; i++) {
            if (fault.test(drawn.get(i))) {
                faults++;
                RandomLaws.Shrunk<LabelledLaw> shrunk = RandomLaws.shrink(laws, SEED, i, fault, ENOUGH);
                assertThat(shrunk.exhausted()).isFalse();
                assertThat(LawJson.toString(shrunk.value())).as("draw %s", i).isIn(minima);
                assertThat(LawJson.parse(LawJson.toString(shrunk.value()))).isEqualTo(shrunk.value());
            }
        }
        assertThat(faults).isGreaterThan(2);
    }

    private static <D extends Law> Predicate<LabelledLaw> some(Class<D> family, Predicate<D> fault) {
        return law -> Parts.all(law).filter(family::isInstance).map(family::cast).anyMatch(fault);
    }

    private static Predicate<LabelledLaw> some(Class<? extends Law> family) {
        return law -> Parts.has(law, family);
    }

    @Test
    void everyFamilyShrinksToItsSimplest() {
        assertShrinks(some(Laplace.class), "{\"type\": \"laplace\", \"center\": [0], \"scale\": 1}");
        assertShrinks(some(Student.class), "{\"type\": \"student\", \"center\": [0], \"scale\": 1, \"degrees\": 3}");
        assertShrinks(some(Box.class), "{\"type\": \"box\", \"low\": [0], \"high\": [1]}");
        assertShrinks(some(Exponential.class), "{\"type\": \"exponential\", \"origin\": [0], \"rate\": 1}");
        assertShrinks(some(Sphere.class), "{\"type\": \"sphere\", \"center\": [0], \"radius\": 1}");
        assertShrinks(some(Mixture.class), "{\"type\": \"mixture\", \"weights\": [0.5, 0.5], \"components\": ["
                + STANDARD + ", " + STANDARD + "]}");
    }

    @Test
    void affineLawsShrinkToTheIdentity() {
        assertShrinks(some(Affine.class),
                "{\"type\": \"affine\", \"matrix\": [[1]], \"shift\": [0], \"of\": " + STANDARD + "}");
        assertShrinks(some(Affine.class, affine -> affine.of() instanceof Box),
                "{\"type\": \"affine\", \"matrix\": [[1]], \"shift\": [0], \"of\": "
                        + "{\"type\": \"box\", \"low\": [0], \"high\": [1]}}");
        assertShrinks(some(Affine.class, affine -> Math.abs(affine.shift(0)) > 1.5),
                "{\"type\": \"affine\", \"matrix\": [[1]], \"shift\": [2], \"of\": " + STANDARD + "}");
    }

    @Test
    void productsShrinkToTwoStandardGaussians() {
        String plane = "{\"type\": \"gaussian\", \"mean\": [0, 0], \"covariance\": 1}";
        String product = "{\"type\": \"product\", \"factors\": [" + STANDARD + ", " + STANDARD + "]}";
        assertShrinks(some(Product.class), List.of(pair(2, product, plane), pair(2, plane, product)));
    }

    @Test
    void numbersShrinkToTheNextWholeOne() {
        assertShrinks(some(Sphere.class, sphere -> sphere.radius() > 2),
                "{\"type\": \"sphere\", \"center\": [0], \"radius\": 5}");
        assertShrinks(some(Laplace.class, laplace -> laplace.scale(0) < 0.7),
                "{\"type\": \"laplace\", \"center\": [0], \"scale\": 0.5}");
        assertShrinks(some(Student.class, student -> student.degrees() > 4),
                "{\"type\": \"student\", \"center\": [0], \"scale\": 1, \"degrees\": 5}");
        assertShrinks(some(Student.class, student -> student.degrees() < 3),
                "{\"type\": \"student\", \"center\": [0], \"scale\": 1, \"degrees\": 2}");
        assertShrinks(some(Box.class, box -> box.low(0) > 1.5), "{\"type\": \"box\", \"low\": [2], \"high\": [3]}");
        assertShrinks(some(Box.class, box -> box.high(0) - box.low(0) > 1.5),
                "{\"type\": \"box\", \"low\": [0], \"high\": [2]}");
        assertShrinks(some(Exponential.class, decay -> decay.rate(0) > 1.5),
                "{\"type\": \"exponential\", \"origin\": [0], \"rate\": 2}");
    }

    @Test
    void aCircleShrinksInThePlane() {
        String plane = "{\"type\": \"gaussian\", \"mean\": [0, 0], \"covariance\": 1}";
        String circle = "{\"type\": \"sphere\", \"center\": [0, 0], \"radius\": 1}";
        assertShrinks(some(Sphere.class, sphere -> sphere.dimension() > 1),
                List.of(pair(2, circle, plane), pair(2, plane, circle)));
    }

    @Test
    void hardLawsShrinkLikeAllLaws() {
        for (Stress stress : Stress.values()) {
            RandomLaws.Shrunk<LabelledLaw> shrunk =
                    RandomLaws.shrink(LawArbitraries.stress(stress), SEED, 0, law -> true, ENOUGH);
            assertThat(LawJson.toString(shrunk.value())).as(stress.name()).isEqualTo(pair(1, STANDARD, STANDARD));
        }
        assertThat(RandomLaws.shrink(LawArbitraries.stress(Stress.FIFTY_CLASSES), SEED, 0,
                law -> law.classes().size() > 6, ENOUGH).value()).satisfies(law -> {
                    assertThat(law.classes()).hasSize(7)
                            .allSatisfy(each -> assertThat(LawJson.toString(each.law())).isEqualTo(STANDARD));
                });
        // The smallest Cantor law of more than four atoms has level 3.
        assertShrinks(LawArbitraries.stress(Stress.CANTOR), some(Mixture.class, mixture -> mixture.parts().size() > 4),
                List.of(pair(1, LawJson.toString(new CantorPlan(3, false).law()), STANDARD),
                        pair(1, STANDARD, LawJson.toString(new CantorPlan(3, false).law()))));
        String thousandth = "{\"type\": \"gaussian\", \"mean\": [0.001], \"covariance\": 1}";
        assertShrinks(LawArbitraries.stress(Stress.ALMOST_EQUAL), law -> {
            double gap = law.law(0).gaussianComponents().orElseThrow().get(0).gaussian().mean(0)
                    - law.law(1).gaussianComponents().orElseThrow().get(0).gaussian().mean(0);
            return gap > 0 && gap < 0.01;
        }, List.of(pair(1, thousandth, STANDARD),
                pair(1, STANDARD, "{\"type\": \"gaussian\", \"mean\": [-0.001], \"covariance\": 1}")));
    }

    @Test
    void restrictionsSurviveShrinking() {
        String box = "{\"type\": \"box\", \"low\": [0], \"high\": [1]}";
        assertShrinks(LawArbitraries.laws().families(Family.BOX), law -> true, List.of(pair(1, box, box)));
        String plane = "{\"type\": \"gaussian\", \"mean\": [0, 0], \"covariance\": 1}";
        assertShrinks(LawArbitraries.laws().dimension(2, 4).smooth().classes(2, 3), law -> true,
                List.of(pair(2, plane, plane)));
        String laplace = "{\"type\": \"laplace\", \"center\": [0], \"scale\": 1}";
        assertShrinks(LawArbitraries.laws().families(Family.LAPLACE, Family.AFFINE).dimension(1, 1), law -> true,
                List.of(pair(1, laplace, laplace)));
    }
}
