package org.guidecheck.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.generator.plan.LawDraw;
import org.guidecheck.generator.plan.LawPlan;
import org.guidecheck.generator.plan.LawRules;
import org.guidecheck.generator.plan.MixturePlan;
import org.guidecheck.generator.plan.Numbers;
import org.guidecheck.law.Atom;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.junit.jupiter.api.Test;

public class LawArbitrariesTest {
    private static final int DRAWS = 2000;
    private static final long SEED = 20240117;

    private static final List<LabelledLaw> LAWS = RandomLaws.draw(LawArbitraries.laws(), DRAWS, SEED);

    /** An event and a lower bound on its probability. */
    private record Event(double rate, Predicate<LabelledLaw> event) {
    }

    private static Map<String, Event> events() {
        Map<String, Event> events = new LinkedHashMap<>();
        for (int d = 1; d <= LawArbitraries.LARGEST_DIMENSION; d++) {
            int dimension = d;
            events.put("dimension " + d, new Event(d <= 2 ? 0.25 : 0.07, law -> law.dimension() == dimension));
        }
        double[] classes = {0.5, 0.27, 0.18};
        for (int n = 2; n <= 4; n++) {
            int size = n;
            events.put(n + " classes", new Event(classes[n - 2], law -> law.classes().size() == size));
        }
        for (int n = 1; n <= 5; n++) {
            int size = n;
            events.put("a class of " + n + " components", new Event(0.18,
                    law -> law.classes().stream().anyMatch(each -> parts(each.law()).size() == size)));
        }
        events.put("some scale of 0.02 or less", new Event(0.2, law -> gaussians(law).stream()
                .anyMatch(g -> g.covariance().smallest() > 0 && g.narrowestScale() < 0.0201)));
        events.put("some scale of 5 or more", new Event(0.2,
                law -> gaussians(law).stream().anyMatch(g -> g.covariance().largest() > 24.9)));
        events.put("scales a hundredfold apart in a component", new Event(0.1, law -> gaussians(law).stream()
                .anyMatch(g -> g.covariance().smallest() > 0
                        && g.covariance().largest() > 0.999e4 * g.covariance().smallest())));
        events.put("a full covariance", new Event(0.3,
                law -> gaussians(law).stream().anyMatch(g -> g.covariance() instanceof Covariance.Full)));
        events.put("a diagonal covariance", new Event(0.3,
                law -> gaussians(law).stream().anyMatch(g -> g.covariance() instanceof Covariance.Diagonal)));
        events.put("an isotropic covariance", new Event(0.5,
                law -> gaussians(law).stream().anyMatch(g -> g.covariance() instanceof Covariance.Isotropic)));
        events.put("no density, or edges", new Event(0.3, LabelledLaw::isDegenerate));
        events.put("a density without edges", new Event(0.6, law -> !law.isDegenerate()));
        events.put("an atom", new Event(0.11, law -> allParts(law).stream().anyMatch(Atom.class::isInstance)));
        events.put("only atoms", new Event(0.006, law -> allParts(law).stream().allMatch(Atom.class::isInstance)));
        events.put("a singular Gaussian", new Event(0.05, law -> gaussians(law).stream()
                .anyMatch(g -> g.isDegenerate())));
        events.put("a rotated singular Gaussian", new Event(0.03, law -> gaussians(law).stream()
                .anyMatch(g -> g.isDegenerate() && g.covariance() instanceof Covariance.Full)));
        events.put("components of one mean", new Event(0.25, LawArbitrariesTest::hasSharedMean));
        events.put("the same component twice",
                new Event(0.15, law -> new HashSet<>(allParts(law)).size() < allParts(law).size()));
        events.put("two classes of one law", new Event(0.005, law -> {
            Set<Law> laws = new HashSet<>();
            return law.classes().stream().anyMatch(each -> !laws.add(each.law()));
        }));
        events.put("a mean above 5", new Event(0.2,
                law -> means(law).stream().anyMatch(mean -> mean.stream().anyMatch(m -> Math.abs(m) > 5))));
        events.put("no mean above 3", new Event(0.2,
                law -> means(law).stream().allMatch(mean -> mean.stream().allMatch(m -> Math.abs(m) <= 3))));
        events.put("a prior below 0.1", new Event(0.15, law -> priors(law).stream().anyMatch(p -> p < 0.1)));
        events.put("a prior above 0.8", new Event(0.09, law -> priors(law).stream().anyMatch(p -> p > 0.8)));
        events.put("a prior below 0.011", new Event(0.01, law -> priors(law).stream().anyMatch(p -> p < 0.011)));
        events.put("equal priors", new Event(0.2, law -> new HashSet<>(priors(law)).size() == 1));
        events.put("a weight of 0",
                new Event(0.05, law -> law.classes().stream().anyMatch(each -> each.law() instanceof Mixture mixture
                        && IntStream.range(0, mixture.parts().size()).anyMatch(k -> mixture.weight(k) == 0))));
        return events;
    }

    @Test
    void everyNamedEventOccursAtItsRate() {
        List<String> rare = new ArrayList<>();
        StringBuilder table = new StringBuilder();
        events().forEach((name, event) -> {
            long count = LAWS.stream().filter(event.event()).count();
            table.append(String.format("%-45s %5d %.3f %.3f%n", name, count, (double) count / DRAWS, event.rate()));
            if (count < leastCount(DRAWS, event.rate())) {
                rare.add(name + ": " + count + " of " + DRAWS);
            }
        });
        assertThat(rare).as(table.toString()).isEmpty();
    }

    /**
     * Lower bound on the number of events of at least this rate, which the number falls below with probability at most
     * 1e-9. By Hoeffding's inequality in its relative form, P(B ≤ np − √(2np log(1/q))) ≤ q for a binomial B.
     */
    public static double leastCount(int draws, double rate) {
        double mean = draws * rate;
        return mean - Math.sqrt(2 * mean * Math.log(1e9));
    }

    @Test
    void everyEventOccurs() {
        // With the fixed seed each event occurs, even if the bound above is below one.
        assertThat(events().entrySet())
                .allSatisfy(entry -> assertThat(LAWS).as(entry.getKey()).anyMatch(entry.getValue().event()));
    }

    @Test
    void numbersOfGaussiansStayInTheirRanges() {
        assertThat(RandomLaws.draw(LawArbitraries.laws().gaussian(), DRAWS, SEED)).allSatisfy(law -> {
            assertThat(law.dimension()).isBetween(1, 8);
            assertThat(law.classes().stream().map(LabelledClass::label).toList())
                    .isEqualTo(List.of("c", "other", "third", "fourth").subList(0, law.classes().size()));
            assertThat(means(law)).allSatisfy(mean -> {
                assertThat(mean).allSatisfy(m -> assertThat(Math.abs(m)).isLessThanOrEqualTo(10));
                assertThat(mean.stream().filter(m -> Math.abs(m) > 3).count()).isLessThanOrEqualTo(1);
            });
            assertThat(gaussians(law)).allSatisfy(g -> {
                assertThat(g.covariance().largest()).isBetween(0.9999e-4, 100.0001);
                if (g.covariance().smallest() > 0) {
                    assertThat(g.covariance().smallest()).isGreaterThan(0.9999e-4);
                }
            });
        });
    }

    @Test
    void smoothLawsHaveNoPartWithoutADensity() {
        assertThat(RandomLaws.draw(LawArbitraries.smoothLaws(), DRAWS, SEED))
                .allSatisfy(law -> assertThat(allParts(law)).noneMatch(Law::isDegenerate));
        assertThat(RandomLaws.draw(LawArbitraries.smoothLaws(2), 200, SEED)).allSatisfy(law -> {
            assertThat(law.isDegenerate()).isFalse();
            assertThat(law.dimension()).isLessThanOrEqualTo(2);
        });
    }

    @Test
    void dimensionsCanBeLimited() {
        assertThat(RandomLaws.draw(LawArbitraries.oneDimensional(), 200, SEED)).allSatisfy(law -> {
            assertThat(law.dimension()).isEqualTo(1);
            assertThat(law.isDegenerate()).isFalse();
        });
        List<LabelledLaw> few = RandomLaws.draw(LawArbitraries.withDimension(3), 500, SEED);
        assertThat(few).extracting(LabelledLaw::dimension).containsOnly(1, 2, 3);
        assertThat(few).anyMatch(LabelledLaw::isDegenerate);
        assertThatThrownBy(() -> LawArbitraries.withDimension(9))
                .hasMessage("dimension from 1 to 9: must be a range within 1 to 8");
        assertThatThrownBy(() -> LawArbitraries.smoothLaws(0))
                .hasMessage("dimension from 1 to 0: must be a range within 1 to 8");
    }

    @Test
    void everySimplerLawIsValidAndNearerToTheSimplest() {
        Random random = new Random(SEED);
        for (int i = 0; i < 25; i++) {
            LawRules.RestrictedPlan plan = LawDraw.draw(random, LawRules.ALL);
            for (LawRules.RestrictedPlan simpler : plan.simpler()) {
                assertThat(simpler.law().dimension()).isLessThanOrEqualTo(plan.law().dimension());
                assertThat(simpler.distance()).isLessThan(plan.distance());
                assertThat(simpler.law().classes()).hasSizeLessThan(51);
            }
            // Building all of them would take most of the test's time; these few are as likely to be invalid.
            plan.simpler().stream().skip(random.nextInt(7)).limit(1 + random.nextInt(60))
                    .forEach(LawRules.RestrictedPlan::build);
        }
    }

    @Test
    void plansKnowWhetherTheirLawsAreSmooth() {
        Random random = new Random(SEED);
        for (int i = 0; i < DRAWS / 2; i++) {
            LawPlan plan = LawDraw.draw(random, LawRules.ALL).law();
            boolean smooth = plan.classes().stream().allMatch(each -> each.law().isSmooth());
            // Parts of weight 0 count for the plan but not for the law.
            if (smooth || plan.all()
                    .noneMatch(part -> part instanceof MixturePlan mixture && mixture.weights().contains(0))) {
                assertThat(plan.build().isDegenerate()).as(plan.toString()).isEqualTo(!smooth);
            }
        }
    }

    @Test
    void scalesRoundToTwoDigitsAndTheSeries() {
        double[] series = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10};
        for (int i = 0; i < Numbers.seriesSize(); i++) {
            assertThat(Math.sqrt(Numbers.variance(Numbers.seriesCode(i)))).isEqualTo(series[i]);
            assertThat(Numbers.scaleCode(series[i] * 1.001)).isEqualTo(Numbers.seriesCode(i));
        }
        assertThat(Numbers.scale(Numbers.scaleCode(0.3751))).isEqualTo(0.37);
        assertThat(Numbers.variance(Numbers.scaleCode(0.3751))).as("0.1369 to two digits").isEqualTo(0.14);
        assertThat(Numbers.variance(Numbers.scaleCode(1.301))).as("1.69 to two digits").isEqualTo(1.7);
    }

    static List<Law> parts(Law law) {
        return law instanceof Mixture mixture ? mixture.parts() : List.of(law);
    }

    static List<Law> allParts(LabelledLaw law) {
        return law.classes().stream().flatMap(each -> parts(each.law()).stream()).toList();
    }

    static List<Gaussian> gaussians(LabelledLaw law) {
        return allParts(law).stream().filter(Gaussian.class::isInstance).map(Gaussian.class::cast).toList();
    }

    /** Means of Gaussians and locations of atoms. */
    static List<List<Double>> means(LabelledLaw law) {
        return allParts(law).stream().filter(part -> part instanceof Gaussian || part instanceof Atom).map(part -> {
            Gaussian g = part.gaussianComponents().orElseThrow().get(0).gaussian();
            return IntStream.range(0, g.dimension()).mapToObj(g::mean).toList();
        }).toList();
    }

    private static List<Double> priors(LabelledLaw law) {
        return law.classes().stream().map(LabelledClass::prior).toList();
    }

    private static boolean hasSharedMean(LabelledLaw law) {
        return new HashSet<>(means(law)).size() < means(law).size();
    }
}
