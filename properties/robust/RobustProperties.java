package robust;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Reporter;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import org.guidecheck.generator.GuidanceArbitraries;
import org.guidecheck.generator.LawArbitraries;
import support.ClaimProperties;
import support.Settings;

/** Guidance by wrong classifiers: the theorem on two classes, and false claims on random laws and counterexamples. */
class RobustProperties extends ClaimProperties {
    @Property(tries = 10, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("robust.prior-shift-two-classes")
    void priorShiftOfTwoClasses(@ForAll("lawsOfTwoClasses") Setting setting) {
        passes("robust.prior-shift-two-classes", setting);
    }

    @Provide
    Arbitrary<Setting> lawsOfTwoClasses() {
        return Settings.of(LawArbitraries.laws().filter(law -> law.classes().size() == 2),
                GuidanceArbitraries.schedules());
    }

    @Example
    @Label("robust.label-noise on random laws")
    void labelNoise(Reporter reporter) {
        countOnRandomLaws("robust.label-noise", LawArbitraries.laws(), 6, reporter);
    }

    @Example
    @Label("robust.label-noise")
    void labelNoiseOnItsCounterexample() {
        isRefutedOnItsCounterexample("robust.label-noise");
    }

    @Example
    @Label("robust.law-shift on random laws")
    void lawShift(Reporter reporter) {
        countOnRandomLaws("robust.law-shift", LawArbitraries.laws(), 3, reporter);
    }

    @Example
    @Label("robust.law-shift")
    void lawShiftOnItsCounterexample() {
        isRefutedOnItsCounterexample("robust.law-shift");
    }

    @Example
    @Label("robust.prior-shift on random laws")
    void priorShift(Reporter reporter) {
        countOnRandomLaws("robust.prior-shift", LawArbitraries.laws().filter(law -> law.classes().size() > 2), 3,
                reporter);
    }

    @Example
    @Label("robust.prior-shift")
    void priorShiftOnItsCounterexample() {
        isRefutedOnItsCounterexample("robust.prior-shift");
    }
}
