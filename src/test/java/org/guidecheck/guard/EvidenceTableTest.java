package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;

/** No claim about samplers confirms what it has not shown, and each measurement refutes on some wrong sampler. */
class EvidenceTableTest {
    /**
     * Points unlike those of the copied sampler are tested as draws in place of this share. Not tried and not measured
     * quantities decide nothing.
     */
    private static final String NEVER_REFUTED =
            ".*: (share of points unlike others from the same normals|runs|output law)";

    @Test
    void everyMeasurementRefutesSomeWrongSamplerAndConfirmsOnlyWhatItShows() {
        List<EvidenceTable.Tried> tried = EvidenceTable.tried();
        assertThat(EvidenceTable.refutedBy(tried)).allSatisfy((what, names) -> {
            if (!what.matches(NEVER_REFUTED)) {
                assertThat(names).as(what).isNotEmpty();
            }
        });
        assertThat(tried.stream().flatMap(each -> each.verdicts().stream()).flatMap(v -> v.evidence().stream()))
                .isNotEmpty().allSatisfy(EvidenceTableTest::isEarned);
    }

    private static void isEarned(Evidence evidence) {
        if (evidence.outcome() == Outcome.HOLDS) {
            assertThat(evidence.kind().canConfirm()).as(evidence.toString()).isTrue();
            assertThat(evidence.requirement().allowed().orElseThrow().contains(evidence.bounds()))
                    .as(evidence.toString()).isTrue();
        }
    }
}
