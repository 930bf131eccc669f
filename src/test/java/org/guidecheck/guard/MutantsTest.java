package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sampler with one wrong line is found out. */
class MutantsTest {

    static Stream<Mutants.Mutant> wrong() {
        return Mutants.all().stream().filter(mutant -> mutant.equalInLaw().isEmpty());
    }

    static Stream<Mutants.Mutant> equalInLaw() {
        return Mutants.all().stream().filter(mutant -> mutant.equalInLaw().isPresent());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isRefuted(Mutants.Mutant mutant) {
        assertThat(MutantTable.find(mutant, 5)).as(mutant.name()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("equalInLaw")
    void isNotRefutedWhereTheLawIsTheSame(Mutants.Mutant mutant) {
        Optional<MutantTable.Found> found = MutantTable.find(mutant, 5);
        assertThat(found).as(mutant.name() + ": " + found).isEmpty();
    }

    @Test
    void thereAreMany() {
        List<String> names = Mutants.all().stream().map(Mutants.Mutant::name).toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(30);
    }
}
