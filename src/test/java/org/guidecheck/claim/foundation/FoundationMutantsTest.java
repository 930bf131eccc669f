package org.guidecheck.claim.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.claim.LawsUnderTest;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.hipparchus.CalculusFieldElement;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Each claim on the foundations is refuted on laws with planted errors, on the line and in more dimensions.
 * {@link FoundationTest} shows that they hold on the same laws without errors.
 */
@Tag("thorough")
class FoundationMutantsTest {
    private static final double ALPHA = 1e-10;
    private static final List<String> LAWS =
            List.of("gaussian", "gaussian-full", "box", "box-3", "laplace-4", "sphere-3", "student-3", "affine",
                    "nested-1", "nested-6");

    /** A score off by a factor. */
    static LawUnderTest score(LawUnderTest right, double factor) {
        return new LawUnderTest(right.name(), right.law()) {
            @Override
            public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
                T[] score = super.score(x, level);
                for (int i = 0; i < score.length; i++) {
                    score[i] = score[i].multiply(factor);
                }
                return score;
            }
        };
    }

    /** A density off by a factor. */
    static LawUnderTest norm(LawUnderTest right, double factor) {
        return new LawUnderTest(right.name(), right.law()) {
            @Override
            public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
                return super.logDensity(x, level).add(Math.log(factor));
            }
        };
    }

    /** Density and score of another noise level, with its time derivative. */
    static LawUnderTest noise(LawUnderTest right, double factor) {
        return new LawUnderTest(right.name(), right.law()) {
            private <T extends CalculusFieldElement<T>> NoiseLevel.OfField<T> wrong(NoiseLevel.OfField<T> level) {
                return new NoiseLevel.OfField<>(level.signal(), level.noise().multiply(factor));
            }

            @Override
            public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
                return super.logDensity(x, wrong(level));
            }

            @Override
            public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
                return super.score(x, wrong(level));
            }
        };
    }

    /** Draws too far from the origin. */
    static LawUnderTest draws(LawUnderTest right, double factor) {
        return new LawUnderTest(right.name(), right.law()) {
            @Override
            public double[] draw(UniformRandomProvider random) {
                double[] x = super.draw(random);
                for (int i = 0; i < x.length; i++) {
                    x[i] *= factor;
                }
                return x;
            }
        };
    }

    /** A log-density and a score that are NaN on one side. */
    static LawUnderTest nan(LawUnderTest right) {
        return new LawUnderTest(right.name(), right.law()) {
            private <T extends CalculusFieldElement<T>> T broken(T[] x, T value) {
                return x[0].getReal() > 0 ? value.multiply(Double.NaN) : value;
            }

            @Override
            public <T extends CalculusFieldElement<T>> T logDensity(T[] x, NoiseLevel.OfField<T> level) {
                return broken(x, super.logDensity(x, level));
            }

            @Override
            public <T extends CalculusFieldElement<T>> T[] score(T[] x, NoiseLevel.OfField<T> level) {
                T[] score = super.score(x, level);
                score[0] = broken(x, score[0]);
                return score;
            }
        };
    }

    static Verdict decide(String claim, String law, UnaryOperator<LawUnderTest> mutation, double priors) {
        Setting setting = FoundationLaws.setting(law, 5);
        List<LawUnderTest> all = new LawsUnderTest(setting.law()).all().stream().map(mutation).toList();
        LawsUnderTest wrong = new LawsUnderTest(setting.law(), all) {
            @Override
            public double logPosterior(int c, double[] x, NoiseLevel level) {
                return super.logPosterior(c, x, level) + Math.log(priors);
            }
        };
        return ((FoundationClaim) Catalogue.named(claim)).decide(wrong, setting, ALPHA);
    }

    private static Stream<DynamicTest> refuted(String claim, Map<String, UnaryOperator<LawUnderTest>> mutations) {
        return mutations.entrySet().stream().flatMap(each -> LAWS.stream().map(law -> DynamicTest.dynamicTest(
                claim + ", " + each.getKey() + ", " + law,
                () -> assertThat(decide(claim, law, each.getValue(), 1).outcome()).isEqualTo(Outcome.REFUTED))));
    }

    @TestFactory
    Stream<DynamicTest> scoresThatAreNoGradients() {
        return refuted("foundation.score", Map.of("score off by a millionth", s -> score(s, 1 + 1e-6),
                "NaN", FoundationMutantsTest::nan));
    }

    @TestFactory
    Stream<DynamicTest> densitiesThatDoNotIntegrateToOne() {
        return refuted("foundation.normalised", Map.of("density off by 1.5", s -> norm(s, 1.5),
                "density off by 0.5", s -> norm(s, 0.5), "NaN", FoundationMutantsTest::nan));
    }

    @TestFactory
    Stream<DynamicTest> densitiesOfAnotherNoiseLevel() {
        return refuted("foundation.fokker-planck", Map.of("noise off by a ten-thousandth", s -> noise(s, 1.0001),
                "NaN", FoundationMutantsTest::nan));
    }

    @TestFactory
    Stream<DynamicTest> scoresThatGiveAnotherMean() {
        return refuted("foundation.tweedie", Map.of("score off by 1.3", s -> score(s, 1.3),
                "no score", s -> score(s, 0), "NaN", s -> score(s, Double.NaN)));
    }

    @TestFactory
    Stream<DynamicTest> scoresThatDoNotTendToThatOfNoise() {
        return refuted("foundation.prior-limit", Map.of("score off by a thousandth", s -> score(s, 1.001),
                "NaN", s -> score(s, Double.NaN)));
    }

    @TestFactory
    Stream<DynamicTest> posteriorsOfOtherPriors() {
        return Stream.of("foundation.prior-limit", "foundation.normalised")
                .flatMap(claim -> LAWS.stream().map(law -> DynamicTest.dynamicTest(claim + ", " + law,
                        () -> assertThat(decide(claim, law, s -> s, 1.001).outcome()).isEqualTo(Outcome.REFUTED))));
    }

    @TestFactory
    Stream<DynamicTest> drawsOfAnotherLaw() {
        return refuted("foundation.sampling", Map.of("draws too far out", s -> draws(s, 1.5),
                "NaN", FoundationMutantsTest::nan));
    }

    @TestFactory
    Stream<DynamicTest> drawsATenthTooFarOut() {
        return Stream.of("gaussian", "gaussian-full", "box", "sphere-3")
                .map(law -> DynamicTest.dynamicTest(law,
                        () -> assertThat(decide("foundation.sampling", law, s -> draws(s, 1.1), 1).outcome())
                                .isEqualTo(Outcome.REFUTED)));
    }
}
