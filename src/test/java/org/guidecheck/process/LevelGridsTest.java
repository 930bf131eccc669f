package org.guidecheck.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.text.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Level grids have the levels of their papers, computed elsewhere in fifty digits; wrong names are explained. */
class LevelGridsTest {

    @Test
    void levelsAreThoseOfThePapers() throws IOException {
        String text;
        try (InputStream in = LevelGridsTest.class.getResourceAsStream("level-grids.csv")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int grids = 0;
        for (String line : text.lines().filter(each -> !each.startsWith("#")).toList()) {
            String[] fields = line.split(",", -1);
            int steps = Integer.parseInt(fields[1]);
            TimeGrid grid = LevelGrids.byName(fields[0], steps);
            assertThat(grid.steps()).isEqualTo(steps);
            assertThat(grid.end()).isEqualTo(NoiseLevel.CLEAN);
            for (int i = 0; i < steps; i++) {
                // Double precision, and that of a thousand factors of ᾱ.
                assertThat(grid.level(i).logSnr()).as("%s, %s steps, level %s", fields[0], steps, i)
                        .isCloseTo(Double.parseDouble(fields[2 + i]), within(1e-11));
            }
            grids++;
        }
        assertThat(grids).isEqualTo(38);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear-beta", "scaled-linear-beta:trailing", "cosine:linspace", "karras", "exponential",
        "beta", "uniform-lambda", "flow:3"})
    void anyNumberOfStepsGivesAGrid(String name) {
        for (int steps : new int[] {1, 2, 3, 50, 999, 1000}) {
            assertThat(LevelGrids.byName(name, steps).steps()).isEqualTo(steps);
        }
    }

    @Test
    void everyNameIsAGrid() {
        for (String name : LevelGrids.names()) {
            assertThat(LevelGrids.byName(name).name()).isEqualTo(name);
        }
    }

    @Test
    void allTrainingStepsAreTheSameWhateverTheSpacing() {
        TimeGrid all = LevelGrids.byName("cosine:leading", 1000);
        assertThat(LevelGrids.byName("cosine:trailing", 1000)).isEqualTo(all);
        assertThat(LevelGrids.byName("cosine:linspace", 1000)).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "linar-beta:trailing | linar-beta:trailing is not a grid of levels; must be one of [linear-beta, "
                + "scaled-linear-beta, cosine, karras, exponential, beta, uniform-lambda, flow]; did you mean "
                + "linear-beta?",
        "cosine:traling | cosine:traling: after cosine must come one of [leading, trailing, linspace]; did you "
                + "mean trailing?",
        "karras:1 | karras:1: must be karras or karras:MIN:MAX[:RHO]",
        "karras:1:x | karras:1:x: 'x' must be a number above 0",
        "exponential:5:2 | exponential:5:2: MIN=5.0 must be below MAX=2.0",
        "flow:0 | flow:0: '0' must be a number above 0"})
    void wrongNamesAreExplained(String name, String message) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> LevelGrids.byName(name))
                .withMessage(message);
    }

    @Test
    void moreStepsThanTrainingStepsAreRefused() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> LevelGrids.byName("cosine", 1001))
                .withMessage("steps: must be at least 1 and at most 1000, the number of training steps of cosine, but "
                        + "is 1001");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> LevelGrids.byName("karras", 0))
                .withMessage("steps: must be at least 1, but is 0");
    }
}
