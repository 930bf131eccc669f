package org.guidecheck.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.law.Atom;
import org.guidecheck.law.LabelledLaw;
import org.junit.jupiter.api.Test;

class GuidedProcessTest {
    private static final GuidanceSchedule ONE = GuidanceSchedule.constant(1);
    private static final LabelledLaw ATOMS =
            ReferenceCases.law(0.25, new Atom(new double[] {0}), new Atom(new double[] {1}));

    @Test
    void stopsAtCleanDataOrAtTheDefaultNoiseForDegenerateLaws() {
        assertThat(GuidedProcess.of(ReferenceCases.A, 0, ONE).end().isClean()).isTrue();
        assertThat(GuidedProcess.of(ATOMS, 0, ONE).stop()).isEqualTo(TimeGrid.DEGENERATE_STOP);
        assertThat(GuidedProcess.of(ATOMS, 0, ONE).stoppedAt(0.2).grid(4).end().noise()).isCloseTo(0.2, within(1e-15));
    }

    @Test
    void knowsItsClass() {
        GuidedProcess process = GuidedProcess.of(ATOMS, 1, ONE);
        assertThat(process.label()).isEqualTo("rest");
        assertThat(process.classLaw()).isEqualTo(ATOMS.law(1));
        assertThat(process.sides().prior()).isEqualTo(process.prior()).isEqualTo(0.75);
        assertThat(process.unguidedMean()).isEqualTo(1 / 0.75);
        assertThat(process.unguided().guidance().largest()).isZero();
    }

    @Test
    void rejectsArgumentsOutOfRange() {
        for (int c : List.of(-1, 2)) {
            assertThatThrownBy(() -> GuidedProcess.of(ATOMS, c, ONE)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("class=" + c + ": must be an index below 2");
        }
        for (double stop : new double[] {-0.1, 0.5, Double.NaN}) {
            assertThatThrownBy(() -> new GuidedProcess(ATOMS, 0, ONE, stop))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("stop=" + stop);
        }
        assertThatThrownBy(() -> new GuidedProcess(ATOMS, 0, ONE, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stop=0: ").hasMessageContaining("atoms or flat parts");
    }
}
