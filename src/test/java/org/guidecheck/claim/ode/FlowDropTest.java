package org.guidecheck.claim.ode;

import static org.assertj.core.api.Assertions.assertThat;

import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;

class FlowDropTest {
    private static final double ALPHA = 1e-9;
    private static final LabelledLaw LINE = ReferenceCases.law(0.4, Gaussian.isotropic(new double[] {1}, 0.5),
            Gaussian.isotropic(new double[] {-1}, 0.5));
    private static final LabelledLaw PLANE = ReferenceCases.law(0.4,
            Gaussian.isotropic(new double[] {0.6, 0}, 0.5), Gaussian.isotropic(new double[] {-0.6, 0}, 0.5));

    private static Setting setting(LabelledLaw law) {
        return Setting.of(law, 0, GuidanceSchedule.constant(1), 3);
    }

    @Test
    void isDecidedOnTheLine() {
        assertThat(new FlowDrop().decide(setting(LINE), ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(new FlowDrop().decide(setting(ReferenceCases.A), ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(new FlowDrop().decide(setting(ReferenceCases.T), ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void guidanceAwayFromTheClassIsRefuted() {
        assertThat(new FlowDrop(-1).decide(setting(LINE), ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(new FlowDrop(-2).decide(setting(PLANE), ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void drawsDoNotConfirm() {
        assertThat(new FlowDrop().decide(setting(PLANE), ALPHA).outcome()).isEqualTo(Outcome.NOT_REFUTED);
    }
}
