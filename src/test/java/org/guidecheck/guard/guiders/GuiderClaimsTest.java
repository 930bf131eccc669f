package org.guidecheck.guard.guiders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.guard.guiders.GuiderUnderTest.Convention;
import org.guidecheck.guider.Guider;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Right guiders pass the claims that call them, and each wrong one is refuted by the claim about its fault. */
class GuiderClaimsTest {
    private static final List<String> CLAIMS =
            List.of("guider.finite", "guider.scale-convention", "guider.batch-independent");
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
                assertThat(verdict.outcome()).as(guider.name() + " " + verdict).isEqualTo(Outcome.HOLDS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongGuidersAreRefuted(WrongGuiders.Wrong wrong) {
        Verdict verdict = decide(candidate(wrong.guider(), Convention.SCALE, 1), List.of(wrong.claim())).get(0);
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.evidence()).filteredOn(each -> each.outcome() == Outcome.REFUTED)
                .extracting(Evidence::rule).anySatisfy(rule -> assertThat(rule).contains(wrong.words()));
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
                print(guider, seed, args.length == 0);
            }
        }
        for (WrongGuiders.Wrong wrong : WrongGuiders.all().toList()) {
            if (seeds == 1) {
                print(wrong.guider(), 1, true);
            }
        }
    }

    private static void print(Guider guider, long seed, boolean isFull) {
        for (Verdict verdict : decide(candidate(guider, Convention.SCALE, seed), List.of())) {
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
