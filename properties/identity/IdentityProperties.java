package identity;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import support.ClaimProperties;

/** Identities behind the oracles, on random laws and schedules. */
class IdentityProperties extends ClaimProperties {
    @Property(tries = 60, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("identity.bounded-representation")
    void boundedRepresentation(@ForAll("laws") Setting setting) {
        holds("identity.bounded-representation", setting);
    }

    @Property(tries = 5, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("identity.reweighting")
    void reweighting(@ForAll("laws") Setting setting) {
        holds("identity.reweighting", setting);
    }

    @Property(tries = 60, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("identity.master")
    void master(@ForAll("laws") Setting setting) {
        holds("identity.master", setting);
    }

    @Property(tries = 60, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("identity.reflection")
    void reflection(@ForAll("lawsAtOneWeight") Setting setting) {
        holds("identity.reflection", setting);
    }
}
