package org.guidecheck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.EvidenceMutant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Evidence that no wrong input could refute would be worthless. */
class EvidenceTableTest {
    private static final List<String> LINES = read();

    private static List<String> read() {
        try {
            return Files.readAllLines(EvidenceTable.FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theTableNamesEveryClaimAndOnlyWrongInputsThatExist() {
        Set<String> faults = EvidenceTable.mutants().stream().map(EvidenceMutant::fault)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        faults.addAll(List.of("measured only"));
        List<String> rows = LINES.stream().dropWhile(line -> !line.startsWith("claim ")).skip(1).toList();
        assertThat(rows).allSatisfy(row -> assertThat(faults).as(row).anyMatch(row::endsWith));
        assertThat(Catalogue.claims()).extracting(Claim::id)
                .allSatisfy(id -> assertThat(rows).anyMatch(row -> row.startsWith(id + " ")));
    }

    @Tag("thorough")
    @Test
    void eachWrongInputOfTheTableRefutesItsEvidence() {
        Map<EvidenceTable.Key, String> refuted = EvidenceTable.refuted(EvidenceTable.mutants());
        List<String> found = refuted.entrySet().stream()
                .map(each -> EvidenceTable.row(each.getKey(), each.getValue())).toList();
        assertThat(found).isNotEmpty();
        assertThat(LINES.stream().dropWhile(line -> !line.startsWith("claim ")).skip(1)
                .filter(row -> !row.endsWith("measured only"))).allSatisfy(row -> assertThat(found).contains(row));
    }

    @Tag("exhaustive")
    @Test
    void aWrongInputRefutesEachPieceOfEvidence() {
        Map<EvidenceTable.Key, String> refuted = EvidenceTable.refuted(EvidenceTable.mutants());
        Map<EvidenceTable.Key, Boolean> evidence = EvidenceTable.evidence();
        evidence.forEach((key, required) -> {
            if (required) {
                assertThat(refuted).containsKey(key);
            }
        });
        assertThat(EvidenceTable.lines(evidence, refuted)).isEqualTo(LINES);
    }
}
