package over;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import support.ClaimProperties;

/** What guidance costs: its price on random laws, and two beliefs about diversity that are refuted without sampling. */
class OverProperties extends ClaimProperties {
    @Property(tries = 40, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("over.price")
    void price(@ForAll("laws") Setting setting) {
        passes("over.price", setting);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"over.diversity", "over.mode-share"})
    void beliefIsRefuted(String id) {
        isRefutedWithoutSampling(id);
    }
}
