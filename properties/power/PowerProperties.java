package power;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import support.ClaimProperties;

/** Moments of the reciprocal posterior, the sharp law of guidance and its tail, on random laws. */
class PowerProperties extends ClaimProperties {
    @Property(tries = 60, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("power.moments-drop")
    void momentsDrop(@ForAll("laws") Setting setting) {
        holds("power.moments-drop", setting);
    }

    @Property(tries = 60, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("power.sharp")
    void sharp(@ForAll("lawsAtOneWeight") Setting setting) {
        holds("power.sharp", setting);
    }

    @Property(tries = 60, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("power.tail")
    void tail(@ForAll("laws") Setting setting) {
        holds("power.tail", setting);
    }

    @Property(tries = 30, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("power.grade")
    void grade(@ForAll("laws") Setting setting) {
        holds("power.grade", setting);
    }
}
