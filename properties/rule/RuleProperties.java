package rule;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Reporter;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import org.guidecheck.generator.GuidanceArbitraries;
import org.guidecheck.generator.LawArbitraries;
import support.ClaimProperties;
import support.Settings;

/** Guidance rules: theorems, and open or false claims on random laws and counterexamples. */
class RuleProperties extends ClaimProperties {
    @Provide
    Arbitrary<Setting> lawsOnTheLine() {
        return Settings.of(LawArbitraries.withDimension(1), GuidanceArbitraries.schedules());
    }

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

    @Property(tries = 8, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("rule.apg")
    void apg(@ForAll("laws") Setting setting) {
        passes("rule.apg", setting);
    }

    @Property(tries = 8, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("rule.cfg-zero-star-steps")
    void cfgZeroStarBySteps(@ForAll("laws") Setting setting) {
        passes("rule.cfg-zero-star-steps", setting);
    }

    @Property(tries = 8, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("rule.power-law")
    void powerLaw(@ForAll("laws") Setting setting) {
        passes("rule.power-law", setting);
    }

    @Property(tries = 8, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("rule.perpendicular")
    void perpendicular(@ForAll("laws") Setting setting) {
        passes("rule.perpendicular", setting);
    }

    @Property(tries = 8, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    @Label("rule.rescaled-line")
    void rescaledOnTheLine(@ForAll("lawsOnTheLine") Setting setting) {
        passes("rule.rescaled-line", setting);
    }

    @Example
    @Label("rule.rescaled-space on random laws")
    void rescaledInSpace(Reporter reporter) {
        countOnRandomLaws("rule.rescaled-space", LawArbitraries.laws().dimension(3, 3), 4, reporter);
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

    @Example
    @Label("rule.unconditional-base")
    void unconditionalBase() {
        isRefutedWithoutSampling("rule.unconditional-base");
    }

    @Example
    @Label("rule.threshold")
    void threshold() {
        isRefutedWithoutSampling("rule.threshold");
    }

    @Example
    @Label("rule.autoguidance")
    void autoguidance() {
        isRefutedWithoutSampling("rule.autoguidance");
    }
}
