package org.guidecheck.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.LevelGrids;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Model;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Audits of exact models, of slightly wrong ones, and of models with one planted fault each. */
class AuditTest {
    private static final LabelledLaw PLANE = new LabelledLaw(List.of(
            new LabelledClass("a", 0.4, new Mixture(new double[] {0.5, 0.5},
                    List.of(Gaussian.isotropic(new double[] {-2, 0}, 0.3),
                            Gaussian.isotropic(new double[] {0, 2}, 0.2)))),
            new LabelledClass("b", 0.6, Gaussian.isotropic(new double[] {2, 0.5}, 0.4))));

    private static ModelUnderTest subject(Model model, LabelledLaw law, GuidedSampler sampler, long seed) {
        return new ModelUnderTest(model, law, 0, 0, 0.1, 1, sampler, 40, seed, Effort.NORMAL);
    }

    private static Map<String, Verdict> audit(ModelUnderTest subject, String... claims) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        Audit.decide(subject, Arrays.stream(claims).map(each -> "audit." + each).toList(), 1e-6,
                verdict -> verdicts.put(verdict.claimId().substring("audit.".length()), verdict));
        return verdicts;
    }

    private static Map<String, Verdict> audit(Model model, String... claims) {
        return audit(subject(model, PLANE, new Ddpm(), 1), claims);
    }

    private static Outcome outcome(Model model, String claim) {
        return audit(model, claim).get(claim).outcome();
    }

    /** What the parametrisation of a model is found to be. */
    private static String named(Model model) {
        Verdict verdict = audit(model, "parametrisation").get("parametrisation");
        return verdict.outcome() + " " + verdict.note();
    }

    private static FaultyModel right() {
        return FaultyModel.of(PLANE);
    }

    private static List<String> notHolding(LabelledLaw law, long seed) {
        List<String> surprises = new ArrayList<>();
        audit(subject(new ExactModel(law), law, new Ddpm(), seed)).forEach((id, verdict) -> {
            if (verdict.outcome() != Outcome.HOLDS) {
                surprises.add(id + " " + verdict.outcome() + " at seed " + seed);
            }
        });
        return surprises;
    }

    @Test
    void passesAnExactModel() {
        assertThat(notHolding(PLANE, 1)).isEmpty();
        assertThat(notHolding(NamedLaws.T, 1)).isEmpty();
    }

    @Tag("thorough")
    @Test
    void passesAnExactModelOnOtherSeeds() {
        passesAnExactModelUpTo(11);
    }

    @Tag("exhaustive")
    @Test
    void passesAnExactModelOnManySeeds() {
        passesAnExactModelUpTo(51);
    }

    private static void passesAnExactModelUpTo(long last) {
        assertThat(LongStream.rangeClosed(2, last).boxed().flatMap(seed -> notHolding(PLANE, seed).stream())).isEmpty();
    }

    @Test
    void passesASlightlyWrongModel() {
        FaultyModel model = right();
        Map<String, Verdict> verdicts = audit(model.with((level, points, c) -> {
            double[] scores = model.right(level, points, c);
            for (int i = 0; i < scores.length; i++) {
                scores[i] *= 1 + 0.1 * Math.sin(points[i / 2 * 2] + 2 * points[i / 2 * 2 + 1]);
            }
            return scores;
        }));
        assertThat(verdicts.values()).extracting(Verdict::outcome).containsOnly(Outcome.HOLDS);
        // The mean of (0.1 sin)² is about 0.005.
        assertThat(verdicts.get("score-error").evidence()).allSatisfy(each -> {
            assertThat(each.value()).isBetween(0.001, 0.01);
            assertThat(each.bounds().width()).isLessThan(0.01);
        });
    }

    @Test
    void boundsOfTheErrorHoldTheOneOfAnotherSeed() {
        FaultyModel model = right();
        FaultyModel wrong = model.with((level, points, c) -> Arrays.stream(model.right(level, points, c))
                .map(each -> 1.2 * each).toArray());
        List<Evidence> one = audit(subject(wrong, PLANE, new Ddpm(), 1), "score-error").get("score-error").evidence();
        List<Evidence> two = audit(subject(wrong, PLANE, new Ddpm(), 2), "score-error").get("score-error").evidence();
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i).bounds().intersect(two.get(i).bounds())).isPresent();
            // 0.2² of the square, less what the cut takes away and the error of the unit.
            assertThat(one.get(i).bounds().widen(0.004).contains(0.04)).isTrue();
        }
    }

    @Test
    void refutesErrorsAboveTheLimit() {
        FaultyModel model = right();
        Map<String, Verdict> verdicts = audit(model.with((level, points, c) -> Arrays
                .stream(model.right(level, points, c)).map(each -> 1.5 * each).toArray()));
        assertThat(verdicts.get("score-error").outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdicts.get("score-error").note()).isEmpty();
    }

    /** Samples show it however small the error at each level is. */
    @Test
    void refutesSamplesThatDoNotMirrorEachOther() {
        FaultyModel model = right();
        assertThat(outcome(model, "reflection")).isEqualTo(Outcome.HOLDS);
        FaultyModel ofOneClass = model.with((level, y, c) -> model.right(level, y, OptionalInt.of(c.orElse(0))));
        assertThat(outcome(ofOneClass, "reflection")).isEqualTo(Outcome.REFUTED);
        FaultyModel swapped = model.with((level, y, c) -> model.right(level, y,
                c.isPresent() ? OptionalInt.of(1 - c.getAsInt()) : c));
        assertThat(outcome(swapped, "reflection")).isEqualTo(Outcome.REFUTED);
        ExactModel balanced = new ExactModel(new LabelledLaw(List.of(
                new LabelledClass("a", 0.6, PLANE.law(0)), new LabelledClass("b", 0.4, PLANE.law(1)))));
        FaultyModel ofOtherShares = model.with((level, y, c) -> c.isPresent() ? model.right(level, y, c)
                : balanced.scores(level, y, 2, c));
        assertThat(outcome(ofOtherShares, "reflection")).isEqualTo(Outcome.REFUTED);
        LabelledLaw near = new LabelledLaw(List.of(
                new LabelledClass("a", 0.3, Gaussian.isotropic(new double[] {0, 0}, 1)),
                new LabelledClass("b", 0.7, Gaussian.isotropic(new double[] {1, 1}, 2))));
        FaultyModel overlapping = FaultyModel.of(near);
        assertThat(audit(subject(overlapping, near, new Ddpm(), 1), "reflection").get("reflection").outcome())
                .isEqualTo(Outcome.HOLDS);
        assertThat(audit(subject(overlapping.classifying(logits -> times(3, logits)), near, new Ddpm(), 1),
                "reflection").get("reflection").outcome()).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void namesNoiseThatIsAVelocity() {
        FaultyModel model = right();
        assertThat(named(model.with((level, y, c) -> {
            double[] score = model.right(level, y, c);
            double[] read = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                double noise = -Math.sqrt(level.noise()) * score[i];
                double clean = (y[i] - Math.sqrt(level.noise()) * noise) / Math.sqrt(level.signal());
                double v = Math.sqrt(level.signal()) * noise - Math.sqrt(level.noise()) * clean;
                read[i] = -v / Math.sqrt(level.noise());
            }
            return read;
        }))).isEqualTo("REFUTED fits best: what it calls epsilon is v");
    }

    private static double[] times(double factor, double[] values) {
        return Arrays.stream(values).map(each -> factor * each).toArray();
    }

    /** Scores that belong to the noise that an exact model predicts at another level. */
    private static double[] taking(FaultyModel model, NoiseLevel level, NoiseLevel other, double[] y, OptionalInt c) {
        return times(Math.sqrt(other.noise() / level.noise()), model.right(other, y, c));
    }

    @ParameterizedTest
    @CsvSource({"1.05, high, 1.05", "1.2, high, 1.20", "1.3, high, 1.30", "0.8, low, 1.25", "3, high, 3.0"})
    void namesAFactorOfTheLevels(double factor, String direction, String said) {
        FaultyModel model = right();
        assertThat(named(model.with((level, y, c) -> taking(model, level,
                NoiseLevel.ofLogSnr(level.logSnr() - 2 * Math.log(factor)), y, c))))
                .startsWith("REFUTED fits best: its noise levels are too " + direction + " by a factor of " + said);
    }

    private static List<NoiseLevel> thousand() {
        return LevelGrids.byName("linear-beta", 1000).levels().subList(0, 1000);
    }

    /** A model that answers, times a factor, for the level some steps cleaner. */
    private static FaultyModel shifted(int steps, double factor) {
        List<NoiseLevel> levels = thousand();
        FaultyModel model = right().at(levels);
        return model.with((level, y, c) -> times(factor,
                taking(model, level, levels.get(levels.indexOf(level) + steps), y, c)));
    }

    @Test
    void namesALevelThatIsOffByOneOfAThousand() {
        assertThat(named(right().at(thousand()))).isEqualTo("HOLDS ");
        assertThat(named(shifted(1, 1)))
                .isEqualTo("REFUTED fits best: its noise level is off by one of 1000, to the cleaner one");
        assertThat(named(shifted(-1, 1)))
                .isEqualTo("REFUTED fits best: its noise level is off by one of 1000, to the noisier one");
        assertThat(named(shifted(-1, 0.97)))
                .startsWith("REFUTED its noise level is off by one of 1000, to the noisier one: a shift by 0.9");
        assertThat(named(shifted(1, 1.03)))
                .startsWith("REFUTED its noise level is off by one of 1000, to the cleaner one: a shift by 1.0");
    }

    @Test
    void callsOnlyOneStepOffByOne() {
        assertThat(named(shifted(3, 1)))
                .isEqualTo("REFUTED fits best: its noise levels do not fit: it answers for those "
                        + "3 of 1000 steps cleaner");
        List<NoiseLevel> levels = thousand();
        FaultyModel model = right().at(levels);
        assertThat(
                named(model.with((level, y, c) -> taking(model, level, levels.get(999 - levels.indexOf(level)), y, c))))
                .isEqualTo("REFUTED fits best: its list of noise levels is in the reverse order");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.97, 0.99, 1.01, 1.03, 1.05})
    void takesNoWrongSizeForALevelThatIsOff(double factor) {
        assertThat(named(shifted(0, factor))).isEqualTo("HOLDS ");
    }

    @Test
    void takesNoErrorInProportionToThePointsForALevelThatIsOff() {
        FaultyModel model = right().at(thousand());
        assertThat(named(model.with((level, y, c) -> {
            double[] scores = model.right(level, y, c);
            for (int i = 0; i < y.length; i++) {
                scores[i] += 0.1 * Math.sqrt(level.noise()) * y[i];
            }
            return scores;
        }))).isEqualTo("HOLDS ");
    }

    /** A right model, or one whose level is off, with errors of 20 % that hide it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void leavesAShiftThatErrorsHideOpen(int steps) {
        FaultyModel model = shifted(steps, 1);
        List<NoiseLevel> levels = thousand();
        Verdict verdict = audit(model.with((level, y, c) -> {
            double[] scores = model.scores(level, y, 2, c);
            double phase = 0.37 * levels.indexOf(level);
            for (int i = 0; i < y.length; i++) {
                scores[i] *= 1 + 0.2 * Math.sin(3 * y[i] + phase);
            }
            return scores;
        }), "parametrisation").get("parametrisation");
        assertThat(verdict.evidence().stream().filter(each -> each.quantity().contains("off by one")
                && each.quantity().startsWith("least gain"))).hasSize(2).extracting(Evidence::outcome)
                .containsOnly(Outcome.NOT_REFUTED);
    }

    @Test
    void judgesARareClassApart() {
        LabelledLaw law = new LabelledLaw(List.of(
                new LabelledClass("a", 0.95, Gaussian.isotropic(new double[] {-1, 0}, 0.3)),
                new LabelledClass("rare", 0.05, Gaussian.isotropic(new double[] {1, 0.5}, 0.4))));
        FaultyModel model = FaultyModel.of(law);
        FaultyModel faulty = model.with((level, y, c) -> times(c.equals(OptionalInt.of(1)) ? 0 : 1,
                model.right(level, y, c)));
        Verdict verdict = audit(subject(faulty, law, new Ddpm(), 1), "score-error").get("score-error");
        assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.evidence()).filteredOn(each -> each.outcome() == Outcome.REFUTED)
                .hasSize(AuditLevels.COUNT)
                .allSatisfy(each -> assertThat(each.quantity()).startsWith("error for class rare at "));
    }

    @Test
    void asksAboutTheLabelOnlyIfTheClassesAreMuchBetter() {
        FaultyModel model = right();
        // Errors of 29 % for classes, 35 % without a label.
        Verdict verdict =
                audit(model.with((level, y, c) -> times(c.isPresent() ? 1.29 : 1.35, model.right(level, y, c))),
                        "score-error").get("score-error");
        assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.note()).isEmpty();
    }

    private static Verdict repeated(Model model) {
        return audit(model, "repeatable").get("repeatable");
    }

    /** A model whose scores are changed as a function of the batch. */
    private static FaultyModel changing(UnaryOperator<double[]> change) {
        FaultyModel model = right();
        return model.with((level, y, c) -> change.apply(model.right(level, y, c)));
    }

    @Test
    void refutesAnswersThatDependOnChance() {
        SplittableRandom random = new SplittableRandom(1);
        Verdict verdict = repeated(changing(scores -> Arrays.stream(scores)
                .map(each -> each * (random.nextDouble() < 0.1 ? 0 : 1 / 0.9)).toArray()));
        assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.note()).contains("dropout");
        // One part in ten thousand is more than rounding.
        assertThat(repeated(changing(scores -> times(1 + 1e-4 * random.nextDouble(), scores))).outcome())
                .isEqualTo(Outcome.REFUTED);
    }

    @Test
    void refutesAnswersThatDependOnTheBatch() {
        UnaryOperator<double[]> centred = scores -> {
            double mean = Arrays.stream(scores).average().orElseThrow();
            return Arrays.stream(scores).map(each -> each - 0.05 * mean).toArray();
        };
        UnaryOperator<double[]> firstDiffers = scores -> {
            double[] result = scores.clone();
            result[0] *= 1.1;
            return result;
        };
        UnaryOperator<double[]> loneDiffers = scores -> times(scores.length == 2 ? 1.01 : 1, scores);
        for (UnaryOperator<double[]> each : List.of(centred, firstDiffers, loneDiffers)) {
            Verdict verdict = repeated(changing(each));
            assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
            assertThat(verdict.note()).contains("batch normalisation");
        }
        assertThat(repeated(right().classifying(logits -> times(logits.length == 64 ? 1.01 : 1, logits))).outcome())
                .isEqualTo(Outcome.REFUTED);
        assertThat(repeated(changing(scores -> times(1.5, scores))).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void namesWhatAClassifierReallyGives() {
        assertThat(audit(right().classifying(logits -> {
            double[] rolled = logits.clone();
            for (int i = 0; i < logits.length; i += 2) {
                rolled[i] = logits[i + 1];
                rolled[i + 1] = logits[i];
            }
            return rolled;
        }), "calibration").get("calibration").note())
                .startsWith(
                        "fits best: its columns are permuted: that of a is b, that of b is a (mean distance 0.000 ");
        assertThat(audit(right().classifying(logits -> times(4, logits)), "calibration").get("calibration").note())
                .startsWith("fits best: its logits are too large by a factor of about 4.00 (temperature)");
        LabelledLaw uneven = new LabelledLaw(List.of(
                new LabelledClass("a", 0.1, Gaussian.isotropic(new double[] {-1, 0}, 0.3)),
                new LabelledClass("b", 0.9, Gaussian.isotropic(new double[] {1, 0.5}, 0.4))));
        FaultyModel without = FaultyModel.of(uneven).classifying(logits -> {
            double[] result = logits.clone();
            for (int i = 0; i < logits.length; i++) {
                result[i] -= Math.log(i % 2 == 0 ? 0.1 : 0.9);
            }
            return result;
        });
        assertThat(audit(subject(without, uneven, new Ddpm(), 1), "calibration").get("calibration").note())
                .startsWith("fits best: the prior is divided out of its probabilities");
    }

    @Test
    void namesTheClassThatStandsForNoLabel() {
        FaultyModel model = right();
        FaultyModel faulty = model.with((level, y, c) -> model.right(level, y, OptionalInt.of(c.orElse(1))));
        assertThat(named(faulty)).isEqualTo("REFUTED fits best: its prediction without a label is that of class b");
        assertThat(outcome(faulty, "score-error")).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void suspectsThatTheLabelWasNeverLeftOut() {
        FaultyModel model = right();
        // What an input that was never trained gives: here, pure noise everywhere.
        FaultyModel faulty = model.with((level, y, c) -> c.isPresent() ? model.right(level, y, c)
                : Arrays.stream(y).map(each -> -each).toArray());
        Map<String, Verdict> verdicts = audit(faulty, "score-error", "consistency");
        assertThat(verdicts.get("score-error").outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdicts.get("score-error").note()).contains("was the label left out in a share of the training?");
        assertThat(verdicts.get("consistency").outcome()).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void namesDataThatWereStandardisedTwice() {
        LabelledLaw far = new LabelledLaw(List.of(
                new LabelledClass("a", 0.5, Gaussian.isotropic(new double[] {-1, 4}, 2)),
                new LabelledClass("b", 0.5, Gaussian.isotropic(new double[] {3, 2}, 1))));
        // Mean (1, 3); variances 1.5 + 4 and 1.5 + 1.
        double[] scale = {Math.sqrt(5.5), Math.sqrt(2.5)};
        LabelledLaw scaled = new LabelledLaw(far.classes().stream().map(each -> new LabelledClass(each.label(), 0.5,
                each.law().moved(1, -1, -3).scaled(1 / scale[0], 1 / scale[1]))).toList());
        ExactModel model = new ExactModel(scaled);
        Verdict verdict = audit(subject(model, far, new Ddpm(), 1), "parametrisation").get("parametrisation");
        assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.note()).isEqualTo("fits best: its data were standardised, which the law is not");
    }

    @Test
    void namesLabelsThatAreIgnoredOrShifted() {
        FaultyModel model = right();
        assertThat(named(model.with((level, y, c) -> model.right(level, y, OptionalInt.empty()))))
                .isEqualTo("REFUTED fits best: it ignores the class");
        assertThat(named(model.with((level, y, c) -> model.right(level, y,
                c.isPresent() ? OptionalInt.of(1 - c.getAsInt()) : c))))
                .isEqualTo("REFUTED fits best: its classes are numbered from the next one on");
    }

    @Test
    void namesPointsInAnotherScale() {
        FaultyModel model = right();
        assertThat(named(model.with((level, y, c) -> {
            double root = Math.sqrt(level.signal());
            return model.right(level, Arrays.stream(y).map(each -> root * each).toArray(), c);
        }))).isEqualTo("REFUTED fits best: it takes its points in the scale of sigma");
    }

    @Test
    void refutesFieldsThatAreNoGradients() {
        FaultyModel model = right();
        FaultyModel turned = model.with((level, y, c) -> {
            double[] scores = model.right(level, y, c);
            for (int p = 0; p < y.length; p += 2) {
                scores[p] += 0.5 * y[p + 1] / level.noise();
                scores[p + 1] -= 0.5 * y[p] / level.noise();
            }
            return scores;
        });
        assertThat(outcome(turned, "gradient")).isEqualTo(Outcome.REFUTED);
        assertThat(audit(subject(FaultyModel.of(NamedLaws.T), NamedLaws.T, new Ddpm(), 1), "gradient")).isEmpty();
    }

    @Test
    void refutesAnOverconfidentClassifier() {
        FaultyModel overconfident =
                right().classifying(logits -> Arrays.stream(logits).map(each -> 4 * each).toArray());
        assertThat(outcome(overconfident, "calibration")).isEqualTo(Outcome.REFUTED);
        assertThat(outcome(overconfident, "consistency")).isEqualTo(Outcome.REFUTED);
        // A number common to all classes changes nothing.
        assertThat(outcome(right().classifying(logits -> Arrays.stream(logits).map(each -> each + 7).toArray()),
                "calibration")).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void splitsTheErrorOfTheMeanReciprocal() {
        FaultyModel model = right();
        // Guided towards the other class.
        Verdict wrong = audit(model.with((level, y, c) -> model.right(level, y,
                c.isPresent() ? OptionalInt.of(1) : c)), "mean-reciprocal").get("mean-reciprocal");
        assertThat(wrong.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(wrong.evidence().get(0).value()).isGreaterThan(1);
        // Four long steps carry points across a class between two parts of the rest; the model is right.
        LabelledLaw between = new LabelledLaw(List.of(
                new LabelledClass("c", 0.5, Gaussian.isotropic(new double[] {0}, 0.25)),
                new LabelledClass("other", 0.5, new Mixture(new double[] {0.5, 0.5},
                        List.of(Gaussian.isotropic(new double[] {-1.5}, 0.25),
                                Gaussian.isotropic(new double[] {1.5}, 0.25))))));
        ModelUnderTest coarse = new ModelUnderTest(new ExactModel(between), between, 0, 0, 0.1, 3, new Ddpm(), 4, 1,
                Effort.NORMAL);
        Verdict found = audit(coarse, "mean-reciprocal").get("mean-reciprocal");
        assertThat(found.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(found.evidence().get(0).value()).isCloseTo(0, within(1e-9));
        assertThat(found.evidence().get(1).bounds().lower()).isPositive();
        assertThat(found.note()).isEqualTo("ddpm, 4 steps, weight 3.00, class c");
    }

    @Test
    void computesTheSharesOnTheLineWithoutSampling() {
        FaultyModel model = FaultyModel.of(NamedLaws.T);
        FaultyModel biased = model.with((level, y, c) -> Arrays.stream(model.right(level, y, c))
                .map(each -> 0.98 * each).toArray());
        Verdict verdict = audit(subject(biased, NamedLaws.T, new Ddpm(), 1), "mean-reciprocal")
                .get("mean-reciprocal");
        List<Evidence> line = verdict.evidence().stream().filter(each -> each.quantity().contains("quadrature"))
                .toList();
        assertThat(line).hasSize(2).allSatisfy(each -> assertThat(each.bounds().contains(each.value())).isTrue());
        Verdict exact = audit(subject(model, NamedLaws.T, new Ddpm(), 1), "mean-reciprocal").get("mean-reciprocal");
        Evidence share = exact.evidence().stream().filter(each -> each.quantity().contains("model's share of M_w"))
                .findFirst().orElseThrow();
        assertThat(share.value()).isCloseTo(0, within(1e-6));
        assertThat(Math.abs(line.get(0).value())).isGreaterThan(share.bounds().width());
    }

    @Test
    void drawsFigures() {
        AuditFigures figures = Audit.decide(subject(right(), PLANE, new Ddpm(), 1),
                List.of("audit.score-error", "audit.mean-reciprocal"), 1e-6, verdict -> {});
        assertThat(figures.errors()).hasSize(3 * AuditLevels.COUNT);
        assertThat(figures.fields()).hasSize(6).allSatisfy(each -> assertThat(each.arrows()).hasSize(225)
                .allSatisfy(arrow -> assertThat(Math.hypot(arrow.dx(), arrow.dy())).isLessThan(1e-12)));
        assertThat(figures.shares()).extracting(AuditFigures.Share::name)
                .containsExactly("model", "sampler", "statistical");
        assertThat(figures.limit()).contains(0.1);
    }

    @Test
    void checksTheRanges() {
        assertThatThrownBy(() -> new ModelUnderTest(right(), PLANE, 0, 0, 1, 1, new Ddpm(), 40, 1, Effort.NORMAL))
                .hasMessage("maxError=1.0: must be in (0, 1)");
        assertThatThrownBy(() -> new ModelUnderTest(right(), PLANE, 0, 0, 0.1, -1, new Ddpm(), 40, 1, Effort.NORMAL))
                .hasMessageStartingWith("weight=-1.0: must be in [0, ");
        assertThatThrownBy(() -> new ModelUnderTest(right(), PLANE, 0, 0, 0.1, 1, new Ddpm(), 1, 1, Effort.NORMAL))
                .hasMessage("steps=1: must be from 2 to 10000");
    }
}
