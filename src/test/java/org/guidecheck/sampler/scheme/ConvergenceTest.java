package org.guidecheck.sampler.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Orders of convergence of all known schemes: their closed law on linear scores against that of the process, on levels
 * even in λ that end at a noisy one.
 */
class ConvergenceTest {
    private static final double LENGTH = 11;

    /** Orders without guidance and with it, and the share of the noise of DDPM in the limit. */
    private record Expected(int order, int guidedOrder, double churn) {
        static Expected of(String name) {
            return switch (name) {
                case "ddim" -> new Expected(1, 1, 0);
                case "ddim:0.5" -> new Expected(1, 1, 0.25);
                case "dpmpp-2m-sde:0.5", "dpmpp-3m-sde:0.5" -> new Expected(2, 2, 0.5);
                case "sa-solver:0.5" -> new Expected(2, 2, 0.25);
                case "euler-maruyama", "ddpm", "ddpm:0.5", "ddpm:1" -> new Expected(1, 1, 1);
                // Solver and noise act one after the other, which is exact in the order of the solver only where both
                // keep the law.
                case "dpm2-ancestral", "dpmpp-2s-ancestral" -> new Expected(2, 1, 1);
                // Less noise forgets the start more slowly, whose law is not quite that of the level.
                case "dpm2-ancestral:0.5" -> new Expected(1, 1, 0.25);
                // γ = 40/N in a step of half 11/N.
                case "edm:40" -> new Expected(2, 1, 40 / (LENGTH / 2));
                case "dpmpp-sde", "dpmpp-2m-sde", "dpmpp-2m-sde-heun", "dpmpp-3m-sde", "dpmpp-3m-sde-half", "sa-solver",
                        "sa-solver:1:3:3" ->
                    new Expected(2, 2, 1);
                case "multistep:3", "dpmpp-3m:lower-final", "dpmpp-3s", "deis:3", "lms:3" -> new Expected(3, 3, 0);
                // UniPC-p has order p + 1; a last step of order one takes one off two.
                case "unipc:2", "unipc:2:bh1" -> new Expected(3, 3, 0);
                case "unipc:3", "unipc:3:bh1", "lms:4" -> new Expected(4, 4, 0);
                default -> new Expected(2, 2, 0);
            };
        }
    }

    private static TimeGrid even(int steps) {
        return TimeGrid.uniformInLogSnr(2 - LENGTH, 2, steps);
    }

    /** Largest error of mean and deviation of a coordinate, against the process that has a share of the noise. */
    private static double error(LinearSampler sampler, double w, double churn, TimeGrid grid) {
        GaussianLaw is = GaussianLaw.of(sampler, ScorePair.MILD, w, grid);
        GaussianLaw must = ScorePair.MILD.limit(w, churn, grid.start(), grid.end());
        double most = 0;
        for (int i = 0; i < is.coordinates().size(); i++) {
            most = Math.max(most, Math.abs(is.coordinates().get(i).mean() - must.coordinates().get(i).mean()));
            most = Math.max(most,
                    Math.abs(is.coordinates().get(i).deviation() - must.coordinates().get(i).deviation()));
        }
        return most;
    }

    /** The power of the number of steps with which the error falls. */
    private static double order(LinearSampler sampler, double w, double churn, IntFunction<TimeGrid> grids,
            int fewest) {
        return Math.log(error(sampler, w, churn, grids.apply(fewest))
                / error(sampler, w, churn, grids.apply(4 * fewest))) / Math.log(4);
    }

    static Stream<LinearSampler> schemes() {
        return Stream.concat(Samplers.known().stream().filter(sampler -> !sampler.name().equals("lcm")),
                Stream.of("dpm2-ancestral:0.5", "dpmpp-2m-sde:0.5", "dpmpp-3m-sde:0.5", "sa-solver:0.5")
                        .map(Samplers::byName));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void eachHasItsOrder(LinearSampler sampler) {
        Expected expected = Expected.of(sampler.name());
        for (double w : new double[] {0, 1}) {
            int order = w == 0 ? expected.order() : expected.guidedOrder();
            // Errors of high orders soon reach those of rounding.
            double found = order(sampler, w, expected.churn(), ConvergenceTest::even, order > 2 ? 50 : 200);
            assertThat(found).as("%s at w=%s", sampler.name(), w).isBetween(order - 0.3, order + 0.6);
        }
    }

    /** Levels even in the time of the diffusion with linear β, that is in training steps. */
    private static TimeGrid evenInTime(int steps) {
        return new TimeGrid(IntStream.rangeClosed(0, steps).mapToObj(i -> Levels.ofTime(1 - 0.8 * i / steps)).toList());
    }

    /** The transfer takes the noise to be constant, so that any combination of predictions has order two. */
    @ParameterizedTest
    @ValueSource(strings = {"plms", "pndm"})
    void pseudoNumericalMethodsHaveOrderTwoOnTheirOwnLevels(String name) {
        for (double w : new double[] {0, 1}) {
            assertThat(order(Samplers.byName(name), w, 0, ConvergenceTest::evenInTime, 100)).isBetween(1.7, 2.6);
        }
    }

    @Test
    void noisingPredictionsAnewKeepsNoLaw() {
        LinearSampler consistency = Samplers.byName("lcm");
        for (double churn : new double[] {0, 1}) {
            assertThat(error(consistency, 0, churn, even(800))).isGreaterThan(0.3);
        }
    }
}
