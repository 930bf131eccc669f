package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The report in a real browser. */
@Tag("thorough")
class ReportPageTest {
    private static final String PLANE =
            """
            {"dimension": 2, "classes": [
              {"label": "moon", "prior": 0.4, "law": {"type": "mixture", "weights": [0.5, 0.5], "components": [
                {"type": "gaussian", "mean": [-1.5, 0], "covariance": 0.2}, {"type": "gaussian", "mean": [0, 1], "covariance": 0.1}]}},
              {"label": "</script><b>star", "prior": 0.6, "law": {"type": "gaussian", "mean": [1, -0.5], "covariance": 0.5}}]}""";

    private static final Path FOLDER = Path.of("target", "page");
    private static final Path PAGE = FOLDER.resolve("all/report.html");
    private static Chromium browser;

    @BeforeAll
    static void makeTheReportAndOpenABrowser() throws IOException {
        Chromium.require();
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("plane.json"), PLANE);
        run("line", "verify", "--tries", "2", "--claim", "naive.log-loss", "--claim", "paper.unguided");
        run("plane", "verify", "--law", FOLDER.resolve("plane.json").toString(), "--claim", "ode.mean-reciprocal-drops",
                "--weight", "2");
        run("guard", "guard", "--sampler", GuardCommandTest.Scaled.class.getName(), "--claim",
                "sampler.weight-convention");
        run("all", "report", results("line"), results("plane"), results("guard"));
        browser = Chromium.start();
    }

    private static void run(String name, String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--out";
        all[args.length + 1] = FOLDER.resolve(name).toString();
        assertThat(Main.run(all)).isNotEqualTo(Main.BAD_INPUT).isNotEqualTo(Main.FAILED);
    }

    private static String results(String name) {
        return FOLDER.resolve(name).resolve("results.json").toString();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.open(PAGE);
    }

    private static WebElement row(String claim) {
        return browser.driver().findElement(By.xpath("//tr[@class='claim'][.//button[text()='" + claim + "']]"));
    }

    private static WebElement opened(String claim) {
        WebElement row = row(claim);
        browser.click(row.findElement(By.className("opens")));
        return row.findElement(By.xpath("following-sibling::tr[1]"));
    }

    @Test
    void asksForNothingAndComplainsOfNothing() throws IOException {
        browser.requests();
        browser.complaints();
        open();
        opened("naive.log-loss");
        opened("ode.mean-reciprocal-drops");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).containsExactly(PAGE.toAbsolutePath().toUri().toString());
    }

    @Test
    void showsFirstWhatTheoryDoesNotSay() throws IOException {
        assertThat(browser.driver().getTitle()).contains("not as theory says");
        List<WebElement> surprises = browser.all("#surprises details");
        assertThat(surprises).isNotEmpty();
        assertThat(surprises.get(0).getText()).contains("sampler.weight-convention").contains("asked for 1");
        assertThat(surprises.get(0).findElements(By.cssSelector(".chart svg"))).isNotEmpty();
        browser.screenshot("overview");
    }

    @Test
    void filters() {
        WebElement words = browser.first("#words");
        words.sendKeys("log-loss");
        assertThat(row("naive.log-loss").isDisplayed()).isTrue();
        assertThat(row("paper.unguided").isDisplayed()).isFalse();
        assertThat(browser.first("#count").getText()).startsWith("1 of ");
        words.clear();
        words.sendKeys(" ");
        browser.click(browser.first("input[value=HOLDS]"));
        assertThat(row("paper.unguided").isDisplayed()).isFalse();
        assertThat(row("naive.log-loss").isDisplayed()).isTrue();
        browser.click(browser.first("#surprising"));
        assertThat(row("naive.log-loss").isDisplayed()).as("theory says that it fails").isFalse();
        assertThat(row("sampler.weight-convention").isDisplayed()).isTrue();
    }

    @Test
    void drawsALawOnTheLineAndCopiesIt() throws IOException {
        WebElement inside = opened("naive.log-loss");
        assertThat(inside.findElements(By.cssSelector("figure svg")))
                .as("the law, the mean against the weight, unlikely outputs")
                .hasSize(3);
        assertThat(inside.findElements(By.cssSelector("dl.evidence svg"))).as("bounds against the limit").hasSize(1);
        assertThat(inside.findElements(By.cssSelector(".copy pre")).get(0).getText())
                .isEqualTo("guidecheck verify --tries 2 --claim naive.log-loss --claim paper.unguided --out "
                        + FOLDER.resolve("line") + " --seed 1");
        String law = inside.findElements(By.cssSelector(".copy pre")).get(1).getText();
        browser.click(inside.findElements(By.cssSelector(".copies")).get(1));
        WebElement words = browser.first("#words");
        words.sendKeys(Keys.chord(Keys.CONTROL, "v"));
        assertThat(words.getDomProperty("value")).isEqualTo(law).contains("\"classes\"");
        words.clear();
        words.sendKeys(" ");
        browser.driver().executeScript("arguments[0].scrollIntoView()", row("naive.log-loss"));
        browser.screenshot("refuted");
    }

    @Test
    void drawsALawInThePlane() throws IOException {
        WebElement inside = opened("ode.mean-reciprocal-drops");
        assertThat(inside.findElements(By.cssSelector("figure svg"))).hasSize(3);
        assertThat(inside.findElements(By.cssSelector("figure svg g.mark-path path"))).as("isolines")
                .hasSizeGreaterThan(4);
        assertThat(inside.getText()).as("a label that looks like a tag").contains("</script><b>star");
        browser.driver().executeScript("arguments[0].scrollIntoView()", row("ode.mean-reciprocal-drops"));
        browser.screenshot("plane");
        browser.scheme("dark");
        browser.screenshot("dark");
    }

    @Test
    void fitsATelephone() throws IOException {
        browser.openOnPhone(PAGE);
        opened("naive.log-loss");
        opened("ode.mean-reciprocal-drops");
        assertThat(browser.fitsPhone()).isTrue();
        browser.driver().executeScript("arguments[0].scrollIntoView()", row("naive.log-loss"));
        browser.screenshot("phone");
    }

    @Test
    void canBeReadByAll() throws IOException {
        for (String scheme : List.of("light", "dark")) {
            browser.open(PAGE);
            browser.scheme(scheme);
            opened("naive.log-loss");
            opened("ode.mean-reciprocal-drops");
            assertThat(browser.barriers()).as(scheme).isEmpty();
        }
    }
}
