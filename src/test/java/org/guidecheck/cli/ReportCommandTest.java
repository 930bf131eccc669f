package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @RegisterExtension
    private final Console console = new Console();

    @TempDir
    private Path folder;

    private String verified(String name, String... more) {
        String[] common = {"verify", "--data", "iris", "--out", folder.resolve(name).toString(), "--weight", "1"};
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(common), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        assertThat(Main.run(all)).as(console.complaint()).isZero();
        return folder.resolve(name).resolve("results.json").toString();
    }

    @Test
    void showsTheResultsOfSeveralJobsAsOne() throws IOException {
        String one = verified("one", "--claim", "paper.strict");
        String other = verified("other", "--claim", "paper.unguided", "--class", "virginica", "--seed", "5",
                "--junit", folder.resolve("other.xml").toString());
        console.forgetPrinted();
        assertThat(Main.run("report", one, other, "--markdown", folder.resolve("both.md").toString(), "--junit",
                folder.resolve("both.xml").toString(), "--details", "--out", folder.resolve("both").toString()))
                .isZero();
        assertThat(console.printed()).contains("paper.strict").contains("class setosa, w = 1")
                .contains("paper.unguided")
                .contains("class virginica");
        assertThat(Files.readString(folder.resolve("both.md"))).contains("2 verdicts, all as theory says")
                .contains("seed 5");
        assertThat(Files.readString(folder.resolve("both.xml")))
                .contains("name=\"paper.strict\" tests=\"1\" failures=\"0\"");
        assertThat(folder.resolve("other.xml")).exists();
        console.forgetPrinted();
        assertThat(Main.run("report", folder.resolve("both/results.json").toString(), "--json")).isZero();
        assertThat(console.printed()).contains("--class virginica").contains("\"name\" : \"iris\"");
    }

    @Test
    void countsAFileOnceThatIsGivenTwice() throws IOException {
        String one = verified("one", "--claim", "paper.strict");
        Path copy = Files.copy(Path.of(one), folder.resolve("copy.json"));
        console.forgetPrinted();
        console.forgetComplaint();
        assertThat(Main.run("report", one, one, copy.toString(), "--markdown", folder.resolve("m.md").toString()))
                .isZero();
        assertThat(Files.readString(folder.resolve("m.md"))).contains("1 verdict, ");
        assertThat(console.complaint().lines()).containsExactly(
                "guidecheck: " + one + ": counted once, for it is the same as " + one,
                "guidecheck: " + copy + ": counted once, for it is the same as " + one);
    }

    @Test
    void namesWhatCannotBeReadOrWritten() throws IOException {
        assertThat(Main.run("report", folder.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(Main.run("report", folder.resolve("none.json").toString())).isEqualTo(Main.BAD_INPUT);
        Path file = Files.writeString(folder.resolve("no.json"), "[]");
        assertThat(Main.run("report", file.toString(), "--junit", folder.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(console.complaint().lines()).containsExactly(
                "guidecheck: " + folder + ": must be a results.json file, but is a folder; name the file in it",
                "guidecheck: " + folder.resolve("none.json") + ": no such file",
                "guidecheck: --junit=" + folder + ": must be a file, but is a folder");
    }

    @Test
    void refusesWhatIsNoResults() throws IOException {
        Path file = folder.resolve("no.json");
        Files.writeString(file, "[]");
        assertThat(Main.run("report", file.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(console.complaint())
                .isEqualTo("guidecheck: " + file + ": must be an object, but is []" + System.lineSeparator());
        assertThat(Main.run("report")).isEqualTo(Main.BAD_INPUT);
    }
}
