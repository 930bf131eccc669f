package path;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import support.ClaimProperties;

/** What happens along a guided path, on random laws and schedules. */
class PathProperties extends ClaimProperties {
    @Property(tries = 60, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("path.confidence-grows")
    void confidenceGrows(@ForAll("laws") Setting setting) {
        holds("path.confidence-grows", setting);
    }
}
