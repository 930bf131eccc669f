package org.guidecheck.sampler.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.StepTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and parameters of schemes, and what parameters change. */
class SchemesTest {
    private static final TimeGrid GRID = TimeGrid.toClean(2, 0.5, 8);

    @Test
    void everyKnownSchemeHasItsName() {
        assertThat(Samplers.known()).extracting(LinearSampler::name).doesNotHaveDuplicates();
        for (LinearSampler sampler : Samplers.known()) {
            assertThat(Samplers.byName(sampler.name()).name()).isEqualTo(sampler.name());
        }
        for (String name : Samplers.names()) {
            assertThat(Samplers.byName(name).step(GRID, 0)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"unipc, unipc:2", "unipc:2:bh1, unipc:2:bh1", "unipc:3:bh2, unipc:3",
        "unipc:3:bh1:lower-final, unipc:3:bh1:lower-final", "lms, lms:4", "deis, deis:3", "edm:0, edm",
        "edm:40:0.05:50:1.003, edm:40:0.05:50:1.003", "edm:30:1:2, edm:30:1:2", "sa-solver:1, sa-solver",
        "sa-solver:0.5, sa-solver:0.5", "sa-solver:1:3:2, sa-solver:1:3:2", "dpmpp-2m-sde:1, dpmpp-2m-sde",
        "dpmpp-2m-sde:0.5:lower-final, dpmpp-2m-sde:0.5:lower-final", "dpm2-ancestral:0.5, dpm2-ancestral:0.5",
        "euler, ddim", "flow-euler, ddim", "dpmpp-1s, ddim", "euler-ancestral, ddpm", "euler-ancestral:0.5, ddim:0.5",
        "dpmpp-1-sde, ddpm", "dpmpp-2m, multistep", "dpmpp-3m, multistep:3"})
    void namesAreRead(String given, String full) {
        assertThat(Samplers.byName(given).name()).isEqualTo(full);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ddpm:0 | sampler=ddpm:0: V must be a number in (0, 1]",
        "unipc:4 | sampler=unipc:4: ORDER must be a number from 1 to 3",
        "unipc:2.5 | sampler=unipc:2.5: ORDER must be a number from 1 to 3",
        "edm:-1 | sampler=edm:-1: CHURN must be a number at least 0",
        "edm:1:2:1 | sampler=edm:1:2:1: MAX must be a number at least MIN",
        "edm:NaN | sampler=edm:NaN: CHURN must be a number at least 0",
        "dpm2:3 | sampler=dpm2:3: '3' is not a parameter of dpm2; see schemes.md",
        "unipc:2:bh3 | sampler=unipc:2:bh3: 'bh3' is not a parameter of unipc; see schemes.md",
        "dpmpp-2m-sde:x | sampler=dpmpp-2m-sde:x: ETA must be a number in (0, 1]",
        "euler-ancestral:2 | sampler=euler-ancestral:2: ETA must be a number in [0, 1]"})
    void wrongParametersAreExplained(String name, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Samplers.byName(name)).withMessage(message);
    }

    @Test
    void misspeltNamesAreCorrected() {
        assertThatIllegalArgumentException().isThrownBy(() -> Samplers.byName("unipcc:3"))
                .withMessageEndingWith("with parameters as in schemes.md; did you mean unipc?");
    }

    /** Euler's step in σ down to σ_down and noise up to σ′, against DDIM's formula in √t and √τ. */
    @Test
    void eulersAncestralStepIsDdims() {
        for (double eta : new double[] {0.3, 1}) {
            for (int k = 0; k + 1 < GRID.steps(); k++) {
                NoiseLevel from = GRID.level(k);
                NoiseLevel to = GRID.level(k + 1);
                GaussianSampler.Transition step = new Ddim(eta).transition(from, to);
                double root = Math.sqrt(to.signal());
                double change = Levels.down(from, to, eta).sigma() - from.sigma();
                assertThat(step.push()).isCloseTo(-root * Math.sqrt(from.noise()) * change, within(1e-9 * step.push()));
                assertThat(step.deviation()).isCloseTo(root * Levels.up(from, to, eta), within(1e-11));
            }
        }
    }

    private static StepTable step(String name, TimeGrid grid, int k) {
        return Samplers.byName(name).step(grid, k);
    }

    @Test
    void churnIsLimitedToItsLevelsAndScaled() {
        TimeGrid grid = TimeGrid.uniformInLogSnr(-4, 4, 10);
        for (int k = 0; k < grid.steps(); k++) {
            double sigma = grid.level(k).sigma();
            double raised = Math.pow(sigma * (1 + Math.min(3.0 / 10, Math.sqrt(2) - 1)), 2) - sigma * sigma;
            StepTable.Stage first = step("edm:3:0.5:2:1.01", grid, k).stages().get(0);
            if (sigma < 0.5 || sigma > 2) {
                assertThat(first).isEqualTo(step("edm", grid, k).stages().get(0));
            } else {
                double deviation = first.point().deviation() / Math.sqrt(first.level().signal());
                assertThat(deviation).isCloseTo(1.01 * Math.sqrt(raised), within(1e-12));
                assertThat(first.level().sigma()).isCloseTo(sigma * 1.3, within(1e-12));
            }
        }
        // At most √2 − 1.
        assertThat(step("edm:40", grid, 0).stages().get(0).level().sigma())
                .isCloseTo(Math.sqrt(2) * grid.start().sigma(), within(1e-11));
    }

    @Test
    void theOrderFallsTowardsTheLastStep() {
        TimeGrid few = TimeGrid.uniformInLogSnr(-4, 4, 10);
        TimeGrid many = TimeGrid.uniformInLogSnr(-4, 4, 15);
        assertThat(history("dpmpp-3m:lower-final", few)).containsExactly(0, 1, 2, 2, 2, 2, 2, 2, 1, 0);
        assertThat(history("dpmpp-3m:lower-final", many)).containsExactly(0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
        // The second last step is that of 2M, the last one that of DDIM.
        assertClose(step("dpmpp-3m:lower-final", few, 8), step("multistep", few, 8));
        assertClose(step("dpmpp-3m:lower-final", few, 9), step("ddim", few, 9));
        assertThat(step("unipc:3:lower-final", many, 12)).isEqualTo(step("unipc:3", many, 12));
        assertThat(step("unipc:3:lower-final", many, 13)).isNotEqualTo(step("unipc:3", many, 13));
    }

    private static List<Integer> history(String name, TimeGrid grid) {
        return IntStream.range(0, grid.steps()).mapToObj(k -> step(name, grid, k).history()).toList();
    }

    private static void assertClose(StepTable is, StepTable must) {
        assertClose(is.result().keep(), must.result().keep());
        assertThat(is.result().terms()).hasSameSizeAs(must.result().terms());
        for (StepTable.Term term : is.result().terms()) {
            StepTable.Term same = must.result().terms().stream()
                    .filter(each -> each.evaluation() == term.evaluation()).findFirst().orElseThrow();
            assertClose(term.point(), same.point());
            assertClose(term.score(), same.score());
        }
    }

    /** Equal up to rounding, which 1/√t = 600 at the start enlarges. */
    private static void assertClose(double is, double must) {
        assertThat(is).isCloseTo(must, within(1e-10 * (1 + Math.abs(must))));
    }

    /** Built-in samplers with the coefficients of a scheme are its second implementation. */
    @Test
    void twoImplementationsAgree() {
        TimeGrid grid = TimeGrid.toClean(2, 0.5, 20);
        for (int k = 0; k < grid.steps(); k++) {
            assertClose(step("dpmpp-3m:lower-final", grid, k), step("multistep:3", grid, k));
            assertClose(step("dpmpp-2m:lower-final", grid, k), step("multistep", grid, k));
            assertClose(step("lms:1", grid, k), step("ddim", grid, k));
            assertClose(step("deis:1", grid, k), step("ddim", grid, k));
        }
    }
}
