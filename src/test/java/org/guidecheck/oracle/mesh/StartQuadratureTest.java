package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.guidecheck.ReferenceCases;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Heun;
import org.junit.jupiter.api.Test;

class StartQuadratureTest {
    private static final LabelledLaw LAW = ReferenceCases.law(0.4, Gaussian.isotropic(new double[] {0.8}, 0.5),
            Gaussian.isotropic(new double[] {-0.6}, 0.8));

    @Test
    void givesTheMassAndTheMeanOfAGaussian() {
        StartQuadrature run =
                new StartQuadrature(ReferenceCases.process(LAW, 0), TimeGrid.forLaw(LAW, 100), new Heun());
        assertThat(run.mean((y, odds) -> 1).value()).isCloseTo(1, within(1e-9));
        Result mean = run.mean((y, odds) -> y);
        // The start is off by √t·0.8, and Heun's 100 steps by less than that.
        assertThat(mean.value()).isCloseTo(0.8, within(2 * Math.sqrt(TimeGrid.START_SIGNAL)));
    }

    @Test
    void tendsToTheReferenceFlow() {
        GuidanceSchedule one = GuidanceSchedule.constant(1);
        Result flow = new ReferenceFlow(new GuidedProcess(LAW, 0, one, 0.2)).meanReciprocal();
        double[] off = new double[2];
        for (int r = 0; r < 2; r++) {
            Result run = new StartQuadrature(new GuidedProcess(LAW, 0, one, 0), TimeGrid.forLaw(LAW, 100 << r, 0.2),
                    new Heun()).meanReciprocal();
            off[r] = run.value() - flow.value();
            assertThat(run.errorBound()).isLessThan(0.01 * Math.abs(off[r]));
        }
        // Second order, at steps of 0.13 and 0.065 in λ.
        assertThat(off[0] / off[1]).isCloseTo(4, within(0.4));
    }

    @Test
    void anUnresolvedLeapShowsInTheBound() {
        LabelledLaw separated = ReferenceCases.law(0.5,
                ReferenceCases.mixture(new double[] {0.5, 0.5}, new double[] {-2, 2}, new double[] {0.1, 0.1}),
                Gaussian.isotropic(new double[] {0}, 0.01));
        StartQuadrature run =
                new StartQuadrature(ReferenceCases.process(separated, 0), TimeGrid.forLaw(separated, 100), new Heun());
        // All of M_0 above 1 lies in the gap.
        Result reciprocal = run.meanReciprocal();
        assertThat(reciprocal.errorBound()).isGreaterThan(1);
        assertThat(run.mean((y, odds) -> 1).errorBound()).isLessThan(1e-6);
    }

    @Test
    void aSamplerThatDrawsIsRefused() {
        StartQuadrature run =
                new StartQuadrature(ReferenceCases.process(LAW, 0), TimeGrid.forLaw(LAW, 4), new Ddpm());
        assertThatThrownBy(run::meanReciprocal)
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("asks for more");
    }
}
