package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No class of ND4J is loaded unless requested: its start takes longer than most commands. */
class WithoutNd4jTest {
    private static final String LAW = """
            {"dimension": 1, "classes": [
              {"label": "c", "prior": 0.4, "law": {"type": "gaussian", "mean": [1], "covariance": 0.5}},
              {"label": "other", "prior": 0.6, "law": {"type": "gaussian", "mean": [-1], "covariance": 1}}]}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        "guard --sampler ddpm --steps 10 --weight 1 --out OUT",
        "guard --sampler multistep:3 --steps 10 --weight 1 --out OUT --claim sampler.one-step --claim sampler.mean-reciprocal",
        "guard --command PROGRAM --like ddpm --steps 10 --weight 1 --out OUT --claim sampler.finite-and-shaped"
                + " --claim sampler.one-step",
        "verify --law LAW --weight 1 --claim paper.unguided --out OUT",
        "measure --law LAW --class c --weight 1 --method bounded,finite-difference,chain --precision 0.05",
        "replay reports/counterexamples/discrete.coarse-1.json",
        "replay reports/counterexamples/naive.log-loss-1.json"})
    void isNotLoaded(String arguments) throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded");
        Path law = folder.resolve("law.json");
        Files.writeString(law, LAW);
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + loaded, "-cp", System.getProperty("java.class.path"),
                        Main.class.getName()));
        for (String argument : arguments.split(" ", -1)) {
            command.add(switch (argument) {
                case "OUT" -> folder.resolve("out").toString();
                case "LAW" -> law.toString();
                case "PROGRAM" -> "python3 src/main/python/examples/ddpm.py";
                default -> argument;
            });
        }
        Path printed = folder.resolve("printed");
        Process process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(printed)).isZero();
        assertThat(loaded).content().contains(" " + Main.class.getName() + " ").doesNotContain(" org.nd4j.");
    }
}
