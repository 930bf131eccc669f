package org.guidecheck.hunt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.text.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final Counterexample COUNTEREXAMPLE = new Counterexample("naive.log-loss", Outcome.HOLDS,
            new GuidedProcess(NamedLaws.T, 0, GuidanceSchedule.constant(1), 0), "größer", 0, 1, 1e-6);

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("sub/a.journal");
    }

    private static ObjectNode header(long seed) {
        return JsonNodeFactory.instance.objectNode().put("claim", "naive.log-loss").put("seed", seed);
    }

    private static Journal.Entry entry(int laws) {
        return new Journal.Entry(laws, 1, -0.25,
                new Discovery(COUNTEREXAMPLE, Optional.empty(), Optional.empty(), 0, false,
                        "0.1", 1, laws));
    }

    private void write(int... laws) throws IOException {
        try (Journal journal = Journal.open(file, header(1), false).journal()) {
            for (int each : laws) {
                journal.append(entry(each));
            }
        }
    }

    private List<Journal.Entry> resumed() throws IOException {
        Journal.Opened opened = Journal.open(file, header(1), true);
        opened.journal().close();
        return opened.entries();
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        write(10, 20);
        assertThat(resumed()).containsExactly(entry(10), entry(20));
    }

    @Test
    void goesOnWhereItEnded() throws IOException {
        write(10);
        try (Journal journal = Journal.open(file, header(1), true).journal()) {
            journal.append(entry(20));
        }
        assertThat(resumed()).containsExactly(entry(10), entry(20));
    }

    @Test
    void beginsAnewWithoutResume() throws IOException {
        write(10, 20);
        write(30);
        assertThat(resumed()).containsExactly(entry(30));
    }

    @Test
    void beginsWhereThereIsNone() throws IOException {
        assertThat(resumed()).isEmpty();
        assertThat(file).exists();
    }

    /** Wherever a kill cuts the file, the complete lines are read, and nothing else. */
    @Test
    void dropsALastLineThatWasCutOff() throws IOException {
        write(10, 20);
        byte[] whole = Files.readAllBytes(file);
        int second = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('\n', whole.length - 2) + 1;
        for (int length = second; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(resumed()).as("cut to %d of %d bytes", length, whole.length).containsExactly(entry(10));
            assertThat(Files.size(file)).isEqualTo(second);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 60, 90})
    void refusesWhatDoesNotAgreeWithItsSum(int at) throws IOException {
        write(10, 20);
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(this::resumed).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a.journal: line").hasMessageContaining("checksum")
                .hasMessageContaining("start the hunt anew");
    }

    @Test
    void refusesAnotherHunt() throws IOException {
        write(10);
        assertThatThrownBy(() -> Journal.open(file, header(2), true)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("another hunt").hasMessageContaining("naive.log-loss");
    }

    @Test
    void refusesTwoWriters() throws IOException {
        Journal.Opened first = Journal.open(file, header(1), false);
        assertThatThrownBy(() -> Journal.open(file, header(1), true)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("another hunt is writing it");
        first.journal().close();
        assertThat(resumed()).isEmpty();
    }
}
