package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code audit} and {@code draw}, from the command line, with models in Python. */
@Timeout(300)
class AuditCommandTest {
    private static final String MODELS = "python3 src/test/python/models.py ";
    static final String LAW = """
            {"dimension": 2, "classes": [
              {"label": "one", "prior": 0.4, "law": {"type": "gaussian", "mean": [-2, 0], "covariance": 0.3}},
              {"label": "two", "prior": 0.6, "law": {"type": "gaussian", "mean": [2, 0.5], "covariance": 0.4}}]}
            """;

    @TempDir
    private Path folder;

    @RegisterExtension
    private final Console console = new Console();

    private Path law;

    @BeforeEach
    void writesTheLaw() throws IOException {
        law = folder.resolve("law.json");
        Files.writeString(law, LAW);
    }

    private int audit(String... args) {
        List<String> all = new ArrayList<>(
                List.of("audit", "--law", law.toString(), "--effort", "quick", "--out",
                        folder.resolve("out").toString()));
        all.addAll(List.of(args));
        return Main.run(all.toArray(String[]::new));
    }

    private int draw(String... args) {
        List<String> all = new ArrayList<>(List.of("draw", "--law", law.toString()));
        all.addAll(List.of(args));
        return Main.run(all.toArray(String[]::new));
    }

    private String complaint() {
        return console.complaint().strip();
    }

    @Test
    void passesAnExactModel() throws IOException {
        assertThat(audit("--model-command", MODELS + "exact")).isZero();
        assertThat(console.printed()).contains("8 verdicts: 8 HOLDS; all as theory says", "audit.calibration")
                .contains("tried on: exact, epsilon at alpha_bar, on " + law);
        assertThat(Files.readString(folder.resolve("out/results.json"))).contains("\"audit\"", "\"arrows\"",
                "\"statistical\"");
        assertThat(Files.readString(folder.resolve("out/report.html"))).contains("function auditBody");
    }

    @ParameterizedTest
    @CsvSource({"x0, alpha_bar, double", "v, sigma, double", "score, sigma, double", "flow, flow_time, double",
        "epsilon, flow_time, single"})
    void passesExactModelsOfEachConvention(String prediction, String level, String precision) {
        assertThat(audit("--model-command", MODELS + "exact " + prediction + " " + level + " " + precision, "--claim",
                "audit.score-error", "--claim", "audit.parametrisation", "--claim", "audit.consistency")).isZero();
        assertThat(console.printed()).contains("3 verdicts: 3 HOLDS");
    }

    @Test
    void saysWhatAModelReallyPredicts() throws IOException {
        Path program = folder.resolve("model.py");
        Files.writeString(program, "import sys; sys.path.insert(0, '" + Path.of("src/test/python").toAbsolutePath()
                + "'); import models, guidecheck\n"
                + "guidecheck.serve_model(models.predictor('v', 'alpha_bar'), 'epsilon', 'alpha_bar', name='v')\n");
        assertThat(audit("--model-command", "python3 " + program, "--claim", "audit.parametrisation")).isEqualTo(1);
        assertThat(console.printed()).contains("REFUTED")
                .contains("what it calls epsilon is v: its share of the error is in [0.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "shape | failed: 'ValueError: prediction has shape ",
        "rows | failed: 'ValueError: prediction has shape ",
        "none | failed: 'TypeError: prediction is None: must be an array of shape ",
        "raise | failed: 'ZeroDivisionError: division by zero'",
        "nan | in row 2, column 0: must be finite",
        "nan | answered at alpha-bar ",
        "exit | exited with code 3 when it was to answer"})
    void saysInOneLineHowAModelFails(String fault, String said) {
        assertThat(audit("--model-command", MODELS + fault)).isEqualTo(Main.FAILED);
        assertThat(complaint().lines().filter(each -> each.startsWith("guidecheck: model '"))).hasSize(1)
                .first().asString().contains("model '" + fault + "' ").contains(said);
        // A traceback is of use where the fault is in the user's own code.
        assertThat(complaint().contains("File \"")).isEqualTo(fault.equals("raise"));
    }

    @Test
    void explainsItsOwnOptions() {
        assertThat(Main.run("draw", "--help")).isZero();
        assertThat(console.printed()).contains("Draw this class alone.").doesNotContain("guidance aims at");
        assertThat(Main.run("audit", "--help")).isZero();
        assertThat(console.printed()).contains("Class that guidance aims at.").doesNotContain("--command program");
    }

    @Test
    void endsAModelThatHangs() {
        assertThat(audit("--model-command", MODELS + "hang", "--limit", "3")).isEqualTo(Main.FAILED);
        assertThat(complaint()).contains("model 'hang' has not answered within 3.0 s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | predicts '': must be an object such as ",
        "{\"predicts\": {\"prediction\": \"noise\"}} | predicts 'noise': must be one of epsilon, x0, v, score, flow",
        "{\"predicts\": {\"prediction\": \"v\", \"level\": \"t\"}} | takes points in the scale 't': must be one of ",
        "{\"predicts\": {\"prediction\": \"v\", \"levels\": \"none\"}} | has the levels 'none': none is not a grid",
        "{\"predicts\": {\"prediction\": \"v\", \"levels\": [0.5, 0.5, 2]}} | has the levels '[0.5,0.5,2]': must be ",
        "{\"predicts\": {\"prediction\": \"v\", \"classifier\": 1}} | has classifier '1': must be true or false",
        "{\"predicts\": {\"prediction\": \"v\", \"conditional\": false, \"unconditional\": false}} | predicts neither "})
    void refusesAHelloThatIsWrong(String fields, String said) throws IOException {
        Path program = folder.resolve("hello.py");
        Files.writeString(program,
                "import json, sys\nprint(json.dumps({'say': 'hello', 'protocol': 1, 'name': 'wrong', "
                        + "'offers': ['predict'], **json.loads('" + fields + "')}), flush=True)\nsys.stdin.read()\n");
        assertThat(audit("--model-command", "python3 " + program)).isEqualTo(Main.FAILED);
        assertThat(complaint()).startsWith("guidecheck: model 'wrong' " + said);
    }

    @Test
    void refusesASamplerAndBadOptions() {
        assertThat(audit("--model-command", "python3 src/main/python/examples/ddim.py")).isEqualTo(Main.FAILED);
        assertThat(complaint()).contains("it is a sampler, for --command");
        console.forgetComplaint();
        assertThat(audit("--model-command", "no-such-program")).isEqualTo(Main.FAILED);
        console.forgetComplaint();
        assertThat(audit("--model-command", "'open")).isEqualTo(Main.BAD_INPUT);
        assertThat(complaint()).startsWith("guidecheck: --model-command='open: a quotation mark");
        console.forgetComplaint();
        assertThat(audit("--onnx", "any.onnx", "--levels", "linar-beta")).isEqualTo(Main.BAD_INPUT);
        assertThat(complaint()).startsWith("guidecheck: --levels: linar-beta is not a grid of levels; must be one of");
        console.forgetComplaint();
        assertThat(audit("--model-command", MODELS + "exact", "--max-error", "2")).isEqualTo(Main.BAD_INPUT);
        assertThat(complaint()).contains("--max-error=2.0: must be in (0, 1)");
        console.forgetComplaint();
        assertThat(audit("--model-command", MODELS + "exact", "--sampler", "nobody")).isEqualTo(Main.BAD_INPUT);
        console.forgetComplaint();
        assertThat(audit("--model-command", MODELS + "exact", "--claim", "audit.none")).isEqualTo(Main.BAD_INPUT);
        assertThat(complaint()).startsWith("guidecheck: claim 'audit.none': must be one of ");
        console.forgetComplaint();
        assertThat(Main.run("audit", "--model-command", MODELS + "exact")).isEqualTo(Main.BAD_INPUT);
        assertThat(complaint()).isEqualTo("guidecheck: --law or --data: give one of the two");
    }

    private String python(String lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("python3", "-c", "import numpy as np\n" + lines)
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    @Test
    void drawsForNumpy() throws IOException, InterruptedException {
        Path file = folder.resolve("new/draws.npy");
        assertThat(draw("-n", "20000", "--noised", "--out", file.toString())).isZero();
        assertThat(python("""
                a = np.load('%s')
                print(a.dtype.names, a.shape, a['x'].shape)
                assert set(a['label']) == {'one', 'two'} and (np.array(['one', 'two'])[a['class']] == a['label']).all()
                assert abs((a['class'] == 0).mean() - 0.4) < 0.02
                for c, mean, variance in ((0, (-2, 0), 0.3), (1, (2, 0.5), 0.4)):
                    x = a['x'][a['class'] == c]
                    assert np.abs(x.mean(0) - mean).max() < 0.04 and np.abs(x.var(0) - variance).max() < 0.03
                root, noise = (np.sqrt(each)[:, None] for each in (a['alpha_bar'], 1 - a['alpha_bar']))
                assert np.abs(root * a['x'] + noise * a['z'] - a['y']).max() < 1e-7
                assert abs(a['z'].mean()) < 0.02 and abs(a['z'].var() - 1) < 0.03
                assert np.allclose(np.log(a['alpha_bar'] / (1 - a['alpha_bar'])), a['log_snr'])
                share = (a['log_snr'] - a['log_snr'].min()) / np.ptp(a['log_snr'])
                assert np.abs(np.quantile(share, [0.25, 0.5, 0.75]) - [0.25, 0.5, 0.75]).max() < 0.02
                """.formatted(file))).isEqualTo(
                "('x', 'class', 'label', 'alpha_bar', 'log_snr', 'y', 'z') (20000,) (20000, 2)");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void drawsTheSameAsCsvAndReadsItBack() throws IOException, InterruptedException {
        Path csv = folder.resolve("draws.csv");
        Path npy = folder.resolve("draws.npy");
        assertThat(draw("-n", "500", "--seed", "7", "--out", csv.toString())).isZero();
        assertThat(draw("-n", "500", "--seed", "7", "--out", npy.toString())).isZero();
        assertThat(python("""
                a, b = np.load('%s'), np.genfromtxt('%s', delimiter=',', names=True, dtype=None, encoding='utf-8')
                assert (a['x'][:, 0] == b['x1']).all() and (a['x'][:, 1] == b['x2']).all()
                assert (a['label'] == b['label']).all()
                """.formatted(npy, csv))).isEmpty();
        assertThat(Main.run("measure", "--data", csv.toString(), "--class", "two", "--weight", "1", "--method",
                "bounded", "--precision", "0.5")).isZero();
        assertThat(console.complaint()).contains("500 points, 2 classes, 2 features");
        // Draws of other seeds differ, and those of a class are of it alone.
        assertThat(draw("-n", "500", "--seed", "8", "--class", "two", "--out", npy.toString())).isZero();
        assertThat(python("print(set(np.load('" + npy + "')['label'].tolist()))")).isEqualTo("{'two'}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"draws.txt", "draws"})
    void refusesOtherKindsOfFiles(String name) {
        assertThat(draw("-n", "5", "--out", folder.resolve(name).toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(complaint()).endsWith("must end in .npy or .csv");
        assertThat(folder.resolve(name)).doesNotExist();
    }

    @Test
    void refusesDrawsThatAreNone() {
        assertThat(draw("-n", "0", "--out", folder.resolve("f.npy").toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(complaint()).isEqualTo("guidecheck: -n=0: must be at least 1");
        console.forgetComplaint();
        assertThat(draw("-n", "2000000000", "--out", folder.resolve("f.npy").toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(complaint()).contains("must be at most 500000000 for points of dimension 2");
        console.forgetComplaint();
        assertThat(draw("-n", "5", "--stop", "0.1", "--out", folder.resolve("f.npy").toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(complaint()).isEqualTo("guidecheck: --stop: needs --noised");
        assertThat(Main.run("draw", "-n", "5", "--out", folder.resolve("f.npy").toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(folder.resolve("f.npy")).doesNotExist();
    }
}
