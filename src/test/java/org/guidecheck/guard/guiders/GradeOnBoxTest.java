package org.guidecheck.guard.guiders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.enclosure.Enclosure;
import org.guidecheck.law.enclosure.ScoresOnBox;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Effective weights of rules lie in the bounds on boxes, and a grade is called guaranteed where it is proved. */
class GradeOnBoxTest {
    private static final double ROUNDING = 1e-6;
    private static final int POINTS = 2000;

    /** Points of random small boxes at which the effective weight of a guider is outside the bounds for a rule. */
    private static int outside(Guider guider, String rule, LabelledLaw law, double w) {
        ClassVersusRest sides = ClassVersusRest.of(law, 0);
        ScoresOnBox scores = ScoresOnBox.of(sides).orElseThrow();
        WeightOnBox bounds = WeightOnBox.of(Guiders.byName(rule).rule().orElseThrow()).orElseThrow();
        LawCalls calls = new LawCalls(sides);
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1);
        int outside = 0;
        for (int k = 0; k < POINTS; k++) {
            double logVariance = -7 + 16 * random.nextDouble();
            NoiseLevel level = NoiseLevel.ofLogSnr(-logVariance);
            double size = Math.pow(10, -1 - 4 * random.nextDouble());
            double[] z = new double[law.dimension()];
            Enclosure[] box = new Enclosure[z.length];
            for (int i = 0; i < z.length; i++) {
                Enclosure range = scores.range(i, level.sigma() * level.sigma(), 0.1);
                z[i] = range.lower() + random.nextDouble() * range.width();
                box[i] = new Enclosure(z[i] - size, z[i] + size * random.nextDouble());
            }
            Enclosure levels = new Enclosure(logVariance - size, logVariance + size);
            Enclosure found = bounds.of(scores.on(box, levels.exp()), w);
            GuidanceCall call = calls.at(0, level,
                    Arrays.stream(z).map(each -> each * Math.sqrt(level.signal())).toArray());
            try (Guider.Run run = guider.begin(new TimeGrid(List.of(level, NoiseLevel.CLEAN)), 1 + w)) {
                List<Double> weight = EffectiveWeights.of(call, run.guided(call));
                double gradient = distance(call);
                double rounding = ROUNDING * (1 + 1e-6 * size(call) / gradient);
                outside +=
                        weight.isEmpty() || (weight.get(0) >= found.lower() - rounding * (1 + Math.abs(weight.get(0)))
                                && weight.get(0) <= found.upper() + rounding * (1 + Math.abs(weight.get(0)))) ? 0 : 1;
            }
        }
        return outside;
    }

    private static double distance(GuidanceCall call) {
        double square = 0;
        for (int i = 0; i < call.points().length; i++) {
            double g = call.conditional()[i] - call.unconditional()[i];
            square += g * g;
        }
        return Math.sqrt(square);
    }

    private static double size(GuidanceCall call) {
        double largest = 0;
        for (int i = 0; i < call.points().length; i++) {
            largest = Math.max(largest, Math.abs(call.conditional()[i])
                    + Math.abs(call.points()[i]) / call.level().noise());
        }
        return largest;
    }

    static Stream<LabelledLaw> laws() {
        return Stream.of(GuiderLaws.TWO, GuiderLaws.inside(1), NamedLaws.A, GuiderLaws.TWO_IN_SPACE,
                TestProblem.SPACE_LAW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rescale:0.7", "rescale-x0:0.7", "threshold:99.5", "threshold:60", "cfg-zero-star",
        "cfg-zero-star:1"})
    void weightsOfTheRulesAreInTheBounds(String name) {
        laws().forEach(law -> assertThat(outside(Guiders.byName(name), name, law, 1.5)).as(LawWords.of(law)).isZero());
    }

    /** The bounds are narrow enough to tell a rule from another. */
    @ParameterizedTest
    @CsvSource({"rescale:0.7, rescale:0.6", "rescale-x0:0.7, rescale:0.7", "threshold:99.5, threshold:90",
        "threshold:99.5, cfg", "cfg-zero-star, cfg-zero-star:1"})
    void weightsOfAnotherRuleAreNot(String name, String other) {
        assertThat(outside(Guiders.byName(other), name, TestProblem.SPACE_LAW, 1.5)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"rescale:0.7, 2, 3", "rescale-x0:0.7, 4, 7", "threshold:99.5, 2, 3", "threshold:99.5, 8.5, 11.88",
        "cfg-zero-star:1, 2, 1"})
    void gradesAreProvedInABox(String name, double scale, double least) {
        GradeOnBox found = GradeOnBox.of(GuiderLaws.inside(1), Guiders.byName(name), scale - 1).orElseThrow();
        assertThat(found.isGuaranteed()).as(found.toString()).isTrue();
        assertThat(1 + 2 * found.least().lower()).isGreaterThanOrEqualTo(least);
        // The grade in words is rounded down.
        String words = found.words().replaceAll(".*at least ([0-9.]+),.*", "$1");
        assertThat(Double.parseDouble(words)).isBetween(0.99 * least, 1 + 2 * found.least().lower());
        assertThat(found.words()).contains("guaranteed for paths of two Gaussians", "all but 1e-6");
    }

    @ParameterizedTest
    @CsvSource({"rescale:0.7, true", "rescale-x0:0.7, true", "threshold:99.5, false", "cfg-zero-star, false"})
    void aPointWhereARulePointsAwayIsFound(String name, boolean isInSpace) {
        GradeOnBox found = GradeOnBox.of(isInSpace ? GuiderLaws.TWO_IN_SPACE : GuiderLaws.TWO, Guiders.byName(name), 1)
                .orElseThrow();
        assertThat(found.isGuaranteed()).as(found.toString()).isFalse();
        assertThat(found.least().upper()).isNegative();
        assertThat(found.words()).contains("not guaranteed, proved", "sigma");
    }

    @Test
    void whatIsNotDecidedIsSaidSo() {
        GradeOnBox found = GradeOnBox.of(TestProblem.SPACE_LAW, Guiders.byName("threshold:99.5"), 7.5).orElseThrow();
        assertThat(found.words()).contains("neither guaranteed nor refuted");
    }

    @Test
    void rulesOfOthersAndOtherLawsHaveNoProof() {
        Guider own = Guider.of("own", (level, w, x, c, u) -> c);
        assertThat(GradeOnBox.isKnown(own)).isFalse();
        assertThat(GradeOnBox.of(GuiderLaws.TWO, own, 1)).isEmpty();
        assertThat(GradeOnBox.of(GuiderLaws.TWO, Guiders.byName("apg"), 1)).isEmpty();
        assertThat(GradeOnBox.of(GuiderLaws.TWO, Guiders.byName("rescale:0.7"), -0.5)).isEmpty();
    }

    @Test
    void guaranteedIsSaidWithAProofOnly() {
        assertThat(saying("threshold:99.5")).contains("guaranteed for paths of two Gaussians, the class N(0.1, 0.01)",
                "proved by interval arithmetic");
        assertThat(saying("apg")).doesNotContain("guaranteed for paths");
    }

    private static String saying(String name) {
        GuiderCache cache = new GuiderCache(GuiderUnderTest.of(Guiders.byName(name)));
        return new Grade().evidence(cache, 1e-6).stream().flatMap(each -> each.saying().stream())
                .reduce("", (one, other) -> one + other);
    }

    @Test
    void evidenceInABoxDecidesNothing() {
        GuiderCache cache = new GuiderCache(GuiderUnderTest.of(Guiders.byName("rescale:0.7")));
        List<Evidence> inBoxes = new Grade().evidence(cache, 1e-6).stream()
                .filter(each -> each.quantity().contains("in a box")).toList();
        assertThat(inBoxes).isNotEmpty().allSatisfy(each -> {
            assertThat(each.kind()).isEqualTo(Evidence.Kind.RIGOROUS);
            assertThat(each.isAttempt()).isTrue();
        });
    }
}
