package org.guidecheck.guard.guiders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guidecheck.guard.guiders.Written.deviation;
import static org.guidecheck.guard.guiders.Written.dot;
import static org.guidecheck.guard.guiders.Written.minus;
import static org.guidecheck.guard.guiders.Written.mix;
import static org.guidecheck.guard.guiders.Written.plus;
import static org.guidecheck.guard.guiders.Written.point;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.guider.Guider;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small numbers in denominators are told with their size and place; large ones and other additions are refuted. */
class StabiliserTest {
    private static final double SMALL = 1e-8;
    private static final double LARGE = 1e-2;

    private static double[] times(double factor, double[] values) {
        return Arrays.stream(values).map(each -> factor * each).toArray();
    }

    /** CFG-Zero* of velocities, as its authors' code has it. */
    private static Guider zeroStar(double stabiliser) {
        return point("cfg-zero-star", (level, s, x, c, u) -> {
            double[] own = times(-level.sigma(), plus(x, 1, c));
            double[] other = times(-level.sigma(), plus(x, 1, u));
            double alpha = dot(own, other) / (dot(other, other) + stabiliser);
            double[] guided = plus(times(alpha, other), s, minus(own, times(alpha, other)));
            return minus(times(-1 / level.sigma(), guided), x);
        });
    }

    /** Rescaled noise predictions. */
    private static Guider rescaled(double stabiliser) {
        return point("rescale", (level, s, x, c, u) -> {
            double toNoise = -Math.sqrt(level.noise());
            double[] own = times(toNoise, c);
            double[] guided = mix(s, own, times(toNoise, u));
            return times(1 / toNoise, guided(own, guided, stabiliser));
        });
    }

    /** Rescaled clean predictions. */
    private static Guider rescaledClean(double stabiliser) {
        return point("rescale-x0", (level, s, x, c, u) -> {
            double[] own = level.cleanPoints(x, c);
            double[] guided = mix(s, own, level.cleanPoints(x, u));
            return Written.score(level, x, guided(own, guided, stabiliser));
        });
    }

    private static double[] guided(double[] own, double[] guided, double stabiliser) {
        return times(0.7 * deviation(own) / (deviation(guided) + stabiliser) + 0.3, guided);
    }

    /** Projected guidance whose lengths are made larger. */
    private static Guider projected(double inLimit, double inBase) {
        return point("projected", (level, s, x, c, u) -> {
            double[] own = level.cleanPoints(x, c);
            double[] difference = minus(own, level.cleanPoints(x, u));
            double[] cut = times(Math.min(1, 0.5 / (Math.sqrt(dot(difference, difference)) + inLimit)), difference);
            double[] unit = times(1 / (Math.sqrt(dot(own, own)) + inBase), own);
            return Written.score(level, x, plus(own, s - 1, plus(cut, -dot(cut, unit), unit)));
        });
    }

    private static Verdict decide(Guider guider, String like, String claim) {
        return GuiderClaimsTest.decide(GuiderClaimsTest.candidate(guider, like, 1), List.of(claim)).get(0);
    }

    private static void assertTold(Verdict verdict, String words) {
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(verdict.evidence()).filteredOn(each -> !each.isAttempt())
                .anySatisfy(each -> assertThat(each.saying()).hasValueSatisfying(said -> assertThat(said)
                        .contains(words)));
    }

    private static void assertRefuted(Verdict verdict, String words) {
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.evidence()).filteredOn(each -> each.outcome() == Outcome.REFUTED)
                .extracting(Evidence::rule).anySatisfy(rule -> assertThat(rule).contains(words));
    }

    static Stream<Arguments> told() {
        return Stream.of(Arguments.of(zeroStar(SMALL), "guider.follows-difference", "1e-8", "square of the length"),
                Arguments.of(zeroStar(1e-6), "guider.follows-difference", "1e-6", "of the velocity prediction"),
                Arguments.of(rescaled(SMALL), "guider.scale-convention", "1e-8", "the standard deviation of the noise"),
                Arguments.of(rescaledClean(1e-5), "guider.scale-convention", "1e-5",
                        "the standard deviation of the clean"));
    }

    @ParameterizedTest
    @MethodSource("told")
    void smallNumbersAreTold(Guider guider, String claim, String amount, String words) {
        Verdict verdict = decide(guider, "", claim);
        assertTold(verdict, "a number of about " + amount + " is added to a denominator");
        assertTold(verdict, words);
    }

    static Stream<Arguments> declared() {
        return Stream.of(Arguments.of(zeroStar(SMALL), "cfg-zero-star:1", "1e-8"),
                Arguments.of(zeroStar(1e-6), "cfg-zero-star-steps:0", "1e-6"),
                Arguments.of(rescaled(SMALL), "rescale:0.7", "1e-8"),
                Arguments.of(rescaledClean(1e-6), "rescale-x0:0.7", "1e-6"),
                Arguments.of(projected(SMALL, 0), "projected:0:0.5", "1e-8"),
                Arguments.of(projected(0, 1e-6), "apg:0:0.5:0", "1e-6"),
                Arguments.of(projected(1e-7, 1e-7), "projected:0:0.5", "1e-7"));
    }

    @ParameterizedTest
    @MethodSource("declared")
    void smallNumbersInDeclaredRulesAreTold(Guider guider, String like, String amount) {
        assertTold(decide(guider, like, "guider.as-declared"), "a number of about " + amount + " is added");
    }

    @Test
    void aNumberInSomeStepsIsTold() {
        Guider resting = Written.of("first step at rest", (grid, s) -> {
            Guider.Run moving = zeroStar(SMALL).begin(grid, s);
            return call -> call.step() == 0 ? times(-1, call.points()) : moving.guided(call);
        });
        assertTold(decide(resting, "", "guider.follows-difference"), "1e-8 is added to a denominator");
        assertTold(decide(resting, "cfg-zero-star-steps:1", "guider.as-declared"), "1e-8 is added to a denominator");
    }

    @Test
    void largeNumbersAreRefutedByName() {
        assertRefuted(decide(zeroStar(LARGE), "", "guider.follows-difference"), "1e-2 is added to a denominator");
        assertRefuted(decide(rescaled(LARGE), "", "guider.scale-convention"), "1e-2 is added to a denominator");
        assertRefuted(decide(zeroStar(LARGE), "cfg-zero-star:1", "guider.as-declared"), "which is too much");
    }

    /** Departures as small as those of a small denominator, which have another shape. */
    @ParameterizedTest
    @ValueSource(strings = {"constant", "share", "point", "level"})
    void whatIsAddedOtherwiseIsRefuted(String kind) {
        Guider guider = point(kind, (level, s, x, c, u) -> {
            double[] added = switch (kind) {
                case "constant" -> times(0, x);
                case "share" -> times(SMALL, c);
                case "point" -> times(SMALL, x);
                default -> times(SMALL * level.sigma(), c);
            };
            double more = kind.equals("constant") ? SMALL : 0;
            return plus(Arrays.stream(mix(s, c, u)).map(each -> each + s * more).toArray(), s, added);
        });
        Verdict verdict = decide(guider, "", "guider.follows-difference");
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.REFUTED);
    }
}
