package org.guidecheck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ResultsTest {
    private static final RunInfo RUN = new RunInfo("1.0", "verify --law a.json", 7, 1e-6, "2026-01-02T03:04:05Z", 12.5);

    @TempDir
    private Path folder;

    private static Finding finding(String claim, Outcome outcome, Optional<Outcome> expected) {
        Evidence evidence = Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, "M_w", 1.5)
                .within(Interval.atLeast(1.25)).by("paths, in 64 steps", 1000, 1e-9)
                .allowing(List.of(new Tolerance.Rounding(1e-9, "sums"), new Tolerance.Discretisation(0.01, "two steps"),
                        new Tolerance.Statistical(0.1, "draws")))
                .decides(switch (outcome) {
                    case HOLDS -> Requirement.atLeast("M_w <= M_0 & more", 1, 0);
                    case REFUTED -> Requirement.atMost("M_w <= M_0 & more", 1, 0);
                    default -> Requirement.atMost("M_w <= M_0 & more", 2, 0);
                }).detecting(OptionalDouble.of(0.25))
                .with("there", "[1, 2]");
        return new Finding(0, "a statement with <, & and |", "1 % of M_0", "somewhere", "class \"c\"",
                Optional.of(new FindingContext("k1", "c", "0,1:2", 1e-4)), expected,
                Verdict.of(claim, List.of(evidence), -9_007_199_254_740_993L, Duration.ofMillis(1500), "a note"));
    }

    private static Results results(Finding... findings) {
        ObjectNode law = JsonNodeFactory.instance.objectNode().put("dimension", 64).put("name", "digits");
        law.putArray("classes").add("c").add("d");
        return new Results(List.of(RUN), Map.of("k1", law),
                Map.of(new FindingContext("k1", "c", "3", 0),
                        JsonNodeFactory.instance.objectNode().put("some", "picture")),
                List.of(new SamplerFigures(0, "class \"c\"", JsonNodeFactory.instance.objectNode().put("alpha", 1e-7))),
                List.of(findings));
    }

    private static final Results SOME = results(finding("a.holds", Outcome.HOLDS, Optional.of(Outcome.HOLDS)),
            finding("b.open", Outcome.UNDECIDED, Optional.empty()),
            finding("c.left", Outcome.UNDECIDED, Optional.of(Outcome.HOLDS)),
            finding("d.fails", Outcome.REFUTED, Optional.of(Outcome.REFUTED)),
            finding("e.wrong", Outcome.REFUTED, Optional.of(Outcome.HOLDS)));

    @Test
    void isReadAsItWasWritten() throws IOException {
        assertThat(ResultsJson.read(ResultsJson.write(folder, SOME))).isEqualTo(SOME);
    }

    @Test
    void saysInWordsWhatWasFound() {
        assertThat(ResultsJson.toJson(SOME).get("findings")).extracting(each -> each.get("found").asText())
                .startsWith("no departure of 1 % of M_0 or more").element(4).asString().startsWith("M_w 1.5");
    }

    @Test
    void mergesRuns() throws IOException {
        Results both = Results.merged(List.of(SOME, SOME, results(finding("f.more", Outcome.HOLDS, Optional.empty()))));
        assertThat(both.runs()).hasSize(3);
        assertThat(both.laws()).hasSize(1);
        assertThat(both.findings()).hasSize(11);
        assertThat(both.findings().get(10).run()).isEqualTo(2);
        assertThat(both.samplers()).extracting(SamplerFigures::run).containsExactly(0, 1, 2);
        assertThat(ResultsJson.read(ResultsJson.write(folder, both))).isEqualTo(both);
    }

    @Test
    void putsWhatIsRefutedFirst() {
        assertThat(SOME.surprises()).extracting(each -> each.verdict().claimId()).containsExactly("e.wrong", "c.left");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "\"seed\" : 7; \"seed\" : 7.5; runs[0].seed",
        "\"outcome\" : \"HOLDS\"; \"outcome\" : \"GOOD\"; findings[0].outcome",
        "\"expected\" : \"holds\"; \"expected\" : \"perhaps\"; findings[0].expected",
        "\"law\" : \"k1\"; \"law\" : \"k2\"; pictures[0].conditions.law",
        "\"run\" : 0; \"run\" : 1; samplers[0].run",
        "\"seconds\" : 1.5; \"seconds\" : -1; findings[0].seconds",
        "\"kind\" : \"sampled, bounded variable\"; \"kind\" : \"guessed\"; findings[0].evidence[0].kind",
        "\"upper\" : \"Infinity\"; \"upper\" : \"much\"; findings[0].evidence[0].upper",
        "\"lower\" : 1.25; \"lower\" : \"Infinity\"; findings[0].evidence[0]",
        "\"type\" : \"rounding\"; \"type\" : \"luck\"; findings[0].evidence[0].tolerances[0].type",
        "\"numbers\" : {; \"numbers\" : 3, \"x\" : {; samplers[0].numbers",
        "\"subject\" : \"class \\\"c\\\"\"; \"subject\" : 4; samplers[0].subject",
        "\"runs\"; \"rums\"; rums"})
    void saysWhatIsWrongAndWhere(String right, String wrong, String path) throws IOException {
        Path file = ResultsJson.write(folder, SOME);
        String text = Files.readString(file);
        assertThat(text).contains(right);
        Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(right),
                java.util.regex.Matcher.quoteReplacement(wrong)));
        assertThatThrownBy(() -> ResultsJson.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining(path).message().doesNotContain("\n");
    }

    @Test
    void writesXmlThatSaysWhatFailedAndWhatWasLeftOpen() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(JunitXml.of(SOME).getBytes(StandardCharsets.UTF_8)));
        assertThat(xml.getElementsByTagName("testsuite").getLength()).isEqualTo(5);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        Element failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("REFUTED: a statement with <, & and |");
        assertThat(failure.getTextContent())
                .contains("class c, weight 0,1:2, stopped at noise 0.000100, seed -9007199254740993, law "
                        + "digits")
                .contains("M_w <= M_0 & more");
        Element suite = (Element) failure.getParentNode().getParentNode();
        assertThat(suite.getAttribute("name")).isEqualTo("e.wrong");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("time")).isEqualTo("1.500");
    }

    @Test
    void leavesOutOfXmlWhatXmlCannotHold() throws Exception {
        Finding finding = finding("a.b", Outcome.REFUTED, Optional.of(Outcome.HOLDS));
        Finding odd = new Finding(0, "bell \u0007, null \u0000, half \ud800 and \ud83d\ude00", "", "s", "\u001b[31m",
                Optional.empty(),
                finding.expected(), finding.verdict());
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(JunitXml.of(results(odd)).getBytes(StandardCharsets.UTF_8)));
        assertThat(((Element) xml.getElementsByTagName("failure").item(0)).getAttribute("message"))
                .isEqualTo("REFUTED: bell \ufffd, null \ufffd, half \ufffd and \ud83d\ude00");
    }

    @Test
    void sumsUpInMarkdown() {
        String text = MarkdownSummary.of(SOME, MarkdownSummary.MAX_BYTES);
        assertThat(text).contains("5 verdicts, 2 not as theory says").contains("| `e.wrong` | REFUTED | ")
                .contains("| `a.holds` | holds | HOLDS | 1 | 1.5 |").contains("seed 7");
        // Every row of a table has as many cells as its head, whatever the text within.
        assertThat(text.lines().filter(line -> line.startsWith("| `")).limit(2))
                .allSatisfy(
                        line -> assertThat(line.replace("\\|", "").chars().filter(c -> c == '|').count()).isEqualTo(5));
        assertThat(MarkdownSummary.of(results(SOME.findings().get(0)), 10_000))
                .contains("1 verdict, all as theory says");
    }

    @Test
    void cutsASummaryThatIsTooLong() {
        Finding[] many = IntStream.range(0, 10_000)
                .mapToObj(i -> finding("claim-\u00e9-" + i, Outcome.REFUTED, Optional.of(Outcome.HOLDS)))
                .toArray(Finding[]::new);
        String text = MarkdownSummary.of(results(many), MarkdownSummary.MAX_BYTES);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MarkdownSummary.MAX_BYTES)
                .hasSizeGreaterThan(MarkdownSummary.MAX_BYTES - 1000);
        assertThat(text).endsWith("Shortened: all verdicts are in results.json.\n");
    }

    @Test
    void annotatesTheTenWorst() {
        Finding[] many = IntStream.range(0, 20).mapToObj(i -> finding("claim-" + i,
                i < 15 ? Outcome.UNDECIDED : Outcome.REFUTED, Optional.of(Outcome.HOLDS))).toArray(Finding[]::new);
        List<String> lines = MarkdownSummary.annotations(results(many));
        assertThat(lines).hasSize(10);
        assertThat(lines.get(0)).startsWith("::error title=claim-15 REFUTED::a statement with <, & and |; ");
        assertThat(lines.get(5)).startsWith("::warning title=claim-0 UNDECIDED::");
    }
}
