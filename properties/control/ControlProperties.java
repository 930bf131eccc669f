package control;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import support.ClaimProperties;

/** Positive controls, on example laws. */
class ControlProperties extends ClaimProperties {
    @Property(tries = 5, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("control.corrected-tilt")
    void correctedTilt(@ForAll("correctedTiltExamples") Setting setting) {
        holds("control.corrected-tilt", setting);
    }

    @Provide
    Arbitrary<Setting> correctedTiltExamples() {
        return examples("control.corrected-tilt", 5);
    }
}
