package paper;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import support.ClaimProperties;

/** Claims of the paper, on random laws and schedules, and its experiment on cases A and T. */
class PaperProperties extends ClaimProperties {
    @Property(tries = 200, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("paper.martingale")
    void martingale(@ForAll("laws") Setting setting) {
        holds("paper.martingale", setting);
    }

    @Property(tries = 100, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("paper.mean-reciprocal-drops")
    void meanReciprocalDrops(@ForAll("laws") Setting setting) {
        holds("paper.mean-reciprocal-drops", setting);
    }

    @Property(tries = 100, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("paper.decrement-identity")
    void decrementIdentity(@ForAll("laws") Setting setting) {
        holds("paper.decrement-identity", setting);
    }

    @Property(tries = 50, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("paper.strict")
    void strict(@ForAll("laws") Setting setting) {
        holds("paper.strict", setting);
    }

    @Property(tries = 15, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("paper.unguided")
    void unguided(@ForAll("laws") Setting setting) {
        holds("paper.unguided", setting);
    }

    @Property(tries = 200, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("paper.cfg-is-classifier-guidance")
    void cfgIsClassifierGuidance(@ForAll("laws") Setting setting) {
        holds("paper.cfg-is-classifier-guidance", setting);
    }

    @Property(tries = 4, seed = "1")
    @Label("paper.experiment")
    void experiment(@ForAll("experimentExamples") Setting setting) {
        holds("paper.experiment", setting);
    }

    @Provide
    Arbitrary<Setting> experimentExamples() {
        return examples("paper.experiment", 1);
    }
}
