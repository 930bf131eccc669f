package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Samplers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Baselines read back as they were written, and distinguish changes from chance. */
class BaselineTest {
    @TempDir
    private Path folder;

    private static Baseline of(GuidedSampler sampler, long seed) {
        return Baseline.of(new SamplerUnderTest(sampler, Optional.empty(), 50, List.of(0.0, 1.0, 3.0), seed));
    }

    @Test
    void readsBackAsItWasWritten() throws IOException {
        Baseline baseline = of(Samplers.byName("ddim"), 4);
        Path file = folder.resolve("new/ddim.json");
        baseline.write(file);
        assertThat(Baseline.read(file)).isEqualTo(baseline);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).as("nothing half-written is left").containsExactly(file);
        }
    }

    @Test
    void builtInSamplersAreWhatTheirBaselinesSay() throws IOException {
        for (String name : List.of("ddpm", "ddim")) {
            Baseline committed = Baseline.read(Path.of("reports/baseline", name + "-50.json"));
            assertThat(committed.changesTo(of(Samplers.byName(name), 77))).as(name).isEmpty();
        }
    }

    @Test
    void tellsWhatHasChangedAndByHowMuch() throws IOException {
        GuidedSampler wrong = Mutants.named("ddpm/one-plus-w");
        List<Baseline.Change> changes = Baseline.read(Path.of("reports/baseline/ddpm-50.json")).changesTo(of(wrong, 1));
        assertThat(changes).isNotEmpty().allSatisfy(change -> {
            assertThat(change.by().contains(0)).as(change.toString()).isFalse();
            assertThat(change.toString()).contains(" before, ").contains(" now, a change in [");
        });
    }

    @Test
    void tellsAnotherNumberOfCalls() throws IOException {
        Baseline ddim = Baseline.read(Path.of("reports/baseline/ddim-50.json"));
        Baseline heun = Baseline.read(Path.of("reports/baseline/heun-50.json"));
        assertThat(ddim.changesTo(heun)).extracting(Baseline.Change::functional).contains("denoiser calls");
    }

    private static String of(String known) {
        return "{\"sampler\": \"ddim\", \"steps\": 5, \"seed\": 1, \"calls\": 5, \"functionals\": {\"p\": " + known
                + "}}";
    }

    private static void refuses(Path file, String json, String message) throws IOException {
        Files.writeString(file, json);
        assertThatIllegalArgumentException().isThrownBy(() -> Baseline.read(file))
                .withMessageStartingWith(file + ": " + message);
    }

    @Test
    void refusesWhatIsNoBaseline() throws IOException {
        Path file = folder.resolve("b.json");
        assertThatIllegalArgumentException().isThrownBy(() -> Baseline.read(file))
                .withMessage(file + ": no such file");
        refuses(file, "{", "line 1, column 2: ");
        refuses(file, "{}", "sampler: is missing");
        refuses(file, "[]", "must be an object, but is []");
        refuses(file, of("{\"mean\": 1, \"lower\": 2, \"upper\": 0}"),
                "functionals.p.lower: must be at most upper, 0.0, but is 2.0");
        refuses(file, of("{\"mean\": \"x\", \"lower\": 0, \"upper\": 0}"),
                "functionals.p.mean: must be a number, but is \"x\"");
        Files.writeString(file, of("{\"mean\": 0, \"lower\": 0, \"upper\": 1}"));
        Baseline other = Baseline.read(file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.changesTo(Baseline.read(Path.of("reports/baseline/ddim-50.json"))))
                .withMessageContaining(
                        "has 5 steps and the functionals [p]; use the same steps and weights, or write it anew");
    }
}
