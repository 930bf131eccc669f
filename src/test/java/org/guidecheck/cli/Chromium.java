package org.guidecheck.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium, for tests of pages. Without one they are skipped, unless the environment says
 * {@code GUIDECHECK_BROWSER=required}. Screenshots are written to target/screenshots.
 */
final class Chromium implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int PHONE = 390;

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the tests where there is no browser. */
    static void require() {
        if (!"required".equals(System.getenv("GUIDECHECK_BROWSER"))) {
            assumeTrue(Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER), "no Chromium");
        }
    }

    static Chromium start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return new Chromium(new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(), options));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Opens a page in a wide window with light colours. */
    void open(Path page) {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        driver.manage().window().setSize(new Dimension(1280, 1000));
        scheme("light");
        driver.get(address(page));
        settle();
    }

    /** Opens a page on a telephone, 390 pixels wide, without changing the colours. */
    void openOnPhone(Path page) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", PHONE, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        driver.get(address(page));
        settle();
    }

    private static String address(Path page) {
        return page.toAbsolutePath().toUri().toString();
    }

    /** Sets light or dark colours. */
    void scheme(String name) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    }

    /** Whether nothing is wider than a telephone. */
    boolean fitsPhone() {
        return driver.executeScript("return document.documentElement.scrollWidth").equals((long) PHONE);
    }

    /** Writes what is seen. */
    void screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Writes an element in full, also what lies beyond the window. */
    void screenshot(String name, WebElement element) throws IOException {
        Rectangle box = element.getRect();
        Map<String, Object> picture = driver.executeCdpCommand("Page.captureScreenshot",
                Map.of("captureBeyondViewport", true, "clip", Map.of("x", box.x, "y", box.y, "width", box.width,
                        "height", box.height, "scale", 1)));
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"),
                Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    WebElement first(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Clicks, and lets the page answer. */
    void click(WebElement element) {
        element.click();
        settle();
    }

    /** Waits until the page has drawn what it makes of what was unfolded, which a browser tells it later. */
    private void settle() {
        driver.executeAsyncScript("const done = arguments[0]; "
                + "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))");
    }

    /** What the page complained of since this was last asked. */
    List<LogEntry> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll();
    }

    /** The addresses that the page asked for since this was last asked. */
    List<String> requests() {
        ObjectMapper json = new ObjectMapper();
        return StreamSupport.stream(driver.manage().logs().get(LogType.PERFORMANCE).spliterator(), false)
                .map(LogEntry::getMessage).filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> {
                    try {
                        return json.readTree(message).at("/message/params/request/url").asText();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }).filter(url -> !url.startsWith("data:")).distinct().toList();
    }

    /** What keeps people from reading the page, as axe finds it. */
    List<?> barriers() throws IOException {
        try (InputStream in =
                Chromium.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            driver.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>) driver
                .executeAsyncScript("const done = arguments[0]; axe.run().then(r => done(r.violations.map("
                        + "v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary).slice(0, 3).join(' | '))))");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
