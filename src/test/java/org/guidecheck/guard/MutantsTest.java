package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.statistics.Effort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Samplers with one fault are refuted, and those whose law stays right are not. */
class MutantsTest {

    private static Stream<Mutants.Mutant> wrong() {
        return Mutants.all().stream().filter(mutant -> mutant.equalInLaw().isEmpty());
    }

    static Stream<Mutants.Mutant> equalInLaw() {
        return Mutants.all().stream().filter(mutant -> mutant.equalInLaw().isPresent());
    }

    private static Stream<Mutants.Mutant> wrong(int first, int stride) {
        List<Mutants.Mutant> all = wrong().toList();
        return IntStream.iterate(first, i -> i < all.size(), i -> i + stride).mapToObj(all::get);
    }

    /** Every fifteenth; more where tests are thorough. */
    static Stream<Mutants.Mutant> some() {
        return wrong(7, 15);
    }

    @ParameterizedTest
    @MethodSource("some")
    void isRefutedAmongSome(Mutants.Mutant mutant) {
        assertThat(MutantTable.find(mutant, 6, Effort.QUICK)).as(mutant.name()).isPresent();
    }

    /** Every fourth: {@link MutantTable} tries them all, for the table in reports/. */
    static Stream<Mutants.Mutant> more() {
        return wrong(1, 4);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("more")
    void isRefuted(Mutants.Mutant mutant) {
        assertThat(MutantTable.find(mutant, 5, Effort.QUICK)).as(mutant.name()).isPresent();
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("equalInLaw")
    void isNotRefutedWhereTheLawIsTheSame(Mutants.Mutant mutant) {
        Optional<MutantTable.Found> found = MutantTable.find(mutant, 5, Effort.QUICK);
        assertThat(found).as(mutant.name() + ": " + found).isEmpty();
    }

    @Test
    void thereAreMany() {
        List<String> names = Mutants.all().stream().map(Mutants.Mutant::name).toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(30);
    }
}
