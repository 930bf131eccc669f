package ode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import org.guidecheck.claim.Setting;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.statistics.Outcome;
import support.ClaimProperty;
import support.Settings;

/** An open question is tried and what is found is told; neither answer fails. */
class FlowDropProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("ode.mean-reciprocal-drops");
    private static final double[] WEIGHTS = {0.25, 1, 3};

    @Example
    void isTriedOnTheLine() {
        // Narrow laws take step control long and say no more.
        ask("on the line", RandomLaws.draw(LawArbitraries.oneDimensional()
                .filter(law -> law.narrowestScale() >= 0.1 && law.marginal().cost() < 12), 8, Settings.seed()));
    }

    @Example
    void isTriedInMoreDimensions() {
        ask("in more dimensions", RandomLaws.draw(LawArbitraries.smoothLaws(4)
                .filter(law -> law.dimension() > 1 && law.marginal().cost() < 100), 8, Settings.seed()));
    }

    private static void ask(String where, List<LabelledDistribution> laws) {
        Map<Outcome, Integer> found = new EnumMap<>(Outcome.class);
        for (int i = 0; i < laws.size(); i++) {
            Setting setting = Setting.of(laws.get(i), 0, GuidanceSchedule.constant(WEIGHTS[i % WEIGHTS.length]), i);
            Outcome outcome = CLAIM.decide(setting).outcome();
            found.merge(outcome, 1, Integer::sum);
            if (outcome == Outcome.REFUTED) {
                System.out.println("ode.mean-reciprocal-drops is refuted: " + setting);
            }
        }
        System.out.println("ode.mean-reciprocal-drops " + where + ": " + found);
        assertThat(found.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(laws.size());
    }
}
