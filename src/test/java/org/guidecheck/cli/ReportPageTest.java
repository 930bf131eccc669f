package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The report in a real browser, Chromium. Without one the tests are skipped, unless the environment says
 * {@code GUIDECHECK_BROWSER=required}. Screenshots are written to target/screenshots.
 */
@Tag("thorough")
class ReportPageTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String PLANE =
            """
            {"dimension": 2, "classes": [
              {"label": "moon", "prior": 0.4, "law": {"type": "mixture", "weights": [0.5, 0.5], "components": [
                {"type": "gaussian", "mean": [-1.5, 0], "covariance": 0.2}, {"type": "gaussian", "mean": [0, 1], "covariance": 0.1}]}},
              {"label": "</script><b>star", "prior": 0.6, "law": {"type": "gaussian", "mean": [1, -0.5], "covariance": 0.5}}]}""";

    private static final Path FOLDER = Path.of("target", "page");
    private static ChromeDriver browser;

    @BeforeAll
    static void makeTheReportAndOpenABrowser() throws IOException {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!"required".equals(System.getenv("GUIDECHECK_BROWSER"))) {
            assumeTrue(there, "no Chromium");
        }
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("plane.json"), PLANE);
        run("line", "verify", "--tries", "2", "--claim", "naive.log-loss", "--claim", "paper.unguided");
        run("plane", "verify", "--law", FOLDER.resolve("plane.json").toString(), "--claim", "ode.mean-reciprocal-drops",
                "--weight", "2");
        run("guard", "guard", "--sampler", GuardCommandTest.Scaled.class.getName(), "--claim",
                "sampler.weight-convention");
        run("all", "report", results("line"), results("plane"), results("guard"));
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        browser = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
                options);
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
            browser.quit();
        }
    }

    @BeforeEach
    void open() {
        browser.manage().window().setSize(new Dimension(1280, 1000));
        scheme("light");
        browser.get(FOLDER.resolve("all/report.html").toAbsolutePath().toUri().toString());
    }

    private static void scheme(String name) {
        browser.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    }

    private static WebElement row(String claim) {
        return browser.findElement(By.xpath("//tr[@class='claim'][.//button[text()='" + claim + "']]"));
    }

    private static WebElement opened(String claim) {
        WebElement row = row(claim);
        row.findElement(By.className("opens")).click();
        return row.findElement(By.xpath("following-sibling::tr[1]"));
    }

    private static void screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    @Test
    void asksForNothingAndComplainsOfNothing() throws IOException {
        browser.manage().logs().get(LogType.PERFORMANCE);
        browser.manage().logs().get(LogType.BROWSER);
        open();
        opened("naive.log-loss");
        opened("ode.mean-reciprocal-drops");
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        ObjectMapper json = new ObjectMapper();
        List<String> asked = StreamSupport.stream(browser.manage().logs().get(LogType.PERFORMANCE).spliterator(), false)
                .map(LogEntry::getMessage).filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> {
                    try {
                        return json.readTree(message).at("/message/params/request/url").asText();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }).filter(url -> !url.startsWith("data:")).distinct().toList();
        assertThat(asked).containsExactly(FOLDER.resolve("all/report.html").toAbsolutePath().toUri().toString());
    }

    @Test
    void showsFirstWhatTheoryDoesNotSay() throws IOException {
        assertThat(browser.getTitle()).contains("not as theory says");
        List<WebElement> surprises = browser.findElements(By.cssSelector("#surprises details"));
        assertThat(surprises).isNotEmpty();
        assertThat(surprises.get(0).getText()).contains("sampler.weight-convention").contains("asked for 1");
        assertThat(surprises.get(0).findElements(By.cssSelector(".chart svg"))).isNotEmpty();
        screenshot("overview");
    }

    @Test
    void filters() {
        WebElement words = browser.findElement(By.id("words"));
        words.sendKeys("log-loss");
        assertThat(row("naive.log-loss").isDisplayed()).isTrue();
        assertThat(row("paper.unguided").isDisplayed()).isFalse();
        assertThat(browser.findElement(By.id("count")).getText()).startsWith("1 of ");
        words.clear();
        words.sendKeys(" ");
        browser.findElement(By.cssSelector("input[value=HOLDS]")).click();
        assertThat(row("paper.unguided").isDisplayed()).isFalse();
        assertThat(row("naive.log-loss").isDisplayed()).isTrue();
        browser.findElement(By.id("surprising")).click();
        assertThat(row("naive.log-loss").isDisplayed()).as("theory says that it fails").isFalse();
        assertThat(row("sampler.weight-convention").isDisplayed()).isTrue();
    }

    @Test
    void drawsALawOnTheLineAndCopiesIt() throws IOException {
        WebElement inside = opened("naive.log-loss");
        assertThat(inside.findElements(By.cssSelector("figure svg"))).as("the law, the mean against the weight")
                .hasSize(2);
        assertThat(inside.findElements(By.cssSelector("dl.evidence svg"))).as("bounds against the limit").hasSize(1);
        assertThat(inside.findElements(By.cssSelector(".copy pre")).get(0).getText())
                .isEqualTo("guidecheck verify --tries 2 --claim naive.log-loss --claim paper.unguided --out "
                        + FOLDER.resolve("line") + " --seed 1");
        String law = inside.findElements(By.cssSelector(".copy pre")).get(1).getText();
        inside.findElements(By.cssSelector(".copies")).get(1).click();
        WebElement words = browser.findElement(By.id("words"));
        words.sendKeys(Keys.chord(Keys.CONTROL, "v"));
        assertThat(words.getDomProperty("value")).isEqualTo(law).contains("\"classes\"");
        words.clear();
        words.sendKeys(" ");
        browser.executeScript("arguments[0].scrollIntoView()", row("naive.log-loss"));
        screenshot("refuted");
    }

    @Test
    void drawsALawInThePlane() throws IOException {
        WebElement inside = opened("ode.mean-reciprocal-drops");
        assertThat(inside.findElements(By.cssSelector("figure svg"))).hasSize(2);
        assertThat(inside.findElements(By.cssSelector("figure svg g.mark-path path"))).as("isolines")
                .hasSizeGreaterThan(4);
        assertThat(inside.getText()).as("a label that looks like a tag").contains("</script><b>star");
        browser.executeScript("arguments[0].scrollIntoView()", row("ode.mean-reciprocal-drops"));
        screenshot("plane");
        scheme("dark");
        screenshot("dark");
    }

    @Test
    void fitsATelephone() throws IOException {
        browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        try {
            open();
            opened("naive.log-loss");
            opened("ode.mean-reciprocal-drops");
            assertThat(browser.executeScript("return document.documentElement.scrollWidth")).isEqualTo(390L);
            browser.executeScript("arguments[0].scrollIntoView()", row("naive.log-loss"));
            screenshot("phone");
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void canBeReadByAll() throws IOException {
        String axe;
        try (InputStream in = getClass().getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String scheme : List.of("light", "dark")) {
            scheme(scheme);
            open();
            scheme(scheme);
            opened("naive.log-loss");
            opened("ode.mean-reciprocal-drops");
            browser.executeScript(axe);
            Object violations =
                    browser.executeAsyncScript("const done = arguments[0]; axe.run().then(r => done(r.violations.map("
                            + "v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary).slice(0, 3).join(' | '))))");
            assertThat((List<?>) violations).as(scheme).isEmpty();
        }
    }
}
