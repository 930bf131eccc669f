package reward;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import support.ClaimProperties;

/** Claims about guidance by rewards, on random Gaussian mixtures. */
class RewardProperties extends ClaimProperties {
    @Property(tries = 8, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("reward.mean-rises")
    void meanRises(@ForAll("meanRisesExamples") Setting setting) {
        holds("reward.mean-rises", setting);
    }

    @Provide
    Arbitrary<Setting> meanRisesExamples() {
        return examples("reward.mean-rises", 8);
    }

    @Property(tries = 6, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("reward.tilted-law")
    void tiltedLaw(@ForAll("tiltedLawExamples") Setting setting) {
        holds("reward.tilted-law", setting);
    }

    @Provide
    Arbitrary<Setting> tiltedLawExamples() {
        return examples("reward.tilted-law", 6);
    }
}
