package org.guidecheck.guard.guiders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.guidecheck.guard.guiders.GuiderUnderTest.Convention;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.statistics.Effort;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Right guiders pass the claims that call them, and each wrong one is refuted by the claim about its fault. */
class GuiderClaimsTest {
    private static final List<String> CLAIMS = List.of("guider.finite", "guider.scale-convention",
            "guider.batch-independent", "guider.stateless-between-runs", "guider.follows-difference");
    private static final List<String> LIKE_CLAIMS = List.of("guider.finite", "guider.scale-convention",
            "guider.as-declared", "guider.interval", "guider.stateless-between-runs", "guider.batch-independent");
    /** Every piece of evidence that decides something. */
    private static final List<String> EVIDENCE = List.of("wrong answers, noised draws", "wrong answers, one point",
            "wrong answers, single precision", "wrong answers, equal predictions", "wrong answers, predictions of 0",
            "wrong answers, equal coordinates", "departure from the conditional prediction",
            "largest change of an answer with the scale", "least relative change of the unconditional prediction",
            "departure of the weight from", "departure of a factor of the weight", "levels at which the weight falls",
            "share of batches that guidance",
            "difference of the answers to x0", "departure from interval:0.3:5", "largest relative difference of an end",
            "change of answers when the run is repeated", "change of answers after a run that was aborted",
            "change of answers after a run at another scale", "change of answers after a run with other points",
            "change of answers after a run of one point", "change of a point's answer alone",
            "change of a point's answer in a batch of 7", "change of a point's answer in halves",
            "change of a point's answer in another order", "change of a point's answer in a batch of 4100",
            "change of a point's answer beside another point",
            "change of answers with the scale where the predictions are equal",
            "points at which guidance stays the same when the difference is reversed",
            "coordinates that the scale never changes", "steps that follow the difference of an earlier step",
            "wrong answers, noised draws, with a class to keep away from",
            "wrong answers, equal predictions, with a class to keep away from",
            "change of a point's answer alone, with a class to keep away from");
    /** Right rules whose scale means something else at 1, or is cut, which is then not confirmed. */
    private static final List<String> OTHER_SCALES =
            List.of("cfg-zero-star", "cfg-zero-star by steps", "cfg++", "threshold", "limit");
    /** Right rules that remember differences of earlier steps. */
    private static final List<String> WITH_MEMORY = List.of("apg", "momentum", "difference of every second step");
    private static final int SEEDS = 3;

    static Stream<Guider> right() {
        return RightGuiders.all().stream();
    }

    static Stream<WrongGuiders.Wrong> wrong() {
        return WrongGuiders.all();
    }

    static GuiderUnderTest candidate(Guider guider, Convention convention, long seed) {
        return new GuiderUnderTest(guider, Optional.empty(), convention, List.of(4.0, 2.0), List.of(50), seed,
                Effort.QUICK);
    }

    static GuiderUnderTest candidate(Guider guider, String like, long seed) {
        return new GuiderUnderTest(guider, like.isEmpty() ? Optional.empty() : Optional.of(Guiders.byName(like)),
                Convention.SCALE, List.of(4.0, 2.0), List.of(50), seed, Effort.QUICK);
    }

    static List<Verdict> decide(GuiderUnderTest candidate, List<String> claims) {
        List<Verdict> verdicts = new ArrayList<>();
        GuiderGuard.decide(candidate, claims, 1e-6, verdicts::add);
        return verdicts;
    }

    @ParameterizedTest
    @MethodSource("right")
    void rightGuidersPass(Guider guider) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            for (Verdict verdict : decide(candidate(guider, Convention.SCALE, seed), CLAIMS)) {
                boolean isNotConfirmed = switch (verdict.claimId()) {
                    case "guider.scale-convention" -> OTHER_SCALES.contains(guider.name());
                    case "guider.follows-difference" -> WITH_MEMORY.contains(guider.name());
                    default -> false;
                };
                assertThat(verdict.outcome()).as(guider.name() + " " + verdict)
                        .isEqualTo(isNotConfirmed ? Outcome.NOT_REFUTED : Outcome.HOLDS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongGuidersAreRefuted(WrongGuiders.Wrong wrong) {
        Verdict verdict = decide(candidate(wrong.guider(), wrong.like(), 1), List.of(wrong.claim())).get(0);
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.evidence()).filteredOn(each -> each.outcome() == Outcome.REFUTED)
                .extracting(Evidence::rule).anySatisfy(rule -> assertThat(rule).contains(wrong.words()));
    }

    @Test
    void everyPieceOfEvidenceCanRefute() {
        Set<String> refuted = new HashSet<>();
        WrongGuiders.all().forEach(wrong -> decide(candidate(wrong.guider(), wrong.like(), 1), List.of(wrong.claim()))
                .forEach(verdict -> verdict.evidence().stream().filter(each -> each.outcome() == Outcome.REFUTED)
                        .forEach(each -> refuted.add(each.quantity()))));
        assertThat(EVIDENCE).allSatisfy(quantity -> assertThat(refuted).anySatisfy(each -> assertThat(each)
                .startsWith(quantity)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cfg", "interval:0.3:5", "limit:3", "rescale:0.7", "rescale-x0:0.7", "projected:0:2.5",
        "cfg-zero-star:0.998", "cfg-zero-star-steps:2", "apg", "momentum:0.5", "cfg++", "perp-neg", "power:0.5",
        "threshold:99.5"})
    void builtInGuidersAreAsDeclared(String name) {
        for (Verdict verdict : decide(candidate(Guiders.byName(name), name, 2), LIKE_CLAIMS)) {
            assertThat(verdict.outcome()).as(name + " " + verdict).isEqualTo(Outcome.HOLDS);
        }
    }

    static Stream<Map.Entry<String, String>> likes() {
        return RightGuiders.likes().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("likes")
    void guidersWrittenByOthersAreTheBuiltInOnes(Map.Entry<String, String> like) {
        String name = like.getValue();
        Guider guider = right().filter(each -> each.name().equals(like.getKey())).findFirst().orElseThrow();
        for (long seed = 1; seed <= SEEDS; seed++) {
            for (Verdict verdict : decide(candidate(guider, name, seed), List.of("guider.as-declared",
                    "guider.interval"))) {
                assertThat(verdict.outcome()).as(name + " " + verdict).isEqualTo(Outcome.HOLDS);
            }
        }
    }

    /** Rules that may be meant: each is reported in words and not confirmed. */
    static Stream<Arguments> unusual() {
        double[][] kept = new double[1][];
        return Stream.of(
                Arguments.of(Written.point("square of the length", (level, s, x, c, u) -> {
                    double[] difference = Written.minus(c, u);
                    return Written.plus(c, (s - 1) * Math.min(1, 1 / Written.dot(difference, difference)), difference);
                }), "guider.follows-difference", "0.500 times the guidance"),
                Arguments.of(Written.point("length 1", (level, s, x, c, u) -> {
                    double[] difference = Written.minus(c, u);
                    double length = Math.sqrt(Written.dot(difference, difference));
                    return length > 0 ? Written.plus(c, (s - 1) / length, difference) : c;
                }), "guider.follows-difference", "does not vanish as the predictions approach each other"),
                Arguments.of(Written.point("mean removed", (level, s, x, c, u) -> {
                    double[] difference = Written.minus(c, u);
                    double mean = Arrays.stream(difference).average().orElseThrow();
                    return Written.plus(c, s - 1, Arrays.stream(difference).map(v -> v - mean).toArray());
                }), "guider.follows-difference", "never moves the mean"),
                Arguments.of(Written.point("falls along the coordinates", (level, s, x, c, u) -> {
                    double[] result = c.clone();
                    for (int i = 0; i < c.length; i++) {
                        result[i] += (s - 1) / (1 + i) * (c[i] - u[i]);
                    }
                    return result;
                }), "guider.follows-difference", "treats coordinates differently"),
                Arguments.of(Written.batch("every seventh step uses the one before", (call, s) -> {
                    double[] now = Written.minus(call.conditional(), call.unconditional());
                    double[] used = call.step() > 0 && call.step() % 7 == 0 && kept[0].length == now.length ? kept[0]
                            : now;
                    kept[0] = now;
                    return Written.plus(call.conditional(), s - 1, used);
                }), "guider.follows-difference",
                        "step 8 and others of a run follows the difference of an earlier step"),
                Arguments.of(Written.apg("positive momentum", 1, Double.POSITIVE_INFINITY, 0.75),
                        "guider.follows-difference", "guided with 3.96 times the weight"),
                Arguments.of(Written.point("cut at 8", (level, s, x, c, u) -> Written.mix(Math.min(s, 8), c, u)),
                        "guider.scale-convention", "the scale is cut at 8: at scale 15 the weight stays at 7"),
                Arguments.of(Written.batch("rescaled over the batch", GuiderClaimsTest::rescaledOverBatch),
                        "guider.follows-difference", "follows the differences of other points of its batch, and those "
                                + "of no earlier steps"),
                Arguments.of(Written.point("times sigma", (level, s, x, c, u) -> Written.plus(c, (s - 1)
                        * level.sigma(), Written.minus(c, u))), "guider.scale-convention", "up to 1000 times"));
    }

    private static double[] rescaledOverBatch(GuidanceCall call, double s) {
        double[] guided = Written.mix(s, call.conditional(), call.unconditional());
        return Written.rescaled(0.7, guided, Written.deviation(call.conditional()));
    }

    @Test
    void theLargestScaleAskedForIsTried() {
        Guider cut = Written.point("cut at 20", (level, s, x, c, u) -> Written.mix(Math.min(s, 20), c, u));
        GuiderUnderTest asked = new GuiderUnderTest(cut, Optional.empty(), Convention.SCALE, List.of(4.0, 30.0),
                List.of(50), 1, Effort.QUICK);
        assertThat(decide(asked, List.of("guider.scale-convention")).get(0).evidence())
                .filteredOn(each -> !each.isAttempt() && each.outcome() == Outcome.NOT_REFUTED).singleElement()
                .satisfies(each -> assertThat(each.saying().orElseThrow())
                        .contains("cut at 20: at scale 30 the weight stays at 19"));
    }

    @Test
    void aRuleOverTheBatchThatRemembersIsSaidToRemember() {
        Guider both = Written.of("momentum over the batch", (grid, s) -> {
            double[][] kept = {{}};
            return call -> {
                double[] now = Written.minus(call.conditional(), call.unconditional());
                kept[0] = kept[0].length == now.length ? Written.plus(now, 0.5, kept[0]) : now;
                return Written.rescaled(0.7, Written.plus(call.conditional(), s - 1, kept[0]),
                        Written.deviation(call.conditional()));
            };
        });
        assertThat(decide(candidate(both, Convention.SCALE, 1), List.of("guider.follows-difference")).get(0).evidence())
                .anySatisfy(each -> assertThat(each.saying()).hasValueSatisfying(said -> assertThat(said)
                        .contains("remembers earlier steps")));
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void whatIsUnusualIsReported(Guider guider, String claim, String words) {
        Verdict verdict = decide(candidate(guider, Convention.SCALE, 1), List.of(claim)).get(0);
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(verdict.evidence()).filteredOn(each -> each.outcome() == Outcome.NOT_REFUTED && !each.isAttempt())
                .anySatisfy(each -> assertThat(each.saying()).hasValueSatisfying(said -> assertThat(said)
                        .contains(words)));
    }

    @Test
    void randomAnswersAreNotTakenForStatisticsOfTheBatch() {
        SplittableRandom random = new SplittableRandom(1);
        Guider skips =
                Written.batch("skips steps at random", (call, s) -> Written.mix(random.nextDouble() < 0.3 ? 1 : s,
                        call.conditional(), call.unconditional()));
        assertThat(decide(candidate(skips, Convention.SCALE, 1), List.of("guider.batch-independent")).get(0).evidence())
                .filteredOn(each -> each.outcome() == Outcome.REFUTED).isNotEmpty()
                .allSatisfy(each -> assertThat(each.rule()).contains("when the same batch is repeated, too"));
        assertThat(decide(candidate(skips, Convention.SCALE, 1), List.of("guider.stateless-between-runs")).get(0)
                .evidence()).extracting(Evidence::rule).anySatisfy(rule -> assertThat(rule).contains("at random"));
    }

    /** Rules that use an old difference again to save calls of the network have fresh ones between. */
    @Test
    void differencesUsedAgainInEverySecondStepAreTold() {
        Guider cached = Written.of("every second difference", (grid, s) -> {
            double[][] kept = {null};
            return call -> {
                kept[0] = call.step() % 2 == 0 ? Written.minus(call.conditional(), call.unconditional()) : kept[0];
                return Written.plus(call.conditional(), s - 1, kept[0]);
            };
        });
        Verdict verdict = decide(candidate(cached, Convention.SCALE, 1), List.of("guider.follows-difference")).get(0);
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.NOT_REFUTED);
    }

    @Test
    void aGuiderThatAnswersNothingSaysSoOnce() {
        Guider mute = Written.batch("mute", (call, s) -> {
            throw new IllegalStateException("no model");
        });
        List<Verdict> verdicts = new ArrayList<>();
        assertThatThrownBy(() -> GuiderGuard.decide(candidate(mute, Convention.SCALE, 1), List.of(), 1e-6,
                verdicts::add)).isInstanceOf(SamplerFailure.class).hasMessageContaining("no model");
        assertThat(verdicts).hasSizeGreaterThan(5);
        assertThat(verdicts.get(0).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdicts.subList(1, verdicts.size())).allSatisfy(verdict -> {
            assertThat(verdict.outcome()).isEqualTo(Outcome.UNDECIDED);
            assertThat(verdict.evidence().get(0).rule()).contains("not tried: the guider answers nothing");
        });
    }

    @Test
    void notANumberIsCalledThat() {
        Guider faulty =
                Written.point("faulty", (level, s, x, c, u) -> Written.mix(level.sigma() < 1 ? Double.NaN : s, c,
                        u));
        assertThat(decide(candidate(faulty, "cfg", 1), List.of("guider.as-declared")).get(0).evidence().get(0)
                .quantity()).contains("answers that are NaN");
    }

    @Test
    void faultsOfAGuiderNameTheCall() {
        Guider faulty = Written.batch("faulty", (call, s) -> call.count() == 256
                ? new double[0] : Written.mix(s, call.conditional(), call.unconditional()));
        List<Verdict> verdicts = decide(candidate(faulty, Convention.SCALE, 1),
                List.of("guider.scale-convention", "guider.grade"));
        assertThat(verdicts.get(1).evidence())
                .extracting(Evidence::rule).anySatisfy(rule -> assertThat(rule).contains("returned 0 numbers"));
    }

    @Test
    void memoryIsReported() {
        assertThat(decide(candidate(Guiders.byName("momentum:0.5"), "", 1), List.of("guider.stateless-between-runs"))
                .get(0).evidence()).extracting(Evidence::quantity).anySatisfy(quantity -> assertThat(quantity)
                        .contains("remembers earlier steps").contains("0.5000 1 step later, 0.2500 2 steps later"));
        assertThat(decide(candidate(Guiders.byName("cfg"), "", 1), List.of("guider.stateless-between-runs"))
                .get(0).evidence()).extracting(Evidence::quantity).anySatisfy(quantity -> assertThat(quantity)
                        .contains("does not remember"));
    }

    @Test
    void endsOfIntervalsAreMeasured() {
        Verdict byLevel = decide(candidate(Guiders.byName("interval:0.3:5"), "", 1), List.of("guider.interval")).get(0);
        assertThat(byLevel.outcome()).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(byLevel.evidence().get(0).quantity()).contains("from σ = 5.00000 to σ = 0.300000");
        assertThat(byLevel.evidence().get(1).value()).isZero();
        Verdict byStep =
                decide(candidate(Guiders.byName("cfg-zero-star-steps:3"), "", 1), List.of("guider.interval")).get(0);
        assertThat(byStep.evidence().get(0).quantity()).contains("from step 4 on");
        assertThat(byStep.evidence().get(0).method()).contains("the number of the step decides");
    }

    @Test
    void aWeightIsDeclaredAsOne() {
        Guider weight = Written.point("weight", (level, w, x, c, u) -> Written.mix(1 + w, c, u));
        assertThat(decide(candidate(weight, Convention.WEIGHT, 1), CLAIMS)).allSatisfy(
                verdict -> assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.HOLDS));
    }

    /** Prints the table of claims and guiders. */
    public static void main(String[] args) {
        long seeds = args.length > 0 ? Long.parseLong(args[0]) : 1;
        for (Guider guider : RightGuiders.all()) {
            for (long seed = 1; seed <= seeds; seed++) {
                print(guider, "", seed, args.length == 0);
            }
        }
        for (WrongGuiders.Wrong wrong : WrongGuiders.all().toList()) {
            if (seeds == 1) {
                print(wrong.guider(), wrong.like(), 1, true);
            }
        }
    }

    private static void print(Guider guider, String like, long seed, boolean isFull) {
        for (Verdict verdict : decide(candidate(guider, like, seed), like.isEmpty() ? CLAIMS : LIKE_CLAIMS)) {
            if (isFull || !verdict.outcome().passes()) {
                System.out.println(String.format(Locale.ROOT, "%-42s %3d %-28s %-12s %.2f s", guider.name(), seed,
                        verdict.claimId(), verdict.outcome(), verdict.time().toMillis() / 1e3));
                for (Evidence each : verdict.evidence()) {
                    System.out.println("      " + each.outcome() + "  " + each.quantity() + " = " + each.value() + "  "
                            + each.rule() + " " + each.details());
                }
            }
        }
    }
}
