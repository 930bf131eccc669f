package foundation;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import support.ClaimProperties;

/** Noised densities, scores, posteriors and draws, on random laws of every family. */
class FoundationProperties extends ClaimProperties {
    @Property(tries = 200, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("foundation.score")
    void score(@ForAll("lawsAtOneWeight") Setting setting) {
        holds("foundation.score", setting);
    }

    @Property(tries = 40, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("foundation.normalised")
    void normalised(@ForAll("lawsAtOneWeight") Setting setting) {
        holds("foundation.normalised", setting);
    }

    @Property(tries = 200, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("foundation.fokker-planck")
    void fokkerPlanck(@ForAll("lawsAtOneWeight") Setting setting) {
        holds("foundation.fokker-planck", setting);
    }

    @Property(tries = 40, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("foundation.tweedie")
    void tweedie(@ForAll("lawsAtOneWeight") Setting setting) {
        holds("foundation.tweedie", setting);
    }

    @Property(tries = 200, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("foundation.prior-limit")
    void priorLimit(@ForAll("lawsAtOneWeight") Setting setting) {
        holds("foundation.prior-limit", setting);
    }

    @Property(tries = 40, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("foundation.sampling")
    void sampling(@ForAll("lawsAtOneWeight") Setting setting) {
        holds("foundation.sampling", setting);
    }
}
