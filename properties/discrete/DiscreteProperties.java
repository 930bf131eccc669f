package discrete;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import support.ClaimProperties;

/** Claims about samplers with a finite number of steps: on overlapping laws, and on the known counterexample. */
class DiscreteProperties extends ClaimProperties {
    @Property(tries = 6, seed = "1", shrinking = ShrinkingMode.OFF)
    @Label("discrete.drop")
    void drop(@ForAll("dropExamples") Setting setting) {
        holds("discrete.drop", setting);
    }

    @Provide
    Arbitrary<Setting> dropExamples() {
        return examples("discrete.drop", 6);
    }

    @Property(tries = 5, seed = "1", shrinking = ShrinkingMode.OFF)
    @Label("discrete.weak-order")
    void weakOrder(@ForAll("weakOrderExamples") Setting setting) {
        holds("discrete.weak-order", setting);
    }

    @Provide
    Arbitrary<Setting> weakOrderExamples() {
        return examples("discrete.weak-order", 5);
    }

    @Property(tries = 10, seed = "1", shrinking = ShrinkingMode.OFF)
    @Label("discrete.score-error")
    void scoreError(@ForAll("scoreErrorExamples") Setting setting) {
        holds("discrete.score-error", setting);
    }

    @Provide
    Arbitrary<Setting> scoreErrorExamples() {
        return examples("discrete.score-error", 10);
    }

    @Example
    @Label("discrete.score-error-l2")
    void squareScoreError() {
        isRefutedWithoutSampling("discrete.score-error-l2");
    }

    @Example
    @Label("discrete.coarse")
    void coarse() {
        isRefutedWithoutSampling("discrete.coarse");
    }
}
