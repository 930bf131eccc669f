package org.guidecheck.sampler.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.guidecheck.audit.Audit;
import org.guidecheck.audit.ExactModel;
import org.guidecheck.audit.ModelUnderTest;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.LevelGrids;
import org.guidecheck.sampler.Model;
import org.guidecheck.sampler.ModelFile;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.text.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of ONNX that are exact models of a law, written by the reference library in Python, right and with faults. */
@Timeout(300)
class OnnxModelTest {
    private static final LabelledLaw LAW = new LabelledLaw(List.of(
            new LabelledClass("a", 0.25, Gaussian.isotropic(new double[] {1.5, 0}, 0.25)),
            new LabelledClass("b", 0.25, Gaussian.isotropic(new double[] {-1.5, 0.5}, 0.5)),
            new LabelledClass("c", 0.5, Gaussian.isotropic(new double[] {0, -1.5}, 0.3))));
    private static final String JSON = """
            {"dimension": 2, "classes": [
              {"prior": 0.25, "law": {"mean": [1.5, 0.0], "covariance": 0.25}},
              {"prior": 0.25, "law": {"mean": [-1.5, 0.5], "covariance": 0.5}},
              {"prior": 0.5, "law": {"mean": [0.0, -1.5], "covariance": 0.3}}]}
            """;
    private static final NoiseLevel LEVEL = NoiseLevel.ofLogSnr(-2 * Math.log(0.7));

    @TempDir
    private static Path folder;

    private static Path written(String what) throws IOException, InterruptedException {
        Path file = folder.resolve(what.replace(' ', '-') + ".onnx");
        if (!Files.exists(file)) {
            Path law = Files.writeString(folder.resolve("law.json"), JSON);
            List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "src/onnx/test/exact_model.py",
                    law.toString(), file.toString()));
            if (!what.isEmpty()) {
                command.addAll(List.of(what.split(" ")));
            }
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
        return file;
    }

    private static ModelFile file(Path path, Map<String, String> names, List<NoiseLevel> levels) {
        return new ModelFile(path, names, levels, OptionalLong.of(3), 2, 3, Duration.ofSeconds(60));
    }

    private static Model open(String what) throws IOException, InterruptedException {
        return new OnnxFormat().open(file(written(what), Map.of(),
                what.contains("timestep") ? LevelGrids.trained("linear-beta") : List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one_hot", "single-batch", "float", "timestep", "one_hot float single-batch"})
    void answersAsTheExactModel(String what) throws IOException, InterruptedException {
        ExactModel exact = new ExactModel(LAW);
        double[] points = new Random(1).doubles(2 * 23, -3, 3).toArray();
        try (Model model = open(what)) {
            NoiseLevel level = what.contains("timestep") ? model.levels().get(400) : LEVEL;
            double error = what.contains("float") ? 1e-5 : 1e-10;
            for (OptionalInt c : List.of(OptionalInt.of(0), OptionalInt.of(2), OptionalInt.empty())) {
                assertThat(model.scores(level, points, 2, c)).containsExactly(exact.scores(level, points, 2, c),
                        within(error));
            }
            double[] logits = model.logits(level, points, 2);
            double[] expected = exact.logits(level, points, 2);
            for (int i = 0; i < logits.length; i += 3) {
                assertThat(logits[i + 1] - logits[i]).isCloseTo(expected[i + 1] - expected[i], within(10 * error));
            }
            assertThat(model.isSingle()).isEqualTo(what.contains("float"));
        }
    }

    @Test
    void refutesAModelOfTheWrongSignAndPassesTheRightOne() throws IOException, InterruptedException {
        for (String what : List.of("", "sign")) {
            try (Model model = open(what)) {
                List<Outcome> outcomes = new ArrayList<>();
                Audit.decide(new ModelUnderTest(model, LAW, 0, 0, 0.1, 1, Samplers.byName("ddpm"), 20, 1,
                        Effort.QUICK), List.of("audit.score-error", "audit.parametrisation"), 1e-6,
                        verdict -> outcomes.add(verdict.outcome()));
                assertThat(outcomes).hasSize(2).containsOnly(what.isEmpty() ? Outcome.HOLDS : Outcome.REFUTED);
            }
        }
    }

    /** The optimiser of the runtime takes dropout away even where it was left on. */
    @Test
    void refutesDropoutThatWasLeftOn() throws IOException, InterruptedException {
        try (Model model = open("dropout")) {
            List<Outcome> outcomes = new ArrayList<>();
            Audit.decide(new ModelUnderTest(model, LAW, 0, 0, 0.1, 1, Samplers.byName("ddpm"), 20, 1, Effort.QUICK),
                    List.of("audit.repeatable"), 1e-6, verdict -> outcomes.add(verdict.outcome()));
            assertThat(outcomes).containsExactly(Outcome.REFUTED);
        }
    }

    @Test
    void takesOtherNamesIfToldWhatTheyAre() throws IOException, InterruptedException {
        Path path = written("renamed");
        assertThatThrownBy(() -> new OnnxFormat().open(file(path, Map.of(), List.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("renamed.onnx: sample: is an input that is not known; known are x, alpha_bar, ")
                .hasMessageContaining("--names sample=...");
        Map<String, String> names = Map.of("sample", "x", "noise_level", "sigma", "label", "class_index", "noise",
                "epsilon");
        try (Model model = new OnnxFormat().open(file(path, names, List.of()))) {
            assertThat(model.prediction()).isEqualTo("epsilon");
        }
        assertThatThrownBy(() -> new OnnxFormat().open(file(path, Map.of("noise_level", "sgima"), List.of())))
                .hasMessageContaining("--names: =sgima is none of x, alpha_bar, ")
                .hasMessageContaining("did you mean sigma?");
        assertThatThrownBy(() -> new OnnxFormat().open(file(path, Map.of("smaple", "x"), List.of())))
                .hasMessageContaining("smaple: is no input or output of this file; it has the inputs [sample, "
                        + "noise_level, label] and the outputs [noise, logits]");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException, InterruptedException {
        byte[] whole = Files.readAllBytes(written(""));
        Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> new OnnxFormat().open(file(cut, Map.of(), List.of())))
                .isInstanceOf(InvalidInputException.class).hasMessage(cut + ": is no file of ONNX, or is cut short");
        Path empty = Files.createFile(folder.resolve("empty.onnx"));
        assertThatThrownBy(() -> new OnnxFormat().open(file(empty, Map.of(), List.of())))
                .hasMessage(empty + ": is empty");
        assertThatThrownBy(() -> new OnnxFormat().open(file(written("int-level"), Map.of(), List.of())))
                .hasMessageContaining("sigma: must be DOUBLE or FLOAT, but is INT64");
        Path none = folder.resolve("none.onnx");
        assertThatThrownBy(() -> new OnnxFormat().open(file(none, Map.of(), List.of())))
                .isInstanceOf(InvalidInputException.class).hasMessage(none + ": no such file");
        assertThatThrownBy(() -> new OnnxFormat().open(file(written("timestep"), Map.of(), List.of())))
                .hasMessageContaining("timestep: is the number of a training level: name the grid of the levels");
        assertThatThrownBy(() -> new OnnxFormat().open(file(written("wide"), Map.of(), List.of())))
                .hasMessageContaining("epsilon: must have the shape [n, 2], but has [n, 4]");
        ModelFile line = new ModelFile(written(""), Map.of(), List.of(), OptionalLong.of(2), 1, 2,
                Duration.ofSeconds(60));
        assertThatThrownBy(() -> new OnnxFormat().open(line))
                .hasMessageContaining("x: must have the shape [n, 1], but has [n, 2]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nan | answered epsilon that is not finite at sigma 0.700000 (sigma 0.700) for class 0",
        "slow | gave no answer within 2.0 s"})
    void saysInOneLineHowAModelFails(String what, String said) throws IOException, InterruptedException {
        ModelFile hurried = new ModelFile(written(what), Map.of(), List.of(), OptionalLong.of(3), 2, 3,
                Duration.ofSeconds(2));
        try (Model model = new OnnxFormat().open(hurried)) {
            assertThatThrownBy(() -> model.scores(LEVEL, new double[8], 2, OptionalInt.of(0)))
                    .isInstanceOf(SamplerFailure.class).hasMessageContaining(said).message().hasLineCount(1);
        }
    }

    @Test
    void saysThatAClassNumberHasNoMeaning() throws IOException, InterruptedException {
        ModelFile many = new ModelFile(written(""), Map.of(), List.of(), OptionalLong.of(9), 2, 3,
                Duration.ofSeconds(60));
        try (Model model = new OnnxFormat().open(many)) {
            assertThatThrownBy(() -> model.scores(LEVEL, new double[8], 2, OptionalInt.empty()))
                    .isInstanceOf(SamplerFailure.class)
                    .hasMessageContaining("failed at sigma 0.700000 (sigma 0.700) without a label (class_index 9): ")
                    .hasMessageContaining("give --null-class none");
        }
        try (Model model = open("unlabelled")) {
            assertThat(model.isConditional()).isFalse();
            assertThat(model.isUnconditional()).isTrue();
        }
    }
}
