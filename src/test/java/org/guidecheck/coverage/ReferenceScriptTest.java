package org.guidecheck.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the committed cases and references are what the scripts make. */
class ReferenceScriptTest {
    private static final String SCRIPTS = "src/test/python/";
    private static final Path COMMITTED = Path.of("src/test/resources/coverage");
    private static final Set<String> SOLVED_ANEW =
            Set.of("plain-t-w3", "apart-6-sigma-small-w3", "schedule-near-w0,0:3");

    @TempDir
    Path folder;

    @Test
    void theScriptMakesTheCommittedCases() throws Exception {
        assumeScipy();
        run("cases.py", folder.resolve("cases.json").toString());
        assertThat(json(folder.resolve("cases.json"))).isEqualTo(json(COMMITTED.resolve("cases.json")));
    }

    @Test
    void theScriptGivesTheCommittedReferences() throws Exception {
        assumeScipy();
        Map<String, JsonNode> committed = new HashMap<>();
        json(COMMITTED.resolve("references.json")).forEach(each -> committed.put(each.get("name").asText(), each));
        ArrayNode some = new ObjectMapper().createArrayNode();
        for (JsonNode each : json(COMMITTED.resolve("cases.json"))) {
            if (SOLVED_ANEW.contains(each.get("name").asText())) {
                some.add(each);
            }
        }
        assertThat(some).hasSize(SOLVED_ANEW.size());
        Path cases = Files.writeString(folder.resolve("some.json"), some.toString());
        run("reference.py", cases.toString(), folder.resolve("found.json").toString());
        for (JsonNode found : json(folder.resolve("found.json"))) {
            JsonNode known = committed.get(found.get("name").asText());
            double mean = known.get("mean").asDouble();
            double error = mean * (known.get("error").asDouble() + found.get("error").asDouble());
            assertThat(found.get("of")).as("of %s", found.get("name")).isEqualTo(known.get("of"));
            assertThat(Math.abs(found.get("mean").asDouble() - mean)).isLessThanOrEqualTo(error);
        }
    }

    private static void assumeScipy() throws Exception {
        boolean present;
        try {
            present = new ProcessBuilder("python3", "-c", "import scipy").redirectErrorStream(true).start()
                    .waitFor() == 0;
        } catch (IOException e) {
            present = false;
        }
        assumeTrue(present, "python3 with SciPy (Debian: python3-scipy) is needed to solve references anew");
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }

    private void run(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", SCRIPTS + script));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
