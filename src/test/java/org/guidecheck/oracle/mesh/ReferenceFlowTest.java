package org.guidecheck.oracle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.guidecheck.ReferenceCases;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.Heun;
import org.guidecheck.sampler.Noise;
import org.junit.jupiter.api.Test;

class ReferenceFlowTest {
    private static final LabelledLaw SPACE = ReferenceCases.law(0.4,
            Gaussian.isotropic(new double[] {1, -0.5, 0.2}, 0.25), Gaussian.isotropic(new double[] {-1, 0, 0.5}, 0.5));

    /** Unguided, x/√t − m shrinks by √(v/(v + σ²)) for one Gaussian of variance v. */
    @Test
    void carriesAGaussianClassAsInTheClosedForm() {
        double[] start = {0.3, -1.2, 2};
        double[] end = new ReferenceFlow(ReferenceCases.process(SPACE, 0)).end(start);
        TimeGrid grid = TimeGrid.forLaw(SPACE, 2);
        double sigma = grid.start().sigma();
        double factor = Math.sqrt(0.25 / (0.25 + sigma * sigma));
        double[] mean = {1, -0.5, 0.2};
        for (int i = 0; i < 3; i++) {
            double expected = mean[i] + factor * (start[i] / Math.sqrt(grid.start().signal()) - mean[i]);
            // A hundred times the tolerance of the step control.
            assertThat(end[i]).isCloseTo(expected, within(1e-7));
        }
    }

    @Test
    void isTheLimitOfHeunForShortSteps() {
        double[] start = {0.3, -1.2, 2};
        GuidanceSchedule two = GuidanceSchedule.constant(2);
        double[] exact = new ReferenceFlow(new GuidedProcess(SPACE, 0, two, 0.1)).end(start);
        double[] distances = new double[2];
        for (int r = 0; r < 2; r++) {
            double[] end = new Heun().sample(new BlockDenoiser(ClassVersusRest.of(SPACE, 0)), two,
                    TimeGrid.forLaw(SPACE, 200 << r, 0.1), Noise.startingAt(start, 3));
            for (int i = 0; i < 3; i++) {
                distances[r] = Math.max(distances[r], Math.abs(end[i] - exact[i]));
            }
        }
        // Second order: a quarter. The step in λ is below 0.1, so that the next order changes this by a tenth.
        assertThat(distances[1]).isLessThan(1e-4);
        assertThat(distances[0] / distances[1]).isCloseTo(4, within(0.4));
    }

    @Test
    void outputHasMassOneAndTheLawOfTheClassIfUnguided() {
        for (LabelledLaw law : new LabelledLaw[] {ReferenceCases.A, ReferenceCases.T}) {
            ReferenceFlow flow = new ReferenceFlow(ReferenceCases.process(law, 0));
            assertThat(flow.mean((y, odds) -> 1).value()).isCloseTo(1, within(1e-7));
            Result unguided = flow.meanReciprocal();
            // The start is off by √t times the mean of the class, of a size below √1e-5, and so is the end.
            assertThat(unguided.value()).isCloseTo(1 / law.prior(0), within(2 * Math.sqrt(TimeGrid.START_SIGNAL)
                    * 1 / law.prior(0)));
            assertThat(unguided.relativeError()).isLessThan(1e-6);
        }
    }

    @Test
    void isNotTheProcessWithNoise() {
        GuidanceSchedule one = GuidanceSchedule.constant(1);
        Result flow = new ReferenceFlow(new GuidedProcess(ReferenceCases.T, 0, one, 0)).meanReciprocal();
        Result process = new FiniteDifferences(new GuidedProcess(ReferenceCases.T, 0, one, 0)).meanReciprocal(1e-4);
        assertThat(flow.admits(process.value(), process.errorBound())).isFalse();
    }

    @Test
    void argumentsOutOfRangeAreNamed() {
        ReferenceFlow flow = new ReferenceFlow(ReferenceCases.process(SPACE, 0));
        assertThatThrownBy(() -> flow.end(new double[2])).hasMessage("from=2 coordinates: must be 3");
        assertThatThrownBy(flow::meanReciprocal).hasMessage("dimension=3: must be 1");
    }
}
