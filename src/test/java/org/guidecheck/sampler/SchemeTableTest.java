package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.SchemeTable.Call;
import org.guidecheck.sampler.SchemeTable.Factor;
import org.guidecheck.sampler.SchemeTable.Point;
import org.guidecheck.text.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scheme tables run as they say, and files that are wrong are refused in one line. */
class SchemeTableTest {
    private static final NoiseLevel NOISY = NoiseLevel.ofLogSnr(-2);
    private static final NoiseLevel HALF = NoiseLevel.ofLogSnr(0);
    private static final SchemeTable TABLE = new SchemeTable("two-calls", 2, 2, 0.5,
            List.of(new Call(NOISY, 2), new Call(HALF, 4)),
            List.of(new Point(0.25, List.of(new Factor(1, 0.5)), 2),
                    new Point(0, List.of(new Factor(2, 1), new Factor(1, -0.125)), 0)));
    private static final TimeGrid GRID = new TimeGrid(List.of(NoiseLevel.ofLogSnr(-3), HALF, NoiseLevel.CLEAN));

    @TempDir
    private Path folder;

    @Test
    void makesEachPointFromTheOneBeforePredictionsAndNoise() {
        // Conditional predictions are 1 in each call, unconditional ones 3.
        Denoiser denoiser = (level, x, d) -> new Denoiser.Scores(
                new double[] {(Math.sqrt(level.signal()) - x[0]) / level.noise()},
                new double[] {(3 * Math.sqrt(level.signal()) - x[0]) / level.noise()});
        double[] end = TABLE.sample(denoiser, GuidanceSchedule.constant(3), GRID,
                Noise.given(List.of(new double[] {1}, new double[] {1}), 1));
        // Guided with 3 and with 4/2 · 3, they are 1 + 3 (1 − 3) and 1 + 6 (1 − 3).
        double first = -5;
        double second = -11;
        assertThat(end[0]).isCloseTo(second - 0.125 * first, within(1e-12));
    }

    @Test
    void callsTheDenoiserAtItsOwnPointsAndLevels() {
        double[] seen = new double[2];
        int[] calls = {0};
        Denoiser denoiser = (level, x, d) -> {
            assertThat(level).isEqualTo(calls[0] == 0 ? NOISY : HALF);
            seen[calls[0]++] = x[0];
            double[] score = {(Math.sqrt(level.signal()) * 4 - x[0]) / level.noise()};
            return new Denoiser.Scores(score, score.clone());
        };
        TABLE.sample(denoiser, GuidanceSchedule.constant(1), GRID,
                Noise.given(List.of(new double[] {3}, new double[] {7}), 1));
        assertThat(seen[0]).isEqualTo(1.5);
        assertThat(seen[1]).isCloseTo(0.25 * 1.5 + 0.5 * 4 + 2 * 7, within(1e-12));
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        Path file = folder.resolve("t.json");
        SchemeTableJson.write(file, TABLE);
        SchemeTable read = SchemeTableJson.read(file);
        assertThat(read.points()).isEqualTo(TABLE.points());
        assertThat(SchemeTableJson.toJson(read)).isEqualTo(SchemeTableJson.toJson(TABLE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "\"steps\" : 2; \"steps\" : 2.5; steps: must be a whole number from 1 to 1000000, but is 2.5",
        "\"start\" : 0.5; \"start\" : NaN; start: must be a finite number",
        "\"start\" : 0.5; \"start\" : 0; start: must be above 0, but is 0.0",
        "\"name\" : \"two-calls\"; \"name\" : \" \"; name: must not be blank",
        "\"name\" : \"two-calls\"; \"title\" : \"x\"; title: unknown field (known here: name, steps, weight,",
        "\"weight\" : 4.0; \"weight\" : \"4\"; calls[1].weight: must be a number",
        "\"weight\" : 2.0; \"weight\" : 0.0; calls[0].weight: must be 0, as the weight of the table is 0",
        "\"log_snr\" : -2.0; \"log_snr\" : 800; calls[0].log_snr: must leave both signal and noise",
        "\"log_snr\" : -2.0; \"log_snr\" : -2.001; calls[0].alpha_bar: must be 1/(1 + exp(−log_snr))",
        "\"log_snr\" : -2.0,;; calls[0].log_snr: is missing",
        "\"noise\" : 2.0; \"noise\" : -2.0; points[0].noise: must be at least 0.0, but is -2.0",
        "\"keep\" : 0.25; \"keep\" : Infinity; points[0].keep: must be a finite number",
        "\"keep\" : 0.25; \"kept\" : 0.25; points[0].kept: unknown field",
        "\"call\" : 1; \"call\" : 2; points[0].predictions[0].call: must be a whole number from 1 to 1",
        "\"call\" : 2; \"call\" : 1; points[1].predictions[1].call: must be another call in each prediction",
        "\"factor\" : 0.5; \"factor\" : null; points[0].predictions[0].factor: must be a number",
        "\"calls\" : [; \"calls\" : [ ], \"calls\" : [; calls: is given twice",
        "{; (; line 1"})
    void saysWhatIsWrongAndWhere(String right, String wrong, String problem) throws IOException {
        Path file = folder.resolve("t.json");
        String text = SchemeTableJson.toJson(TABLE).toPrettyString();
        assertThat(text).contains(right);
        Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(right),
                java.util.regex.Matcher.quoteReplacement(wrong == null ? "" : wrong)));
        assertThatThrownBy(() -> SchemeTableJson.read(file)).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(file + ": " + problem).message().doesNotContain("\n");
    }

    @Test
    void refusesAnotherNumberOfPoints() throws IOException {
        Path file = folder.resolve("t.json");
        Files.writeString(file, SchemeTableJson.toJson(TABLE).put("points", 1).toString());
        assertThatThrownBy(() -> SchemeTableJson.read(file)).hasMessage(file + ": points: must be an array, but is 1");
        var json = SchemeTableJson.toJson(TABLE);
        json.withArray("points").remove(1);
        Files.writeString(file, json.toString());
        assertThatThrownBy(() -> SchemeTableJson.read(file))
                .hasMessage(file + ": points: must be as many as calls, 2, but is 1");
        json.withArray("calls").removeAll();
        Files.writeString(file, json.toString());
        assertThatThrownBy(() -> SchemeTableJson.read(file)).hasMessage(file + ": calls: must have at least one");
    }

    @Test
    void takesNoOtherNumberOfSteps() {
        assertThat(TABLE.onlySteps()).hasValue(2);
        assertThatThrownBy(() -> TABLE.sample((level, x, d) -> new Denoiser.Scores(x, x), GuidanceSchedule.constant(0),
                TimeGrid.toClean(1, 1, 3), Noise.of(new Streams(1), 0, 1, 4))).isInstanceOf(SamplerFailure.class)
                .hasMessage("scheme table two-calls has 2 steps and cannot take 3");
    }
}
