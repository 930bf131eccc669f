package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** What the report of an audit shows. */
@Tag("thorough")
class AuditPageTest {
    private static final Path FOLDER = Path.of("target", "page", "audit");
    private static Chromium browser;

    @BeforeAll
    static void auditsAModel() throws IOException {
        Chromium.require();
        Files.createDirectories(FOLDER);
        Path law = FOLDER.resolve("law.json");
        Files.writeString(law, AuditCommandTest.LAW);
        assertThat(Main.run("audit", "--law", law.toString(), "--effort", "quick", "--out", FOLDER.toString(),
                "--claim", "audit.score-error", "--claim", "audit.mean-reciprocal", "--model-command",
                "python3 src/test/python/models.py exact")).isZero();
        // The page is drawn again from the file.
        assertThat(Main.run("report", FOLDER.resolve("results.json").toString(), "--out",
                FOLDER.resolve("again").toString())).isZero();
        browser = Chromium.start();
    }

    private static Path page() {
        return FOLDER.resolve("again").resolve("report.html");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void drawsErrorsSharesAndFields() {
        browser.complaints();
        browser.open(page());
        assertThat(browser.first("#samplers-title").getText()).isEqualTo("What the model does");
        List<String> captions = browser.all("#samplers figcaption b").stream().map(WebElement::getText).toList();
        assertThat(captions).hasSize(8).startsWith("Error of the scores against the noise level,",
                "Shares of the error of the mean reciprocal,");
        assertThat(captions.subList(2, 8)).allMatch(each -> each.startsWith("Error of the noise predicted "));
        assertThat(browser.all("#samplers figure svg")).hasSize(8);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void canBeReadByAllOnAnyScreen() throws IOException {
        for (String scheme : List.of("dark", "light")) {
            browser.open(page());
            browser.scheme(scheme);
            assertThat(browser.barriers()).as(scheme).isEmpty();
        }
        browser.screenshot("audit", browser.first("#samplers"));
        browser.openOnPhone(page());
        assertThat(browser.fitsPhone()).isTrue();
        browser.screenshot("audit-phone", browser.first("#samplers"));
    }
}
