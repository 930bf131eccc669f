package org.guidecheck.guard.guiders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guidecheck.guard.guiders.Written.point;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.guidecheck.guider.Guider;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules in half precision are recognised by their answers, judged at their rounding, and never confirmed. */
class HalfPrecisionTest {
    private static final List<String> CLAIMS = List.of("guider.scale-convention",
            "guider.follows-difference", "guider.stateless-between-runs", "guider.batch-independent");

    /** Formats of half precision, by their significant binary digits. */
    private enum Format {
        FLOAT16(11, Precision.HALF), BFLOAT16(8, Precision.BFLOAT);

        private final int digits;
        private final Precision precision;

        Format(int digits, Precision precision) {
            this.digits = digits;
            this.precision = precision;
        }

        double[] rounded(double[] values) {
            return Arrays.stream(values).map(value -> {
                double unit = Math.scalb(1.0, Math.max(Math.getExponent(value), -14) - digits + 1);
                return unit * Math.rint(value / unit);
            }).toArray();
        }
    }

    /** u + s (c - u) of noise predictions, rounded after each operation. */
    private static Guider cfg(Format format, UnaryOperator<Double> scale) {
        return point(format.name().toLowerCase(Locale.ROOT), (level, s, x, c, u) -> {
            double toNoise = -Math.sqrt(level.noise());
            double[] own = format.rounded(ProbeBatch.scaled(c, toNoise));
            double[] other = format.rounded(ProbeBatch.scaled(u, toNoise));
            double[] difference = format.rounded(Written.minus(own, other));
            double[] more = format.rounded(ProbeBatch.scaled(difference, scale.apply(s)));
            return ProbeBatch.scaled(format.rounded(Written.plus(other, 1, more)), 1 / toNoise);
        });
    }

    private static Precision precision(Guider guider) {
        return Precision.of(guider, 4, new Streams(1));
    }

    @ParameterizedTest
    @EnumSource
    void isRecognised(Format format) {
        assertThat(precision(cfg(format, s -> s))).isEqualTo(format.precision);
    }

    @Test
    void otherPrecisionsAreNotTakenForHalf() {
        for (Guider guider : RightGuiders.all()) {
            assertThat(precision(guider).isHalf()).as(guider.name()).isFalse();
        }
        assertThat(WrongGuiders.all().map(WrongGuiders.Wrong::guider)
                .filter(guider -> guider.name().equals("half precision")).map(HalfPrecisionTest::precision))
                .containsExactly(Precision.SINGLE);
    }

    @ParameterizedTest
    @EnumSource
    void isToldAndNotRefuted(Format format) {
        for (Verdict verdict : Stream.of("", "cfg").flatMap(like -> GuiderClaimsTest.decide(GuiderClaimsTest.candidate(
                cfg(format, s -> s), like, 1), like.isEmpty() ? CLAIMS : List.of("guider.as-declared")).stream())
                .toList()) {
            assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.NOT_REFUTED);
            assertThat(verdict.evidence()).anySatisfy(each -> assertThat(each.saying()).hasValueSatisfying(
                    said -> assertThat(said).contains("computes in half precision, " + format.name()
                            .toLowerCase(Locale.ROOT))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void faultsAboveItsRoundingAreRefuted(Format format) {
        assertRefuted(GuiderClaimsTest.candidate(cfg(format, s -> s + 1), "", 1), "guider.scale-convention");
        assertRefuted(GuiderClaimsTest.candidate(cfg(format, s -> s - 1), "", 1), "guider.scale-convention");
        assertRefuted(GuiderClaimsTest.candidate(cfg(format, s -> 2 - s), "", 1), "guider.grade");
        assertRefuted(GuiderClaimsTest.candidate(cfg(format, s -> s + 1), "cfg", 1), "guider.as-declared");
        assertRefuted(GuiderClaimsTest.candidate(cfg(format, s -> 2 - s), "cfg", 1), "guider.as-declared");
    }

    private static void assertRefuted(GuiderUnderTest candidate, String claim) {
        Verdict verdict = GuiderClaimsTest.decide(candidate, List.of(claim)).get(0);
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.evidence()).filteredOn(each -> each.outcome() == Outcome.REFUTED)
                .extracting(Evidence::rule).isNotEmpty();
    }
}
