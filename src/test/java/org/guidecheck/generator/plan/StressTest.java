package org.guidecheck.generator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.LawArbitrariesTest;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.Box;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.Sphere;
import org.guidecheck.law.Student;
import org.junit.jupiter.api.Test;

/** Hard laws have the properties of their kind and occur among random laws. */
class StressTest {
    private static final int DRAWS = 6000;
    private static final long SEED = 20240117;
    private static final Map<Stress, Predicate<LabelledLaw>> PROPERTIES = new EnumMap<>(Stress.class);

    static {
        PROPERTIES.put(Stress.CANTOR, law -> law.dimension() == 1 && laws(law).stream().anyMatch(StressTest::isCantor));
        PROPERTIES.put(Stress.RING,
                law -> law.dimension() > 1 && laws(law).stream().anyMatch(ring -> ring instanceof Sphere sphere
                        && laws(law).stream()
                                .anyMatch(blob -> blob instanceof Gaussian gaussian && isWithin(gaussian, sphere))));
        PROPERTIES.put(Stress.HEAVY_IN_LIGHT, law -> hasTails(law, true));
        PROPERTIES.put(Stress.LIGHT_IN_HEAVY, law -> hasTails(law, false));
        PROPERTIES.put(Stress.SCALE_ONLY, law -> laws(law).stream().allMatch(Gaussian.class::isInstance)
                && new HashSet<>(means(law)).size() == 1
                && new HashSet<>(laws(law)).size() == law.classes().size());
        PROPERTIES.put(Stress.NESTED, law -> laws(law).get(1) instanceof Mixture mixture
                ? mixture.parts().get(0).equals(law.law(0))
                : IntStream.range(1, law.classes().size())
                        .allMatch(c -> law.law(c) instanceof Box outer && law.law(c - 1) instanceof Box inner
                                && outer.low(0) == 2 * inner.low(0) && outer.high(0) == 2 * inner.high(0)));
        PROPERTIES.put(Stress.ALMOST_EQUAL, law -> law.classes().size() == 2
                && laws(law).stream().allMatch(Gaussian.class::isInstance)
                && Math.abs(distance(means(law).get(0), means(law).get(1)) - 1e-3) < 1e-9);
        PROPERTIES.put(Stress.FIFTY_CLASSES, law -> law.classes().size() == 50);
        PROPERTIES.put(Stress.RARE_CLASS,
                law -> law.classes().stream().mapToDouble(LabelledClass::prior).min().orElseThrow() <= 0.01001);
        PROPERTIES.put(Stress.HOLE, law -> laws(law).stream()
                .anyMatch(inside -> laws(law).stream().anyMatch(outside -> isHole(inside, outside))));
    }

    private static List<Law> laws(LabelledLaw law) {
        return law.classes().stream().map(LabelledClass::law).toList();
    }

    private static boolean isCantor(Law law) {
        return law instanceof Mixture mixture
                && IntStream.rangeClosed(1, 6).anyMatch(level -> mixture.equals(new CantorPlan(level, false).law())
                        || mixture.equals(new CantorPlan(level, true).law()));
    }

    private static boolean isWithin(Gaussian blob, Sphere sphere) {
        return IntStream.range(0, blob.dimension()).allMatch(i -> blob.mean(i) == sphere.center(i))
                && blob.narrowestScale() <= sphere.radius() / 2;
    }

    private static boolean isHole(Law inside, Law outside) {
        if (inside instanceof Gaussian blob && outside instanceof Sphere sphere) {
            return isWithin(blob, sphere) && blob.narrowestScale() <= sphere.radius() / 5;
        }
        return outside instanceof Mixture mixture && mixture.parts().size() == 2
                && mixture.parts().get(0) instanceof Box left && left.high(0) == -1
                && mixture.parts().get(1) instanceof Box right && right.low(0) == 1
                && (inside instanceof Box || inside instanceof Gaussian);
    }

    private static boolean hasTails(LabelledLaw law, boolean heavyInside) {
        return law.classes().size() == 2 && laws(law).stream().anyMatch(heavy -> heavy instanceof Student student
                && student.degrees() <= 3 && laws(law).stream().anyMatch(light -> light instanceof Gaussian gaussian
                        && heavyInside == student.scale() < gaussian.narrowestScale()
                        && IntStream.range(0, law.dimension()).allMatch(i -> student.center(i) == gaussian.mean(i))));
    }

    private static List<List<Double>> means(LabelledLaw law) {
        return laws(law).stream().map(each -> (Gaussian) each)
                .map(each -> IntStream.range(0, each.dimension()).mapToObj(each::mean).toList()).toList();
    }

    private static double distance(List<Double> a, List<Double> b) {
        return Math.sqrt(IntStream.range(0, a.size()).mapToDouble(i -> Math.pow(a.get(i) - b.get(i), 2)).sum());
    }

    @Test
    void everyKindHasItsProperties() {
        assertThat(PROPERTIES.keySet()).isEqualTo(Set.of(Stress.values()));
        PROPERTIES.forEach((stress, sign) -> assertThat(RandomLaws.draw(LawArbitraries.stress(stress), 100, SEED))
                .as(stress.name()).allMatch(sign));
        assertThat(RandomLaws.draw(LawArbitraries.stress(Stress.RARE_CLASS), 100, SEED))
                .anyMatch(law -> law.classes().stream().anyMatch(each -> each.prior() == 1e-4));
        assertThat(RandomLaws.draw(LawArbitraries.stressLaws(), 300, SEED)).satisfies(laws -> PROPERTIES.forEach(
                (stress, sign) -> assertThat(laws).as(stress.name()).anyMatch(law -> sign.test(law))));
    }

    @Test
    void everyKindIsAmongAllLaws() {
        List<LabelledLaw> laws = RandomLaws.draw(LawArbitraries.laws(), DRAWS, SEED);
        PROPERTIES.forEach((stress, sign) -> {
            long count = laws.stream().filter(sign).count();
            // Each kind makes up a hundredth of all laws.
            assertThat((double) count).as(stress.name()).isGreaterThan(LawArbitrariesTest.leastCount(DRAWS, 0.01));
        });
        long hard = laws.stream().filter(law -> PROPERTIES.values().stream().anyMatch(sign -> sign.test(law))).count();
        assertThat((double) hard).isGreaterThan(LawArbitrariesTest.leastCount(DRAWS, 0.1));
    }

    @Test
    void smoothKindsAreAmongSmoothLaws() {
        List<LabelledLaw> laws = RandomLaws.draw(LawArbitraries.smoothLaws(), DRAWS / 2, SEED);
        for (Stress stress : List.of(Stress.HEAVY_IN_LIGHT, Stress.SCALE_ONLY, Stress.NESTED, Stress.ALMOST_EQUAL,
                Stress.FIFTY_CLASSES, Stress.RARE_CLASS)) {
            assertThat(laws).as(stress.name()).anyMatch(PROPERTIES.get(stress));
        }
    }
}
