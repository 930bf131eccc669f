package org.guidecheck.claim.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;

/** The theorem's conditions, two classes and one variance, are necessary: without either some path loses. */
class IsotropicGaussiansTest {
    private static final IsotropicGaussians CLAIM = new IsotropicGaussians();

    private static Setting setting(LabelledClass... classes) {
        return Setting.of(new LabelledLaw(List.of(classes)), 0, GuidanceSchedule.constant(2), 3);
    }

    private static LabelledClass gaussian(String label, double prior, double variance, double... mean) {
        return new LabelledClass(label, prior, Gaussian.isotropic(mean, variance));
    }

    @Test
    void holdsInThePlaneForASchedule() {
        Setting setting = Setting.of(new LabelledLaw(List.of(
                gaussian("a", 0.2, 1, 1, -0.5), gaussian("b", 0.8, 1, -1, 0))), 0,
                GuidanceSchedule.parse("0,-1:3,2:0.5"), 3);
        assertThat(CLAIM.appliesTo(setting)).isTrue();
        assertThat(CLAIM.decide(setting, 1e-8).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void isRefutedForThreeClasses() {
        Setting setting = setting(gaussian("middle", 0.4, 1, 0), gaussian("left", 0.3, 1, -2),
                gaussian("right", 0.3, 1, 2));
        assertThat(CLAIM.appliesTo(setting)).isFalse();
        assertThat(CLAIM.decide(setting, 1e-8).evidence().get(0).outcome()).isEqualTo(Outcome.REFUTED);
        Setting plane = setting(gaussian("a", 0.2, 1, 0.5, 0.5), gaussian("b", 0.4, 1, -2, 0),
                gaussian("c", 0.4, 1, 2, 0));
        assertThat(CLAIM.decide(plane, 1e-8).evidence()).extracting(Evidence::outcome).contains(Outcome.REFUTED);
    }

    @Test
    void isRefutedForTwoVariances() {
        Setting setting = setting(gaussian("narrow", 0.5, 1, 0.5), gaussian("wide", 0.5, 4, 0));
        assertThat(CLAIM.appliesTo(setting)).isFalse();
        assertThat(CLAIM.decide(setting, 1e-8).outcome()).isEqualTo(Outcome.REFUTED);
    }
}
