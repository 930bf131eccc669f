package ode;

import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.claim.Setting;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import support.ClaimProperty;
import support.Settings;
import support.Tried;

/** An open question is tried and what is found is told; neither answer fails. */
class FlowDropProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("ode.mean-reciprocal-drops");
    private static final double[] WEIGHTS = {0.25, 1, 3};

    @Test
    void isTriedOnTheLine(TestReporter reporter) {
        // Narrow laws take step control long and say no more.
        ask(" on the line", reporter, RandomLaws.draw(LawArbitraries.oneDimensional()
                .filter(law -> law.narrowestScale() >= 0.1 && law.marginal().cost() < 12), 8, Settings.seed()));
    }

    @Test
    void isTriedInMoreDimensions(TestReporter reporter) {
        ask(" in more dimensions", reporter, RandomLaws.draw(LawArbitraries.smoothLaws(4)
                .filter(law -> law.dimension() > 1 && law.marginal().cost() < 100), 8, Settings.seed()));
    }

    private static void ask(String where, TestReporter reporter, List<LabelledDistribution> laws) {
        Tried.on(CLAIM, IntStream.range(0, laws.size()).mapToObj(i -> Setting.of(laws.get(i), 0,
                GuidanceSchedule.constant(WEIGHTS[i % WEIGHTS.length]), i)).toList(), where, reporter);
    }
}
