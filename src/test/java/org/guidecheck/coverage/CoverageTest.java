package org.guidecheck.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.guidecheck.coverage.Answer.Judgement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that printed intervals contain the known mean; {@link CoverageTable} tries all cases. */
class CoverageTest {
    @TempDir
    Path folder;

    /** Families whose sampled intervals are checked; each call takes seconds. */
    private static final Set<String> SAMPLED = Set.of("plain", "embedded8");

    /** An ordinary case of each family, and of each law in several dimensions. */
    private static Stream<MeasureCall> calls() {
        Map<String, CoverageCase> first = new LinkedHashMap<>();
        for (CoverageCase each : CoverageCase.load().known()) {
            if (each.isOrdinary() || each.family().equals("embedded8")) {
                first.putIfAbsent(each.family(), each);
            }
        }
        return first.values().stream().flatMap(each -> MeasureCall.of(each).stream());
    }

    static Stream<MeasureCall> computed() {
        return calls().filter(call -> call.method().equals("finite-difference"));
    }

    static Stream<MeasureCall> sampled() {
        return calls().filter(call -> !call.method().equals("finite-difference")
                && SAMPLED.contains(call.asked().family()));
    }

    @ParameterizedTest
    @MethodSource("computed")
    void theComputedIntervalContainsTheKnownMean(MeasureCall call) throws IOException {
        containsTheKnownMean(call);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("sampled")
    void theSampledIntervalContainsTheKnownMean(MeasureCall call) throws IOException {
        containsTheKnownMean(call);
    }

    private void containsTheKnownMean(MeasureCall call) throws IOException {
        Answer answer = call.runHere(folder);
        assertThat(answer.judgement()).as("%s by %s: %s", call.asked().name(), call.method(), answer.reason())
                .isIn(Judgement.COVERED, Judgement.WIDE, Judgement.REFUSED);
    }

    @Test
    void fewCasesAreLeftOut() {
        CoverageCase.All all = CoverageCase.load();
        assertThat(all.known()).isNotEmpty();
        assertThat(all.unsolved()).isEmpty();
        assertThat(all.unsettled().size()).as("not settled: %s", all.unsettled())
                .isLessThan(1 + all.known().size() / 20);
    }

    @Test
    void aWrongIntervalIsSeen() {
        CoverageCase asked = CoverageCase.load().known().get(0);
        double mean = asked.mean();
        assertThat(List.of(judged(asked, mean * 0.99, mean * 1.01), judged(asked, mean * 1.001, mean * 1.01),
                judged(asked, mean * 0.9, mean * 0.999), judged(asked, 0.5, 0.9),
                judged(asked, mean * 1.01, mean * 0.99), judged(asked, 2 / asked.prior(), 3 / asked.prior()),
                judged(asked, Double.NaN, Double.NaN)))
                .containsExactly(Judgement.COVERED, Judgement.MISSED, Judgement.MISSED, Judgement.IMPOSSIBLE,
                        Judgement.IMPOSSIBLE, Judgement.IMPOSSIBLE, Judgement.IMPOSSIBLE);
        assertThat(Answer.of(asked, 3, "{\"mean\":1,\"undecided\":\"too few\"}", "", 1).judgement())
                .isEqualTo(Judgement.REFUSED);
        assertThat(Answer.of(asked, 3, "{\"mean\":1,\"lower\":0.5,\"upper\":0.6,\"undecided\":\"bounds are valid\"}",
                "", 1).judgement()).isEqualTo(Judgement.IMPOSSIBLE);
        assertThat(Answer.of(asked, 3, "{\"mean\":1}", "", 1).judgement()).isEqualTo(Judgement.FAILED);
        assertThat(Answer.of(asked, 4, "", "guidecheck: internal error", 1).judgement()).isEqualTo(Judgement.FAILED);
    }

    private static Judgement judged(CoverageCase asked, double lower, double upper) {
        String printed = "{\"mean\":" + quoted(lower) + ",\"lower\":" + quoted(lower) + ",\"upper\":" + quoted(upper)
                + "}";
        return Answer.of(asked, 0, printed, "", 1).judgement();
    }

    private static String quoted(double number) {
        return '"' + Double.toString(number) + '"';
    }
}
