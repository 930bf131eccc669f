package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What the report of a guard shows of samplers that are right, wrong, not linear, and programs. */
@Tag("thorough")
class SamplerPageTest {
    private static final Path FOLDER = Path.of("target", "page");
    private static Chromium browser;

    @BeforeAll
    static void guardsSamplers() {
        Chromium.require();
        guard("right", "--sampler", PageSamplers.Right.class.getName());
        guard("wrong", "--sampler", PageSamplers.WrongStep.class.getName());
        guard("clipped", "--sampler", PageSamplers.Clipped.class.getName());
        guard("copy", "--sampler", "multistep");
        guard("program", "--command", "python3 src/main/python/examples/discrete_ddpm.py --spacing leading");
        browser = Chromium.start();
    }

    private static void guard(String name, String... sampler) {
        List<String> all = new ArrayList<>(List.of("guard", "--effort", "quick", "--steps", "30", "--weight", "0,2",
                "--out", FOLDER.resolve(name).toString()));
        // The claims from which figures are made; others take long for a program.
        List.of("linear", "point-mass", "noise", "scheme", "guided-gaussian", "weight-convention")
                .forEach(claim -> all.addAll(List.of("--claim", "sampler." + claim)));
        all.addAll(List.of(sampler));
        assertThat(Main.run(all.toArray(String[]::new))).isNotEqualTo(Main.BAD_INPUT).isNotEqualTo(Main.FAILED);
        // The page is drawn again from the file.
        assertThat(Main.run("report", FOLDER.resolve(name).resolve("results.json").toString(), "--out",
                FOLDER.resolve(name).resolve("again").toString())).isNotEqualTo(Main.BAD_INPUT);
    }

    private static Path page(String name) {
        return FOLDER.resolve(name).resolve("again").resolve("report.html");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static WebElement opened(String name) {
        // What other tests' scripts complained of is of no concern.
        browser.complaints();
        browser.open(page(name));
        return browser.first("#samplers details.sampler");
    }

    private static List<String> captions() {
        return browser.all("#samplers figcaption b").stream().map(WebElement::getText).toList();
    }

    @Test
    void showsARightSamplerBesideItsScheme() {
        WebElement shown = opened("right");
        assertThat(shown.getText()).contains("The nearest known scheme is ddpm: all 30 steps agree.")
                .contains("10 more steps");
        assertThat(captions()).hasSize(5);
        assertThat(browser.all("#samplers figure svg")).hasSize(5);
        assertThat(browser.all("table.steps tbody tr")).hasSize(20);
        assertThat(browser.all("tr.differs")).isEmpty();
        browser.click(browser.first("details.rest summary"));
        assertThat(browser.all("table.steps tbody tr")).hasSize(30);
        assertThat(browser.all("#samplers figcaption").get(2).getText())
                .containsPattern("w = 0: (0.9|1.0)\\d \\(steps of first order: (0.9|1.0)");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void marksAWrongStep() {
        WebElement shown = opened("wrong");
        assertThat(shown.getText())
                .contains("29 of 30 steps agree; step " + PageSamplers.WrongStep.WRONG + " differs.");
        List<WebElement> differing = browser.all("tr.differs");
        assertThat(differing).hasSize(1);
        WebElement noise = differing.get(0).findElement(By.cssSelector("td:last-child"));
        double expected = Double.parseDouble(noise.findElement(By.className("scheme")).getText());
        double found = Double.parseDouble(noise.getText().lines().findFirst().orElseThrow().strip());
        assertThat(found / expected).isBetween(1.31, 1.36);
    }

    @Test
    void saysWhatIsNotKnownOfASamplerThatIsNotLinear() {
        assertThat(opened("clipped").getText()).contains(
                "Its coefficients are not known: the sampler is not linear in the predictions.");
        assertThat(captions()).containsExactly("Data at one point: the variance", "Start and noise");
        assertThat(browser.all("table.steps")).isEmpty();
    }

    @Test
    void showsEarlierPredictionsOfACopy() {
        assertThat(opened("copy").getText()).contains("The nearest known scheme is multistep: all 30 steps agree.")
                .contains("β, earlier").contains("(call 1)");
    }

    @Test
    void showsAProgram() {
        assertThat(opened("program").getText()).contains("The nearest known scheme is ddpm: all 30 steps agree.");
        assertThat(captions()).hasSize(5);
    }

    @Test
    void foldsEvidenceThatPasses() {
        opened("wrong");
        WebElement surprise = browser.first("#surprises details.finding");
        assertThat(surprise.getText()).contains("sampler.scheme").contains("1 measurement that passes, with intervals");
        assertThat(browser.all("#surprises details.finding:first-child > .body > dl.evidence > div")).hasSize(1);
        browser.click(browser.first("#surprises details.intervals summary"));
        assertThat(browser.all("#surprises details.intervals dl.evidence svg")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"right", "wrong", "clipped", "copy", "program"})
    void canBeReadByAllOnAnyScreen(String name) throws IOException {
        for (String scheme : List.of("dark", "light")) {
            browser.open(page(name));
            browser.scheme(scheme);
            assertThat(browser.barriers()).as(scheme).isEmpty();
        }
        browser.screenshot("sampler-" + name, browser.first("#samplers"));
        browser.openOnPhone(page(name));
        assertThat(browser.fitsPhone()).isTrue();
        browser.screenshot("sampler-" + name + "-phone", browser.first("#samplers"));
    }
}
