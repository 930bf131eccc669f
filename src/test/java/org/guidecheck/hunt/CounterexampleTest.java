package org.guidecheck.hunt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterexampleTest {
    @TempDir
    private Path folder;

    private static Counterexample counterexample(String claim, int steps) {
        return new Counterexample(claim, Outcome.REFUTED,
                new GuidedProcess(NamedLaws.T, 0, GuidanceSchedule.constant(1), 0), "euler-maruyama", steps,
                Long.MAX_VALUE - 1, 1e-8);
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        Path file = folder.resolve("new/a.json");
        for (int steps : new int[] {0, 7}) {
            Counterexample written = counterexample("discrete.coarse", steps);
            CounterexampleJson.write(file, discovery(written));
            assertThat(CounterexampleJson.read(file)).isEqualTo(written);
        }
    }

    private static Discovery discovery(Counterexample counterexample) {
        return new Discovery(counterexample, Optional.empty(), Optional.empty(), 0, false, "0.1", 7, 11);
    }

    @Test
    void readsADiscoveryWithItsEvidence() {
        Counterexample found = counterexample("naive.mean-probability", 0);
        Discovery nearest = new Discovery(found, Optional.of(found.decide(new EulerMaruyama(), false)),
                Optional.empty(), 0, false, "0.1", 7, 11);
        Discovery shrunk = new Discovery(found, nearest.verdict(),
                Optional.of(found.decide(new EulerMaruyama(), true)), 12, true, "0.1", 7, 11);
        for (Discovery each : List.of(discovery(found), nearest, shrunk)) {
            JsonNode json = CounterexampleJson.of(each);
            assertThat(CounterexampleJson.of(CounterexampleJson.discovery(JsonFields.parse(json.toString()))))
                    .isEqualTo(json);
        }
        Discovery read = CounterexampleJson.discovery(JsonFields.parse(CounterexampleJson.of(shrunk).toString()));
        assertThat(read.counterexample()).isEqualTo(found);
        assertThat(read.minimal()).isTrue();
        assertThat(read.neighbours()).isEqualTo(12);
    }

    @Test
    void refusesToDecideWhatItsClaimDoesNotCover() {
        Counterexample wrong = counterexample("case.intervals", 0);
        assertThatThrownBy(() -> wrong.decide(new EulerMaruyama(), false)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("case.intervals");
    }

    @Test
    void decidesByEitherOracle() {
        Counterexample counterexample = counterexample("naive.mean-probability", 0);
        assertThat(counterexample.decide(new EulerMaruyama(), false).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(counterexample.decide(new EulerMaruyama(), true).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(counterexample.decide(new EulerMaruyama(), true).evidence().get(0).method()).contains("chain");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"claim\" : \"naive.log-loss\"|\"claim\" : \"naive.nothing\"|claim|naive.nothing",
        "\"class\" : \"c\"|\"class\" : \"x\"|class|\"x\"",
        "\"weight\" : \"1\"|\"weight\" : \"-1\"|weight|-1",
        "\"weight\" : \"1\"|\"weight\" : \"one\"|weight|one",
        "\"stop\" : 0.0|\"stop\" : 0.7|stop|0.7",
        "\"outcome\" : \"REFUTED\"|\"outcome\" : \"WRONG\"|outcome|WRONG",
        "\"alpha\" : 1.0E-8|\"alpha\" : 1|alpha|1",
        "\"seed\" : 9223372036854775806|\"seed\" : 0.5|seed|0.5",
        "\"prior\" : 0.5|\"prior\" : 0.7|law.classes|sum",
        "\"stop\"|\"stopp\"|stopp|unknown"})
    void refusesWhatIsWrongByItsField(String from, String to, String field, String value) throws IOException {
        Path file = folder.resolve("bad.json");
        CounterexampleJson.write(file, discovery(counterexample("naive.log-loss", 0)));
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        assertThatThrownBy(() -> CounterexampleJson.read(file)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("bad.json").hasMessageContaining(field)
                .hasMessageContaining(value.replace("\"", ""))
                .hasMessageNotContaining("\n");
    }
}
