package ode;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.Label;
import net.jqwik.api.Reporter;
import org.guidecheck.claim.Setting;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import support.ClaimProperties;
import support.Settings;

/** The open claim about the flow, on random laws: outcomes are reported, and any outcome passes. */
class OdeProperties extends ClaimProperties {
    private static final String ID = "ode.mean-reciprocal-drops";
    private static final double[] WEIGHTS = {0.25, 1, 3};

    @Example
    @Label(ID + " on the line")
    void onTheLine(Reporter reporter) {
        // Narrow laws need many steps and add nothing.
        ask(" on the line", reporter, RandomLaws.draw(LawArbitraries.oneDimensional()
                .filter(law -> law.narrowestScale() >= 0.1 && law.marginal().cost() < 12), 8, Settings.seed()));
    }

    @Example
    @Label(ID + " in more dimensions")
    void inMoreDimensions(Reporter reporter) {
        ask(" in more dimensions", reporter, RandomLaws.draw(LawArbitraries.smoothLaws(4)
                .filter(law -> law.dimension() > 1 && law.marginal().cost() < 100), 8, Settings.seed()));
    }

    private static void ask(String where, Reporter reporter, List<LabelledLaw> laws) {
        count(ID, IntStream.range(0, laws.size()).mapToObj(i -> Setting.of(laws.get(i), 0,
                GuidanceSchedule.constant(WEIGHTS[i % WEIGHTS.length]), i)).toList(), where, reporter);
    }
}
