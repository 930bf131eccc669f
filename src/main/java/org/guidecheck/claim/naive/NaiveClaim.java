package org.guidecheck.claim.naive;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.guidecheck.claim.Cases;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.oracle.FiniteDifferences.Functional;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;

/**
 * A belief about guidance that a law on the line refutes: means of guided output are computed, by finite differences or, to
 * see it again, by chains of short steps, with a bound from several meshes and nothing drawn.
 */
abstract class NaiveClaim implements Claim {
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

    /** {@inheritDoc} On the line, at clean data where the law has a density. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.law().dimension() == 1 && (setting.stop() > 0 || !setting.law().isDegenerate());
    }

    @Override
    public final Verdict decide(Setting setting, double alpha) {
        return decide(setting, new DifferenceMeans(setting));
    }

    @Override
    public final Verdict decideOtherwise(Setting setting, double alpha) {
        return decide(setting, new ChainMeans(setting));
    }

    private Verdict decide(Setting setting, Means means) {
        if (setting.law().dimension() != 1) {
            throw new IllegalArgumentException("dimension=" + setting.law().dimension() + ": " + id()
                    + " is decided on laws of dimension 1");
        }
        long begin = System.nanoTime();
        return Verdict.of(id(), List.of(evidence(setting, means).by(means.method())), setting.seed(),
                Duration.ofNanos(System.nanoTime() - begin), "");
    }

    /** What the belief comes to on one law, and by how much it is wrong. */
    abstract Evidence evidence(Setting setting, Means means);

    /** Evidence from a computed quantity. */
    static Evidence computed(String quantity, Interval value, String rule, Outcome outcome) {
        return Evidence.of(Evidence.Kind.DETERMINISTIC, quantity, value.midpoint()).within(value)
                .allowing(List.of(new Tolerance.Discretisation(0.5 * value.width(), "differences of the meshes")))
                .decides(rule, outcome);
    }
}
