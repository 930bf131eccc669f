package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The page of scores in a real browser. */
@Tag("thorough")
class ScorePageTest {
    private static final Path FOLDER = Path.of("target", "score-page");
    private static final Path PAGE = FOLDER.resolve("score.html");
    private static Chromium browser;

    @BeforeAll
    static void makeThePageAndOpenABrowser() {
        Chromium.require();
        assertThat(Main.run("score", "--reference", "line/case-t,line/gaussian-pair", "--weight", "3", "--out",
                FOLDER.toString())).isZero();
        browser = Chromium.start();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void drawsALineForEachSampler() throws IOException {
        browser.requests();
        browser.complaints();
        browser.open(PAGE);
        assertThat(browser.all("main figure svg")).hasSize(2);
        assertThat(browser.all("main figure:first-of-type svg .mark-line path")).hasSizeGreaterThanOrEqualTo(6);
        assertThat(browser.first("main table").getText()).contains("multistep:3", "guided flow");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).containsExactly(PAGE.toAbsolutePath().toUri().toString());
        browser.screenshot("score");
    }

    @Test
    void fitsATelephone() throws IOException {
        browser.openOnPhone(PAGE);
        Object wide = browser.driver().executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) wide).intValue()).isZero();
        assertThat(browser.driver().findElements(By.cssSelector("main figure svg"))).allSatisfy(
                each -> assertThat(each.getRect().getWidth()).isBetween(250, 390));
        browser.screenshot("score-phone");
    }
}
