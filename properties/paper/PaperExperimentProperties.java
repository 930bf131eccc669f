package paper;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Setting;
import support.ClaimProperty;
import support.Settings;

class PaperExperimentProperties {
    private static final String ID = "paper.experiment";

    @Property(tries = 4, seed = "1")
    void holdsOnItsOwnLaws(@ForAll("settings") Setting setting) {
        ClaimProperty.of(ID).holds(setting);
    }

    @Provide
    Arbitrary<Setting> settings() {
        List<Setting> own = Catalogue.named(ID).examples(1, Settings.seed());
        return Arbitraries.of(own);
    }
}
