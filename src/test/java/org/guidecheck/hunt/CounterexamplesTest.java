package org.guidecheck.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every counterexample in reports/counterexamples must still be refuted, by both oracles. */
class CounterexamplesTest {
    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("reports", "counterexamples"))) {
            return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> staysRefuted() throws IOException {
        return files().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            Counterexample counterexample = CounterexampleJson.read(file);
            assertThat(counterexample.outcome()).isEqualTo(Outcome.REFUTED);
            for (boolean otherwise : new boolean[] {false, true}) {
                assertThat(counterexample.decide(Samplers.byName(counterexample.sampler()), otherwise).outcome())
                        .as("%s, otherwise %s", file, otherwise).isEqualTo(Outcome.REFUTED);
            }
        }));
    }

    @Test
    void thereIsOneForNaiveClaimsAndEachIsReadable() throws IOException {
        List<Counterexample> kept = files().stream().map(CounterexampleJson::read).toList();
        assertThat(kept).extracting(Counterexample::claim).containsAll(Catalogue.claims().stream().map(Claim::id)
                .filter(id -> id.startsWith("naive.")).toList());
        assertThat(kept).filteredOn(each -> each.claim().startsWith("naive.")).allSatisfy(each -> {
            assertThat(each.process().law().dimension()).isEqualTo(1);
            assertThat(each.process().law().classes()).hasSize(2);
        });
    }
}
