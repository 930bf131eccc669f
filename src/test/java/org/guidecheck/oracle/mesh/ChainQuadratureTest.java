package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GaussianSampler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("thorough")
class ChainQuadratureTest {
    private static final List<GaussianSampler> SAMPLERS = List.of(new EulerMaruyama(), new Ddpm());

    /** Euler–Maruyama with its score and its noise each multiplied by a wrong factor. */
    private record Off(double push, double deviation) implements GaussianSampler {
        @Override
        public String name() {
            return "off";
        }

        @Override
        public Transition transition(NoiseLevel from, NoiseLevel to) {
            Transition right = new EulerMaruyama().transition(from, to);
            return new Transition(right.keep(), push * right.push(), deviation * right.deviation());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 1, 3})
    void tendsToFiniteDifferencesOnRandomLaws(double w) {
        GuidanceSchedule guidance = GuidanceSchedule.constant(w);
        // Laws whose grids stay short; narrower ones differ only in cost.
        List<LabelledLaw> laws = RandomLaws.draw(LawArbitraries.oneDimensional()
                .filter(law -> law.narrowestScale() >= 0.1 && law.marginal().cost() < 12), 10, 1);
        for (int i = 0; i < laws.size(); i++) {
            LabelledLaw law = laws.get(i);
            // The samplers alternate, so that each runs at every weight.
            GaussianSampler sampler = SAMPLERS.get((i + (w == 1 ? 1 : 0)) % 2);
            Result exact = new FiniteDifferences(new GuidedProcess(law, 0, guidance, 0)).meanReciprocal(1e-3);
            Result limit = ChainQuadrature.limit(new GuidedProcess(law, 0, guidance, 0), sampler, 2e-2);
            assertThat(exact.admits(limit.value(), limit.errorBound()))
                    .as("%s, w=%s, %s: %s, %s", sampler.name(), w, law, limit, exact).isTrue();
            assertThat(limit.relativeError()).as("%s, w=%s, %s", sampler.name(), w, law).isLessThan(0.05);
        }
    }

    /** Checked to four digits; the bounds, which allow for errors of other orders, guarantee three. */
    @ParameterizedTest
    @ValueSource(strings = {"0.25", "1", "3", "8"})
    void theIntegralAlongTheChainIsTheDrop(String weights) {
        assertTheIntegralIsTheDrop(weights);
    }

    @Tag("exhaustive")
    @Test
    void theIntegralAlongTheChainIsTheDropUnderASchedule() {
        assertTheIntegralIsTheDrop("0,-2:4,1:1");
    }

    private static void assertTheIntegralIsTheDrop(String weights) {
        GuidanceSchedule w = GuidanceSchedule.parse(weights);
        double unguided = 1 / ReferenceCases.T.prior(0);
        Result mean = new FiniteDifferences(new GuidedProcess(ReferenceCases.T, 0, w, 0)).meanReciprocal(1e-5);
        double drop = unguided - mean.value();
        Result integral = ChainQuadrature.limitOfDecrement(new GuidedProcess(ReferenceCases.T, 0, w, 0),
                new EulerMaruyama(), 1e-3);
        assertThat(integral.value()).isCloseTo(drop, within(1e-4 * drop));
        assertThat(integral.errorBound()).isLessThan(5e-3 * drop);
        // A process whose noise is a tenth too large has a different integral and a different drop.
        Result off = ChainQuadrature.limitOfDecrement(new GuidedProcess(ReferenceCases.T, 0, w, 0), new Off(1, 1.1),
                1e-3);
        assertThat(off.value()).isNotCloseTo(drop, within(5e-3 * drop));
    }

    @Test
    void tendsToKnownValues() {
        for (int i = 1; i <= 4; i++) {
            ReferenceCases.Reference reference = ReferenceCases.VALUES_T.get(i);
            GaussianSampler sampler = SAMPLERS.get(i % 2);
            Result limit = ChainQuadrature.limit(ReferenceCases.process(ReferenceCases.T, reference.w()), sampler,
                    1e-3);
            // The bound plus the effect of starting at t > 0, 1e-5 of M_0.
            assertThat(limit.admits(reference.value(), 2e-5)).as("%s, %s, %s", sampler.name(), reference, limit)
                    .isTrue();
            assertThat(limit.relativeError()).isLessThan(1e-3);
        }
    }

    @Test
    void anErrorOfOnePercentInAStepIsSeen() {
        GuidanceSchedule one = GuidanceSchedule.constant(1);
        Result exact = new FiniteDifferences(new GuidedProcess(ReferenceCases.A, 0, one, 0)).meanReciprocal(1e-4);
        assertThat(agrees(ReferenceCases.A, new Off(1, 1), exact)).isTrue();
        assertThat(agrees(ReferenceCases.A, new Off(0.99, 1), exact)).isFalse();
        assertThat(agrees(ReferenceCases.A, new Off(1, 1.01), exact)).isFalse();
        Result limit = ChainQuadrature.limit(new GuidedProcess(ReferenceCases.A, 0, one, 0), new Off(1, 1), 1e-3);
        assertThat(exact.admits(1.01 * limit.value(), limit.errorBound())).isFalse();
    }

    private static boolean agrees(LabelledLaw law, GaussianSampler sampler, Result exact) {
        Result limit = ChainQuadrature.limit(ReferenceCases.process(law, 1), sampler, 1e-3);
        return exact.admits(limit.value(), limit.errorBound());
    }

    @Test
    void givesTheMomentsOfAnAffineChain() {
        double m = 0.7;
        double variance = 0.36;
        LabelledLaw law = ReferenceCases.law(0.5, Gaussian.isotropic(new double[] {m}, variance),
                Gaussian.isotropic(new double[] {-1}, 1));
        TimeGrid grid = TimeGrid.forLaw(law, 20);
        for (GaussianSampler sampler : List.of(new EulerMaruyama(), new Ddpm(), new Ddim(0.5))) {
            double mean = 0;
            double spread = 1;
            for (int k = 0; k < grid.steps(); k++) {
                GaussianSampler.Transition step = sampler.transition(grid.level(k), grid.level(k + 1));
                NoiseLevel from = grid.level(k);
                double slope = -1 / (from.signal() * variance + from.noise());
                double factor = step.keep() + step.push() * slope;
                mean = factor * mean - step.push() * slope * Math.sqrt(from.signal()) * m;
                spread = factor * factor * spread + step.deviation() * step.deviation();
            }
            GuidanceSchedule unguided = GuidanceSchedule.constant(0);
            GuidedProcess process = new GuidedProcess(law, 0, unguided, 0);
            Result first = ChainQuadrature.mean(process, grid, sampler, (y, odds) -> y);
            Result second = ChainQuadrature.mean(process, grid, sampler, (y, odds) -> y * y);
            assertThat(first.value()).as(sampler.name()).isCloseTo(mean, within(first.errorBound() + 1e-12));
            assertThat(second.value()).isCloseTo(mean * mean + spread, within(second.errorBound()));
            assertThat(second.errorBound()).isLessThan(1e-4);
        }
    }

    @Test
    void argumentsOutOfRangeAreNamed() {
        GuidanceSchedule one = GuidanceSchedule.constant(1);
        TimeGrid grid = TimeGrid.forLaw(ReferenceCases.A, 4);
        assertThatThrownBy(() -> ChainQuadrature.meanReciprocal(new GuidedProcess(ReferenceCases.A, 2, one, 0), grid,
                new Ddpm()))
                .hasMessage("class=2: must be an index below 2");
        assertThatThrownBy(() -> ChainQuadrature.meanReciprocal(new GuidedProcess(ReferenceCases.A, 0, one, 0), grid,
                new Ddim()))
                .hasMessageContaining("sampler=ddim: has no noise");
        assertThatThrownBy(() -> ChainQuadrature.meanReciprocal(new GuidedProcess(ReferenceCases.A, 0, one.plus(-2), 0),
                grid, new Ddpm()))
                .hasMessageContaining("weight=-1.0");
        assertThatThrownBy(() -> ChainQuadrature.limit(new GuidedProcess(ReferenceCases.A, 0, one, 0), new Ddpm(), 0))
                .hasMessage("precision=0.0: must be positive");
        LabelledLaw plane = ReferenceCases.law(0.5, Gaussian.isotropic(new double[2], 1),
                Gaussian.isotropic(new double[2], 2));
        assertThatThrownBy(() -> ChainQuadrature.meanReciprocal(new GuidedProcess(plane, 0, one, 0), grid, new Ddpm()))
                .hasMessage("dimension=2: must be 1");
        // Euler's first steps are so long that the mean of 1/p overflows.
        assertThatThrownBy(() -> ChainQuadrature.meanReciprocal(ReferenceCases.process(ReferenceCases.T, 0),
                TimeGrid.forLaw(ReferenceCases.T, 4), new EulerMaruyama())).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("over a chain of 4 steps");
    }
}
