package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.guidecheck.text.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreCommandTest {
    @RegisterExtension
    private final Console console = new Console();

    @TempDir
    private Path folder;

    private int score(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "score";
        System.arraycopy(args, 0, all, 1, args.length);
        return Main.run(all);
    }

    private JsonNode json(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 1);
        all[args.length] = "--json";
        assertThat(score(all)).as(console.complaint()).isZero();
        return JsonText.parse(console.printed());
    }

    @Test
    void listsTheReferenceSet() {
        assertThat(score("--list")).isZero();
        assertThat(console.printed()).contains("line/case-t@1", "data/digits@1", "space/correlated-gaussians-8d@1");
    }

    @Test
    void printsATableAndWritesFiles() throws IOException {
        assertThat(score("--reference", "line/two-gaussians,line/gaussian-pair", "--calls", "8..9,16", "--out",
                folder.toString())).as(console.complaint()).isZero();
        assertThat(console.printed()).contains("line/two-gaussians@1, w = 1: error by denoiser calls",
                "guided flow", "guided SDE", "fewest calls for 0.01");
        assertThat(folder.resolve("score.txt")).content().isEqualTo(console.printed());
        assertThat(Files.readAllLines(folder.resolve("score.csv")).get(0))
                .isEqualTo("law,weight,sampler,levels,exact_law,steps,calls,measure,value,lower,upper,method");
        JsonNode json = JsonText.parse(Files.readString(folder.resolve("score.json")));
        assertThat(json.get("rows")).as("Heun has two calls a step").hasSize(2 * 6 * 3 - 2);
        assertThat(json.get("curves")).hasSize(12);
        assertThat(json.get("fronts")).hasSize(2);
        assertThat(folder.resolve("score.html")).content().contains("vegaLite", "two-gaussians");
    }

    @Test
    void aProgramGetsTheRowOfTheBuiltInSampler() {
        for (String weight : new String[] {"0", "3"}) {
            console.forgetPrinted();
            JsonNode rows = json("--reference", "line/case-t,line/gaussian-pair,plane/rings", "--calls", "8,16",
                    "--weight", weight, "--command", "python3 src/main/python/examples/ddim.py", "--sampler", "ddim")
                    .get("rows");
            int compared = 0;
            for (JsonNode row : rows) {
                for (JsonNode other : rows) {
                    if (row.get("sampler").asText().equals("python-ddim")
                            && other.get("sampler").asText().equals("ddim")
                            && row.get("law").equals(other.get("law")) && row.get("calls").equals(other.get("calls"))) {
                        compared += agreeing(row, other);
                    }
                }
            }
            assertThat(compared).isEqualTo(2 * (2 + 2 + 3));
        }
    }

    /** Number of measures, whose values lie within each other's bounds. */
    private static int agreeing(JsonNode row, JsonNode other) {
        assertThat(row.get("measures")).hasSameSizeAs(other.get("measures"));
        for (int i = 0; i < row.get("measures").size(); i++) {
            JsonNode one = row.get("measures").get(i);
            JsonNode two = other.get("measures").get(i);
            assertThat(one.get("name")).isEqualTo(two.get("name"));
            assertThat(one.get("value").asDouble()).as(row + " " + other)
                    .isBetween(two.get("lower").asDouble() - 1e-6, two.get("upper").asDouble() + 1e-6)
                    .isCloseTo(two.get("value").asDouble(), within(1e-4 * (1 + two.get("value").asDouble())));
            assertThat(two.get("value").asDouble())
                    .isBetween(one.get("lower").asDouble() - 1e-6, one.get("upper").asDouble() + 1e-6);
        }
        return row.get("measures").size();
    }

    @Test
    void aLawOfOnesOwnIsScored() {
        JsonNode json = json("--law", "ci/case-t.json", "--class", "c", "--sampler", "multistep", "--calls", "32",
                "--weight", "0", "--grid", "law,karras:0.01:50");
        assertThat(json.get("rows")).hasSize(2);
        JsonNode error = json.get("rows").get(0).get("measures").get(0);
        assertThat(error.get("upper").asDouble()).isLessThan(0.01);
        assertThat(json.get("curves").get(0).get("fewest").asText()).isEqualTo("32");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"--calls x | --calls=x", "--calls 8..4 | range such as", "--calls 0 | --calls=0",
                "--grid karas | karras", "--reference line/none | must be one of", "--sampler dddim | did you mean",
                "--error 0 | --error=0.0", "--weight -1 | weight=-1.0", "--calls 8 --steps 8 | only one",
                "--class c | needs --law", "--seconds 0 | --seconds=0"})
    void badUsageIsOneLine(String args, String complaint) {
        assertThat(score(args.split(" "))).isEqualTo(Main.BAD_INPUT);
        assertThat(console.complaint().lines()).hasSize(1).first().asString().contains(complaint);
    }

    @Test
    void aProgramThatFailsIsAFailure() {
        assertThat(score("--reference", "line/case-t", "--calls", "8", "--command", "no-such-program"))
                .isEqualTo(Main.FAILED);
    }
}
