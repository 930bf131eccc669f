package org.guidecheck.hunt;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Verdict;

/** Claim with a known fault: each of its oracles is a function of the setting. */
final class Planted extends Claim {
    private final BiFunction<Setting, Double, Outcome> first;
    private final BiFunction<Setting, Double, Outcome> second;
    private final ToDoubleFunction<Setting> excess;

    Planted(BiFunction<Setting, Double, Outcome> first, BiFunction<Setting, Double, Outcome> second,
            ToDoubleFunction<Setting> excess) {
        // A counterexample must name a claim of the catalogue.
        super(new Statement("naive.log-loss", "planted", "a test", Status.FAILS, Resolution.ROUNDING));
        this.first = first;
        this.second = second;
        this.excess = excess;
    }

    static HuntTarget target(Predicate<Setting> fault) {
        BiFunction<Setting, Double, Outcome> decide =
                (setting, alpha) -> fault.test(setting) ? Outcome.REFUTED : Outcome.HOLDS;
        return new HuntTarget(new Planted(decide, decide, setting -> fault.test(setting) ? 1 : -1), new EulerMaruyama(),
                2);
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        return evidence(setting, first.apply(setting, alpha));
    }

    @Override
    public Verdict secondOpinion(Setting setting, double alpha) {
        return verdict(setting, () -> evidence(setting, second.apply(setting, alpha)));
    }

    private List<Evidence> evidence(Setting setting, Outcome outcome) {
        return List.of(Evidence.of(Evidence.Kind.AT_POINTS, "fault", 0).by("planted")
                .within(switch (outcome) {
                    case HOLDS -> Interval.around(0, 0);
                    case REFUTED -> Interval.around(1, 0);
                    default -> Interval.ALL;
                }).decides(Requirement.exactly("none", 0)).exceeding(excess.applyAsDouble(setting)));
    }
}
