package org.guidecheck.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.statistics.Interval;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static Row row(String sampler, int calls, double value, double error) {
        return new Row(new Row.Key("law", 1, sampler, Scoring.OWN, Dynamics.FLOW), calls, calls,
                List.of(Measure.around(Measure.DISTANCE, value, error, "test")), 0);
    }

    private static Curve curve(Row... rows) {
        return Curve.of(List.of(rows)).get(0);
    }

    @Test
    void fewestCallsAreThoseThatAreCertain() {
        Curve curve = curve(row("a", 4, 0.1, 0.01), row("a", 8, 0.011, 0.002), row("a", 16, 0.005, 0.001));
        assertThat(curve.enough(0.01)).hasValue(16);
        assertThat(curve.tooFew(0.01)).hasValue(4);
        assertThat(ScoreText.fewest(curve, 0.01)).isEqualTo("<= 16, > 4");
        assertThat(ScoreText.fewest(curve, 0.02)).isEqualTo("8");
        assertThat(ScoreText.fewest(curve, 0.001)).isEqualTo("> 16");
        assertThat(ScoreText.fewest(curve, 0.0045)).isEqualTo("> 8, open");
        assertThat(curve.enough(0.001)).isEmpty();
    }

    @Test
    void theOrderIsSeenWhereTheErrorStillFalls() {
        Curve curve = curve(row("a", 4, 1000, 0), row("a", 8, 0.64, 0), row("a", 16, 0.16, 0), row("a", 32, 0.04, 0),
                row("a", 64, 0.05, 0));
        assertThat(curve.order().orElseThrow().slope()).isCloseTo(2, within(1e-9));
        assertThat(curve.order().orElseThrow().range().widen(1e-9).contains(new Interval(2, 2))).isTrue();
        Curve rough = curve(row("a", 8, 0.64, 0.064), row("a", 16, 0.16, 0.016));
        assertThat(rough.order().orElseThrow().range().lower()).isCloseTo(2 - Math.log(11.0 / 9) / Math.log(2),
                within(1e-9));
        assertThat(curve(row("a", 8, 0.1, 0.2), row("a", 16, 0.1, 0.2)).order()).isEmpty();
    }

    @Test
    void noRowOfTheFrontIsBeaten() {
        List<Row> rows = List.of(row("a", 4, 0.5, 0), row("b", 4, 0.4, 0), row("a", 8, 0.45, 0), row("b", 8, 0.1, 0),
                row("a", 16, 0.1, 0));
        assertThat(Curve.front(rows)).containsExactly(rows.get(1), rows.get(3));
        List<Row> reversed = IntStream.rangeClosed(1, rows.size()).mapToObj(i -> rows.get(rows.size() - i)).toList();
        assertThat(Curve.front(reversed)).containsExactly(rows.get(1), rows.get(3));
    }

    @Test
    void measuresKeepTheirBoundsAtZeroAndSayWhatIsUnknown() {
        assertThat(Measure.around("x", 0.1, 0.3, "").bounds()).isEqualTo(new Interval(0, 0.4));
        assertThat(Measure.around("x", Double.NaN, 1, "").isBeyond(1e300)).isTrue();
        assertThat(Measure.around("x", 1, Double.NaN, "").bounds()).isEqualTo(Interval.atLeast(0));
        Measure open = Measure.difference("x", Interval.atLeast(5), new Interval(1, 2), "");
        assertThat(open.bounds()).isEqualTo(Interval.atLeast(3));
        assertThat(Measure.difference("x", new Interval(1, 2), new Interval(4, 4), "").bounds())
                .isEqualTo(new Interval(2, 3));
    }
}
