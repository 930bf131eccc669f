package org.guidecheck.claim.naive;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.guidecheck.claim.Cases;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.oracle.FiniteDifferences;
import org.guidecheck.oracle.FiniteDifferences.Functional;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/**
 * A belief about guidance that a law on the line refutes: means of guided output by finite differences, on three meshes,
 * with a bound from their differences and nothing drawn.
 */
abstract class NaiveClaim implements Claim {
    private static final double PRECISION = 1e-3;
    /** p(c|y), the class posterior where a path ends. */
    static final Functional POSTERIOR = (y, logOdds) -> 1 / (1 + Math.exp(-logOdds));

    private final Statement statement;

    NaiveClaim(String name, String text, String source) {
        this.statement = new Statement("naive." + name, text, source, Status.FAILS);
    }

    @Override
    public final Statement says() {
        return statement;
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(Cases.T, 0, GuidanceSchedule.constant(1), 1));
    }

    @Override
    public final Verdict decide(Setting setting, double alpha) {
        if (setting.law().dimension() != 1) {
            throw new IllegalArgumentException("dimension=" + setting.law().dimension() + ": " + id()
                    + " is decided on laws of dimension 1");
        }
        long begin = System.nanoTime();
        return Verdict.of(id(), List.of(evidence(setting)), setting.seed(), Duration.ofNanos(System.nanoTime() - begin),
                "");
    }

    /** What the belief comes to on one law. */
    abstract Evidence evidence(Setting setting);

    /** E^w φ(Y). */
    static Interval mean(Setting setting, GuidanceSchedule w, Functional functional) {
        return FiniteDifferences.mean(setting.law(), setting.c(), w, setting.stop(), functional, PRECISION).bounds();
    }

    /** E^w φ(Y) − E^0 φ(Y). */
    static Interval change(Setting setting, Functional functional) {
        return mean(setting, setting.guidance(), functional)
                .minus(mean(setting, GuidanceSchedule.constant(0), functional));
    }

    /** Evidence from a computed quantity. */
    static Evidence computed(String quantity, Interval value, String rule, Outcome outcome) {
        return Evidence.of(Evidence.Kind.DETERMINISTIC, quantity, value.midpoint()).within(value)
                .by("finite differences, three meshes")
                .allowing(List.of(new Tolerance.Discretisation(0.5 * value.width(), "differences of the meshes")))
                .decides(rule, outcome);
    }
}
