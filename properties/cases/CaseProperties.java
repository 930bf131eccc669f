package cases;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import support.ClaimProperties;

/** Special cases, each on example laws of its kind. */
class CaseProperties extends ClaimProperties {
    @Property(tries = 3, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("case.gaussian-pair")
    void gaussianPair(@ForAll("gaussianPairExamples") Setting setting) {
        holds("case.gaussian-pair", setting);
    }

    @Provide
    Arbitrary<Setting> gaussianPairExamples() {
        return examples("case.gaussian-pair", 6);
    }

    @Property(tries = 8, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("case.isotropic-gaussians")
    void isotropicGaussians(@ForAll("isotropicGaussiansExamples") Setting setting) {
        holds("case.isotropic-gaussians", setting);
    }

    @Provide
    Arbitrary<Setting> isotropicGaussiansExamples() {
        return examples("case.isotropic-gaussians", 15);
    }

    @Property(tries = 10, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("case.intervals")
    void intervals(@ForAll("intervalsExamples") Setting setting) {
        holds("case.intervals", setting);
    }

    @Provide
    Arbitrary<Setting> intervalsExamples() {
        return examples("case.intervals", 10);
    }

    @Property(tries = 12, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("case.entropy")
    void entropy(@ForAll("entropyExamples") Setting setting) {
        holds("case.entropy", setting);
    }

    @Provide
    Arbitrary<Setting> entropyExamples() {
        return examples("case.entropy", 12);
    }
}
