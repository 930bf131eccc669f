package org.guidecheck.claim.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.guidecheck.ReferenceCases;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.junit.jupiter.api.Test;

/** The paper's schedule between the ends of a process. */
class PaperScheduleTest {
    private static final int STEPS = 4000;

    @Test
    void eachStepObeysThePapersFormulaWithOneConstant() {
        GuidedProcess process = ReferenceCases.process(ReferenceCases.A, 1);
        TimeGrid grid = PaperSchedule.grid(process, STEPS);
        assertThat(grid.steps()).isEqualTo(STEPS);
        double c = PaperSchedule.constant(grid);
        assertThat(c).isBetween(1.0, 3.0);
        for (int n = 0; n < STEPS - 1; n++) {
            NoiseLevel one = grid.level(n);
            double next = one.signal() + c * one.signal() * one.noise() * Math.log(STEPS) / STEPS;
            assertThat(grid.level(n + 1).signal()).isCloseTo(next, within(1e-9 * next));
        }
    }

    @Test
    void theEndsAreThoseOfTheProcess() {
        for (double stop : new double[] {0, 0.01}) {
            GuidedProcess process = ReferenceCases.process(ReferenceCases.T, 1).stoppedAt(stop);
            TimeGrid own = process.grid(STEPS);
            TimeGrid grid = PaperSchedule.grid(process, STEPS);
            assertThat(grid.start()).isEqualTo(own.start());
            assertThat(grid.end().noise()).isCloseTo(own.end().noise(), within(1e-9));
            int last = stop > 0 ? STEPS : STEPS - 1;
            assertThat(grid.level(last).logSnr()).isCloseTo(own.level(last).logSnr(), within(1e-8));
        }
    }

    @Test
    void fewStepsAreRefused() {
        assertThatThrownBy(() -> PaperSchedule.grid(ReferenceCases.process(ReferenceCases.T, 1), 99))
                .hasMessageContaining("steps=99");
    }
}
