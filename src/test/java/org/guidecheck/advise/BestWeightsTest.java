package org.guidecheck.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Optional;
import org.guidecheck.statistics.Interval;
import org.junit.jupiter.api.Test;

class BestWeightsTest {
    private final BestWeights best = new BestWeights(new Benefit(Benefit.Kind.CAPPED, 0.5, 20), new Interval(1.9, 2),
            "which no mesh resolves");

    private static Figures row(double benefit, double price) {
        Interval capped = new Interval(1, benefit);
        return new Figures(
                new Candidate(Candidate.Family.ADAPTIVE, "", Optional.empty(), List.of()), capped, 1,
                new Interval(0, 1), capped, Interval.ALL, Interval.ALL, List.of(), Interval.ALL, new Interval(0, price),
                Double.NaN, 1);
    }

    @Test
    void weightsThatAgreeWithTheirLeastSumAreTaken() {
        assertThat(best.accept(2, new Interval(1.5, 1.6), () -> row(1.1, 0.2))).contains(row(1.1, 0.2));
        assertThat(best.lines()).singleElement().satisfies(line -> {
            assertThat(line.multiplier()).isEqualTo(2);
            assertThat(line.sum()).isLessThan(1.5).isCloseTo(1.5, offset(1e-3));
        });
        assertThat(best.leftOut()).isEmpty();
    }

    @Test
    void othersAreNamedWithTheReason() {
        assertThat(best.accept(2, new Interval(1.5, 1.6), () -> row(1.12, 0.2))).isEmpty();
        assertThat(best.accept(0.25, Interval.ALL, () -> row(1, 0))).isEmpty();
        assertThat(best.accept(0.5, new Interval(1.5, 1.6), () -> row(1.2, Double.POSITIVE_INFINITY))).isEmpty();
        assertThat(best.lines()).hasSize(2);
        assertThat(best.leftOut()).contains("left out: adaptive at 2 a nat, at 0.5000 a nat, whose benefit and price "
                + "are not known to agree with the least sum to 2 % of what there is to gain; adaptive at 0.2500 a nat, which "
                + "no mesh resolves");
    }
}
