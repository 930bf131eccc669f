package org.guidecheck.generator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.LawArbitrary;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditableLawTest {
    private static List<EditableLaw> drawn(int dimension, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> LawArbitraries.withDimension(dimension).classes(2, 4).editable(3, 20, 7, i)).toList();
    }

    @Test
    void isDrawnFromSeedAndIndexAlone() {
        assertThat(drawn(3, 30)).isEqualTo(drawn(3, 30)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void isFixedByItsOwnNumbers(int dimension) {
        for (EditableLaw each : drawn(dimension, 200)) {
            // The first time, weights of 0 become 1 and means are rounded to hundredths.
            EditableLaw once = each.with(each.numbers());
            assertThat(once.with(once.numbers())).isEqualTo(once);
            assertThat(once.numbers()).hasSameSizeAs(each.numbers());
            if (dimension == 1 && !LawJson.toString(each.law()).contains("\"weights\": [0,")) {
                assertThat(once.law().classes()).hasSameSizeAs(each.law().classes());
            }
        }
    }

    @Test
    void movesToTheNumbersGiven() {
        EditableLaw standard = IntStream.range(0, 500)
                .mapToObj(i -> LawArbitraries.oneDimensional().classes(2, 2).families(Family.GAUSSIAN).editable(1, 20,
                        3, i))
                .filter(each -> each.components() == 2).findFirst().orElseThrow();
        // Share, mean and scale of each class, then the guidance weight.
        EditableLaw moved = standard.with(new double[] {Math.log(3), -1.5, Math.log(0.5), Math.log(1), 4, Math.log(2),
            Math.log(30)});
        assertThat(LawJson.toString(moved.law())).isEqualTo("{\"dimension\": 1, \"classes\": [{\"label\": \"c\", "
                + "\"prior\": 0.75, \"law\": "
                + "{\"type\": \"gaussian\", \"mean\": [-1.5], \"covariance\": 0.25}}, "
                + "{\"label\": \"other\", \"prior\": 0.25, \"law\": "
                + "{\"type\": \"gaussian\", \"mean\": [4], \"covariance\": 4}}]}");
        assertThat(moved.guidance()).hasToString("3");
        assertThatThrownBy(() -> standard.with(new double[9])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9").hasMessageContaining("7");
    }

    @Test
    void clipsExtremeNumbers() {
        for (EditableLaw each : drawn(2, 50)) {
            for (double far : new double[] {-1e9, 1e9}) {
                double[] numbers = each.numbers();
                Arrays.fill(numbers, far);
                assertThat(each.with(numbers).law().dimension()).isEqualTo(each.law().dimension());
                assertThat(each.with(numbers).guidance().largest()).isBetween(0.1, 20.0);
            }
        }
    }

    @Test
    void changesStructureInEveryWayWithinTheRules() {
        LawArbitrary kind = LawArbitraries.withDimension(2).classes(2, 3).smooth();
        Set<String> kinds = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            EditableLaw from = kind.editable(2, 20, 11, i);
            for (long choice = 0; choice < 50; choice++) {
                EditableLaw to = from.changed(choice);
                LabelledLaw law = to.law();
                assertThat(law.isDegenerate()).isFalse();
                assertThat(to.classes()).isBetween(2, 3);
                assertThat(law.dimension()).isEqualTo(from.law().dimension());
                assertThat(to).isEqualTo(from.changed(choice));
                kinds.add(Integer.signum(to.classes() - from.classes()) + "," + Long.signum(to.components()
                        - from.components()) + "," + (to.families() == from.families()) + "," + to.pieces());
            }
        }
        // More or fewer classes; more or fewer components; other families; other guidance.
        assertThat(kinds).anyMatch(k -> k.startsWith("1,")).anyMatch(k -> k.startsWith("-1,"))
                .anyMatch(k -> k.startsWith("0,1,")).anyMatch(k -> k.startsWith("0,-1,"))
                .anyMatch(k -> k.contains("false")).anyMatch(k -> k.endsWith(",2"));
    }

    @Test
    void simplerLawsDifferAndKeepToTheRules() {
        for (EditableLaw each : drawn(2, 40)) {
            assertThat(each.simpler()).doesNotContain(each)
                    .allSatisfy(simpler -> assertThat(simpler.law().dimension()).isLessThanOrEqualTo(2));
        }
    }

    @Test
    void offersPriorsOfFewDigits() {
        EditableLaw thirds = IntStream.range(0, 2000)
                .mapToObj(i -> LawArbitraries.oneDimensional().classes(2, 2).families(Family.GAUSSIAN).editable(1, 20,
                        3, i))
                .filter(each -> each.components() == 2 && each.law().prior(0) > 0.33 && each.law().prior(0) < 0.34)
                .findFirst().orElseThrow();
        assertThat(thirds.simpler()).extracting(each -> each.law().prior(0)).contains(0.3, 0.25, 0.33);
    }
}
