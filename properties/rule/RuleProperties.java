package rule;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Reporter;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import org.guidecheck.generator.LawArbitraries;
import support.ClaimProperties;

/** Guidance rules: theorems, and open or false claims on random laws and counterexamples. */
class RuleProperties extends ClaimProperties {
    @Property(tries = 8, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("rule.interval")
    void interval(@ForAll("laws") Setting setting) {
        holds("rule.interval", setting);
    }

    @Property(tries = 8, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("rule.schedule")
    void schedule(@ForAll("laws") Setting setting) {
        holds("rule.schedule", setting);
    }

    @Property(tries = 40, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("rule.projected")
    void projected(@ForAll("laws") Setting setting) {
        passes("rule.projected", setting);
    }

    @Example
    @Label("rule.rescaled on random laws")
    void rescaled(Reporter reporter) {
        countOnRandomLaws("rule.rescaled", LawArbitraries.laws(), 6, reporter);
    }

    @Example
    @Label("rule.cfg-zero-star on random laws")
    void cfgZeroStar(Reporter reporter) {
        countOnRandomLaws("rule.cfg-zero-star", LawArbitraries.laws(), 6, reporter);
    }

    @Example
    @Label("rule.cfg-zero-star")
    void cfgZeroStarOnItsCounterexample() {
        isRefutedOnItsCounterexample("rule.cfg-zero-star");
    }
}
