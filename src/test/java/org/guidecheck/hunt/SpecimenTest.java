package org.guidecheck.hunt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.Cases;
import org.guidecheck.distribution.InvalidLawException;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecimenTest {
    @TempDir
    private Path folder;

    private static Specimen specimen(String claim, int steps) {
        return new Specimen(claim, Outcome.REFUTED, ReferenceCases.process(Cases.T, 1), "euler-maruyama", steps,
                Long.MAX_VALUE - 1, 1e-8);
    }

    @Test
    void readsBackWhatWasWritten() {
        Path file = folder.resolve("new/a.json");
        for (int steps : new int[] {0, 7}) {
            Specimen written = specimen("discrete.coarse", steps);
            Specimen.write(file, written.toJson("0.1", Optional.empty(), Optional.empty()));
            assertThat(Specimen.read(file)).isEqualTo(written);
        }
    }

    @Test
    void decidesByEitherOracle() {
        Specimen specimen = specimen("naive.mean-probability", 0);
        assertThat(specimen.decide(new EulerMaruyama(), false).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(specimen.decide(new EulerMaruyama(), true).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(specimen.decide(new EulerMaruyama(), true).evidence().get(0).method()).contains("chain");
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
        Specimen.write(file, specimen("naive.log-loss", 0).toJson("0.1", Optional.empty(), Optional.empty()));
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        assertThatThrownBy(() -> Specimen.read(file)).isInstanceOf(InvalidLawException.class)
                .hasMessageContaining("bad.json").hasMessageContaining(field).hasMessageContaining(value.replace("\"", ""))
                .hasMessageNotContaining("\n");
    }
}
