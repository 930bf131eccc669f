package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.io.LawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviseCommandTest {
    @RegisterExtension
    private final Console console = new Console();

    @TempDir
    private Path folder;

    private String law() throws IOException {
        return Files.writeString(folder.resolve("law.json"), LawJson.toString(ReferenceCases.A)).toString();
    }

    @Test
    void printsTheTableAndWritesCsvAndAPage() throws IOException {
        Path csv = folder.resolve("a.csv");
        Path html = folder.resolve("a.html");
        assertThat(Main.run("advise", "--law", law(), "--weights", "1", "--schedule-weights", "2", "--max-price", "0.2",
                "--csv", csv.toString(), "--html", html.toString())).as(console.complaint()).isZero();
        assertThat(console.printed()).contains("constant 1 ").contains("cosine up to 2").contains("adaptive at ")
                .containsPattern("Advice: (optimised|adaptive) .* a price in \\[0\\.\\d+, 0\\.[01]\\d+\\]")
                .contains("the network's errors are not in them")
                .contains("tail exponent: if it is k, P(p <= prior/a) is at most a^-k")
                .doesNotContainPattern("T\\d").doesNotContain("[-");
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows.get(0)).startsWith("family,name,schedule,").endsWith("least_mode_kept_upper");
        assertThat(rows).filteredOn(row -> row.startsWith("constant,")).hasSize(2);
        String page = Files.readString(html);
        // No price is below 0 and no mean of min(1/p, 100) below 1.
        String picture = page.substring(page.indexOf("<svg"), page.indexOf("</svg>"));
        assertThat(ticks(picture, "middle")).startsWith(0.0).isSorted();
        assertThat(ticks(picture, "end")).isSorted().first().asInstanceOf(DOUBLE).isGreaterThanOrEqualTo(1);
        assertThat(page).contains("<svg").contains("class=\"best\"").contains("class=\"bound\"")
                .contains("<th>tail exponent</th>").contains("<p>gap: how far E min(1/p, 100) is above")
                .doesNotContain("<pre");
    }

    /** Numbers along an axis of a picture, told by how they are anchored. */
    private static List<Double> ticks(String picture, String anchor) {
        return Pattern.compile('"' + anchor + "\">([-0-9.e]+)<").matcher(picture).results()
                .map(each -> Double.valueOf(each.group(1))).toList();
    }

    @Test
    void noIntervalHoldsWhatIsImpossible() throws IOException {
        Path csv = folder.resolve("far.csv");
        // Classes so far apart that all shares of bad outputs are within the bounds of 0.
        String far = Files.writeString(folder.resolve("far.json"), """
                {"dimension": 1, "classes": [
                  {"label": "c", "prior": 0.5, "law": {"type": "gaussian", "mean": [-6], "covariance": 1}},
                  {"label": "d", "prior": 0.5, "law": {"type": "gaussian", "mean": [6], "covariance": 1}}]}
                """).toString();
        assertThat(Main.run("advise", "--law", far, "--weights", "1", "--schedule-weights", "2", "--csv",
                csv.toString())).as(console.complaint()).isZero();
        List<String> rows = Files.readAllLines(csv);
        List<String> names = List.of(rows.get(0).split(","));
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.replaceAll("\"[^\"]*\"", "").split(",", -1);
            assertThat(cells[names.indexOf("price_lower")]).satisfiesAnyOf(cell -> assertThat(cell).isEmpty(),
                    cell -> assertThat(Double.parseDouble(cell)).isNotNegative());
            assertThat(Double.parseDouble(cells[names.indexOf("capped_lower")])).isGreaterThanOrEqualTo(1);
            assertThat(Double.parseDouble(cells[names.indexOf("tail_lower")])).isNotNegative();
            assertThat(Double.parseDouble(cells[names.indexOf("tail_upper")])).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void jsonHasAllFiguresWithTheirIntervals() throws IOException {
        assertThat(
                Main.run("advise", "--law", law(), "--weights", "3", "--schedule-weights", "3", "--json", "--benefit",
                        "tail", "--min-diversity", "0.5"))
                .as(console.complaint()).isZero();
        JsonNode json = new ObjectMapper().readTree(console.printed());
        JsonNode constant = json.get("rows").get(1);
        assertThat(constant.get("name").asText()).isEqualTo("3");
        assertThat(constant.get("meanReciprocal").get("lower").asDouble()).isLessThan(1.09438);
        assertThat(constant.get("meanReciprocal").get("upper").asDouble()).isGreaterThan(1.09437);
        assertThat(constant.get("tailExponent").asDouble()).isEqualTo(7);
        assertThat(constant.get("promisedPrice").asDouble())
                .isGreaterThan(constant.get("price").get("upper").asDouble());
        assertThat(constant.get("modes")).hasSize(2);
        assertThat(json.get("leftOut").isNull()).as(json.get("leftOut").asText()).isTrue();
        assertThat(json.get("advice").get("diversity").get("lower").asDouble()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void theExitCodeSaysWhetherTheConditionIsMet() throws IOException {
        assertThat(Main.run("advise", "--law", law(), "--weights", "1", "--schedule-weights", "1", "--min-diversity",
                "50")).isEqualTo(Main.REFUTED);
        assertThat(console.printed()).contains("No guidance meets the condition.");
    }

    @ParameterizedTest
    @CsvSource({"--benefit,good,must be capped or tail", "--max-price,-1,must be at least 0",
        "--limit,2,must be in", "--cap,1,must be above 1", "--weights,-1,must be in", "--alpha,0,must be in",
        "--schedule-weights,0,must be above 0"})
    void badOptionsAreRefused(String option, String value, String why) throws IOException {
        assertThat(Main.run("advise", "--law", law(), option + "=" + value)).isEqualTo(Main.BAD_INPUT);
        assertThat(console.complaint()).contains(option).contains(why);
    }
}
