package org.guidecheck.generator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.LawArbitrariesTest;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.Affine;
import org.guidecheck.law.Atom;
import org.guidecheck.law.Box;
import org.guidecheck.law.Exponential;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Laplace;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.Product;
import org.guidecheck.law.Sphere;
import org.guidecheck.law.Student;
import org.guidecheck.law.io.LawJson;
import org.junit.jupiter.api.Test;

/** Every family is drawn, nested, at its stated rate. */
class FamiliesTest {
    private static final int DRAWS = 4000;
    private static final long SEED = 20240117;
    private static final List<LabelledLaw> LAWS = RandomLaws.draw(LawArbitraries.laws(), DRAWS, SEED);

    private static final Map<String, Predicate<LabelledLaw>> EVENTS = new LinkedHashMap<>();
    private static final Map<String, Double> RATES = new LinkedHashMap<>();

    private static void event(String name, double rate, Predicate<LabelledLaw> event) {
        EVENTS.put(name, event);
        RATES.put(name, rate);
    }

    static {
        event("Gaussians and atoms alone", 0.5, law -> Parts.all(law)
                .allMatch(part -> part instanceof Gaussian || part instanceof Atom || part instanceof Mixture));
        event("a Laplace law", 0.24, law -> Parts.has(law, Laplace.class));
        event("a Student law", 0.12, law -> Parts.has(law, Student.class));
        event("a box", 0.12, law -> Parts.has(law, Box.class));
        event("an exponential law", 0.1, law -> Parts.has(law, Exponential.class));
        event("a sphere", 0.11, law -> Parts.has(law, Sphere.class));
        event("a sphere in the plane or beyond", 0.08,
                law -> Parts.all(law).anyMatch(part -> part instanceof Sphere && part.dimension() > 1));
        event("a product", 0.18, law -> Parts.has(law, Product.class));
        event("an affine law", 0.27, law -> Parts.has(law, Affine.class));
        event("an affine law not of Gaussians", 0.11, law -> Parts.all(law)
                .anyMatch(part -> part instanceof Affine affine && affine.gaussianComponents().isEmpty()));
        event("a law embedded into more dimensions", 0.02, law -> Parts.all(law)
                .anyMatch(part -> part instanceof Affine affine && affine.of().dimension() < affine.dimension()));
        event("a law projected to fewer dimensions", 0.06, law -> Parts.all(law)
                .anyMatch(part -> part instanceof Affine affine && affine.of().dimension() > affine.dimension()));
        event("a mixture within a component", 0.13, law -> law.classes().stream()
                .flatMap(each -> Parts.inner(each.law()).stream()).flatMap(Parts::all)
                .anyMatch(Mixture.class::isInstance));
        event("nested three deep", 0.18, law -> law.classes().stream().anyMatch(each -> Parts.depth(each.law()) == 3));
        event("a density without jumps", 0.62, law -> !law.isDegenerate());
        event("other families, and a density without jumps", 0.19, law -> !law.isDegenerate()
                && Parts.all(law).anyMatch(part -> !(part instanceof Gaussian || part instanceof Mixture)));
        event("the cost of 100 Gaussian coordinates", 0.3, law -> law.marginal().cost() > 100);
    }

    @Test
    void everyFamilyOccursAtItsRate() {
        List<String> rare = new ArrayList<>();
        StringBuilder table = new StringBuilder();
        EVENTS.forEach((name, event) -> {
            long count = LAWS.stream().filter(event).count();
            table.append(String.format("%-45s %5d %.3f %.3f%n", name, count, (double) count / DRAWS, RATES.get(name)));
            if (count < Math.max(1, LawArbitrariesTest.leastCount(DRAWS, RATES.get(name)))) {
                rare.add(name + ": " + count + " of " + DRAWS);
            }
        });
        assertThat(rare).as(table.toString()).isEmpty();
    }

    @Test
    void lawsAreBoundedInDepthAndCost() {
        for (LabelledLaw law : LAWS) {
            assertThat(law.classes()).allSatisfy(each -> assertThat(Parts.depth(each.law())).isLessThanOrEqualTo(3));
            assertThat(Parts.all(law).filter(Student.class::isInstance).count()).isLessThanOrEqualTo(2);
            assertThat(law.dimension()).isBetween(1, 8);
            if (Parts.all(law).noneMatch(
                    part -> part instanceof Affine && Parts.all(part).anyMatch(Student.class::isInstance))) {
                assertThat(law.reach()).isLessThan(1e4);
            }
            assertThat(law.narrowestScale()).satisfiesAnyOf(
                    scale -> assertThat(scale).isZero(), scale -> assertThat(scale).isGreaterThan(1e-3));
        }
    }

    @Test
    void lawsSurviveJson() {
        assertThat(LAWS.subList(0, 1000))
                .allSatisfy(law -> assertThat(LawJson.parse(LawJson.toString(law))).isEqualTo(law));
    }

    @Test
    void familiesCanBeRestricted() {
        for (Family family : Family.values()) {
            List<LabelledLaw> laws = RandomLaws.draw(LawArbitraries.laws().families(family), 100, SEED);
            assertThat(laws).as(family.name()).allSatisfy(law -> assertThat(law.classes())
                    .allSatisfy(each -> assertThat(components(each.law()))
                            .allSatisfy(part -> assertThat(part).isInstanceOf(type(family)))));
        }
        assertThat(RandomLaws.draw(LawArbitraries.laws().families(Family.BOX, Family.AFFINE), 200, SEED))
                .allSatisfy(law -> assertThat(Parts.all(law))
                        .allMatch(part -> part instanceof Box || part instanceof Affine || part instanceof Mixture))
                .anyMatch(law -> Parts.has(law, Box.class)).anyMatch(law -> Parts.has(law, Affine.class));
        assertThat(RandomLaws.draw(LawArbitraries.laws().families(Family.PRODUCT).dimension(1, 3).smooth(), 100, SEED))
                .extracting(LabelledLaw::dimension).containsOnly(2, 3);
    }

    /** The components of a class; a single component must not be a mixture. */
    private static List<Law> components(Law law) {
        return law instanceof Mixture mixture ? mixture.parts() : List.of(law);
    }

    static Class<? extends Law> type(Family family) {
        return switch (family) {
            case GAUSSIAN -> Gaussian.class;
            case ATOM -> Atom.class;
            case LAPLACE -> Laplace.class;
            case STUDENT -> Student.class;
            case BOX -> Box.class;
            case EXPONENTIAL -> Exponential.class;
            case SPHERE -> Sphere.class;
            // The components of a class that is one mixture are Gaussians or mixtures.
            case MIXTURE -> Law.class;
            case PRODUCT -> Product.class;
            case AFFINE -> Affine.class;
        };
    }

    @Test
    void theNumberOfClassesCanBeRestricted() {
        assertThat(RandomLaws.draw(LawArbitraries.laws().classes(3, 3), 100, SEED))
                .allSatisfy(law -> assertThat(law.classes()).hasSize(3));
        assertThat(RandomLaws.draw(LawArbitraries.laws().classes(6, 7), 100, SEED))
                .extracting(law -> law.classes().size()).containsOnly(6, 7);
        assertThat(RandomLaws.draw(LawArbitraries.laws().classes(2, 3).dimension(4, 5), 100, SEED))
                .allSatisfy(law -> assertThat(law.dimension()).isBetween(4, 5))
                .extracting(law -> law.classes().size()).containsOnly(2, 3);
    }
}
