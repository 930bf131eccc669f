package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.guard.SchemeMutants.SchemeMutant;
import org.guidecheck.statistics.Effort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Known schemes with a fault are refuted without being named, and the message names the step and the cause. */
class SchemeMutantsTest {
    private static final double MOST = 0.8;
    /** Of a handful of mutants the share says little. */
    private static final double MOST_OF_FEW = 0.5;

    /** Refutes each mutant that is not harmless, names the fault of most, and blames no step of a harmless one. */
    private static void areRefutedAndNamed(List<SchemeMutant> mutants, double share) {
        List<String> unnamed = new ArrayList<>();
        int refuted = 0;
        for (SchemeMutant mutant : mutants) {
            Optional<MutantTable.Found> found = MutantTable.find(mutant, 2, Effort.QUICK);
            if (mutant.isHarmless()) {
                assertThat(found.map(MutantTable.Found::claim).orElse("")).as("%s: %s", mutant, found)
                        .isNotEqualTo("sampler.scheme");
                continue;
            }
            if (found.isEmpty()) {
                assertThat(mutant.change()).as(mutant.name()).isLessThan(SchemeMutants.VISIBLE);
                continue;
            }
            refuted++;
            if (!mutant.expected().isNamedBy(found.orElseThrow().why())) {
                unnamed.add(mutant + ": " + found.get().why());
            }
        }
        assertThat(unnamed).as("of " + refuted).hasSizeLessThanOrEqualTo((int) ((1 - share) * refuted));
    }

    private static List<SchemeMutant> every(int stride, int first) {
        List<SchemeMutant> all = SchemeMutants.all();
        return IntStream.iterate(first, i -> i < all.size(), i -> i + stride).mapToObj(all::get).toList();
    }

    @Test
    void someAreRefutedAndNamed() {
        areRefutedAndNamed(every(40, 2), MOST_OF_FEW);
    }

    @Tag("thorough")
    @Test
    void aTenthIsRefutedAndNamed() {
        areRefutedAndNamed(every(10, 1), MOST);
    }

    @Tag("exhaustive")
    @Test
    void aQuarterIsRefutedAndNamed() {
        // All of them take minutes; MutantTable tries them for reports/mutants.txt.
        areRefutedAndNamed(every(4, 1), MOST);
    }

    @Test
    void thereAreMany() {
        assertThat(SchemeMutants.all().stream().map(SchemeMutant::name)).doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(150);
        assertThat(SchemeMutants.all().stream().filter(SchemeMutant::isHarmless).count()).isLessThan(50);
    }
}
