package org.guidecheck.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.generator.LawArbitraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimplicityTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "-3, 1", "10, 1", "0.25, 2", "0.125, 3", "1.5, 2", "2e-5, 1", "0.3333333333333333, 16"})
    void countsSignificantDigits(double number, int digits) {
        assertThat(Simplicity.digits(number)).isEqualTo(digits);
    }

    @Test
    void goesByClassesFirstAndWeightLast() {
        Simplicity plain = new Simplicity(2, 2, 1, 0, 1, 10, 5, 4, 1);
        List<Simplicity> worse = List.of(new Simplicity(2, 2, 1, 0, 1, 10, 5, 4, 2),
                new Simplicity(2, 2, 1, 0, 1, 10, 5, 3, 0.1), new Simplicity(2, 2, 1, 0, 1, 10, 6, 8, 0.1),
                new Simplicity(2, 2, 1, 0, 1, 11, 1, 8, 0.1), new Simplicity(2, 2, 1, 0, 2, 1, 1, 8, 0.1),
                new Simplicity(2, 2, 1, 5, 1, 1, 1, 8, 0.1), new Simplicity(2, 2, 2, 0, 1, 1, 1, 8, 0.1),
                new Simplicity(2, 3, 1, 0, 1, 1, 1, 8, 0.1), new Simplicity(3, 2, 1, 0, 1, 1, 1, 8, 0.1));
        Simplicity before = plain;
        for (Simplicity each : worse) {
            assertThat(before).isLessThan(each);
            before = each;
        }
    }

    @Test
    void prefersAnyTwoDigitsToThree() {
        List<Simplicity> all = IntStream.range(0, 300).mapToObj(i -> new Candidate(
                LawArbitraries.oneDimensional().classes(2, 2).editable(1, 20, 1, i), 0, 1))
                .map(Simplicity::of).toList();
        assertThat(all).anyMatch(each -> each.digits() < 100).anyMatch(each -> each.digits() > 300);
    }
}
