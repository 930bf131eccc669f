package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.DenoiserBackend;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.SchemeTable;
import org.guidecheck.sampler.SchemeTableJson;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Effort;
import org.guidecheck.text.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sampler's scheme, written as a table and read again, is the same sampler. */
class IdentifiedSchemeTest {
    private static final int STEPS = 12;
    private static final TimeGrid GRID = TestProblem.PAIR.grids().apply(STEPS);
    /** Claims that need no other number of steps, and whose verdicts rest on the same measurements. */
    private static final List<String> CLAIMS = List.of("sampler.finite-and-shaped", "sampler.deterministic",
            "sampler.linear", "sampler.noise", "sampler.scheme", "sampler.gaussian-chain",
            "sampler.weight-convention", "sampler.equivariance", "sampler.unguided");

    @TempDir
    private Path folder;

    private static SamplerUnderTest candidate(GuidedSampler sampler) {
        return new SamplerUnderTest(sampler, Optional.empty(), STEPS, List.of(0.0, 3.0), 1, DenoiserBackend.FUSED,
                Effort.QUICK, Declaration.NONE);
    }

    private SchemeTable saved(GuidedSampler sampler) throws IOException {
        Path file = folder.resolve("table.json");
        SchemeTable table = IdentifiedScheme.of(candidate(sampler));
        SchemeTableJson.write(file, table);
        SchemeTable read = SchemeTableJson.read(file);
        assertThat(read.points()).isEqualTo(table.points());
        return read;
    }

    private static Response response(GuidedSampler sampler) {
        return Response.of(sampler, 3, GRID, n -> Noise.of(new Streams(5), 0, 2, n)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ddpm", "ddim", "ddim:0.5", "multistep:3", "heun", "dpmpp-2m-sde", "edm"})
    void hasTheSameCoefficients(String name) throws IOException {
        GuidedSampler sampler = Samplers.byName(name);
        SchemeTable table = saved(sampler);
        Response before = response(sampler);
        Response after = response(table);
        assertThat(after.calls()).isEqualTo(before.calls());
        for (int m = 0; m <= before.calls(); m++) {
            assertThat(after.conditional()[m]).containsExactly(before.conditional()[m], within(1e-9));
            assertThat(after.unconditional()[m]).containsExactly(before.unconditional()[m], within(1e-9));
        }
        for (int k = 0; k < before.calls(); k++) {
            assertThat(after.levels().get(k).logSnr()).isCloseTo(before.levels().get(k).logSnr(), within(1e-9));
        }
        SchemeTable again = IdentifiedScheme.of(candidate(table));
        for (int m = 0; m < table.points().size(); m++) {
            assertThat(again.points().get(m).noise()).isCloseTo(table.points().get(m).noise(), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ddpm", "multistep"})
    void hasTheSameVerdicts(String name) throws IOException {
        hasTheVerdictsOf(Samplers.byName(name));
    }

    @Test
    void keepsWhatIsWrong() throws IOException {
        for (String mutant : List.of("ddpm/variance-doubled", "ddpm/alpha-for-its-root")) {
            assertThat(hasTheVerdictsOf(Mutants.named(mutant))).as(mutant).contains("REFUTED");
        }
    }

    private String hasTheVerdictsOf(GuidedSampler sampler) throws IOException {
        SchemeTable table = saved(sampler);
        StringBuilder outcomes = new StringBuilder();
        for (String claim : CLAIMS) {
            Object expected = Guard.decide(candidate(sampler), claim, 1e-6).orElseThrow().outcome();
            assertThat(Guard.decide(candidate(table), claim, 1e-6).orElseThrow().outcome()).as(claim)
                    .isEqualTo(expected);
            outcomes.append(expected).append(' ');
        }
        return outcomes.toString();
    }

    @Test
    void refusesOtherNumbersOfSteps() throws IOException {
        SchemeTable table = saved(new Ddpm());
        assertThatThrownBy(
                () -> IdentifiedScheme.of(new SamplerUnderTest(table, Optional.empty(), 20, List.of(0.0), 1)))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("has 12 steps and cannot take 20");
    }

    @Test
    void saysWhyThereIsNoTable() {
        assertThatThrownBy(() -> IdentifiedScheme.of(candidate(Mutants.named("ddpm/clean-clipped"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no scheme that can be written as a table: it is not linear")
                .message().doesNotContain("\n");
    }
}
