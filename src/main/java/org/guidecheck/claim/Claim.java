package org.guidecheck.claim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/**
 * Claim about guidance that can be decided on a setting. Subclasses say to which settings it applies and gather the
 * evidence; timing and the verdict are common to all.
 */
public abstract class Claim {
    /** What theory says about a claim. */
    public enum Status {
        /** A theorem or an identity: a refutation is a bug. */
        HOLDS,
        /** Known to be false: a check must find a counterexample. */
        FAILS,
        /** Neither proved nor refuted. */
        OPEN
    }

    private final Statement statement;

    /**
     * Makes a claim.
     *
     * @param statement id, text, source and status
     */
    protected Claim(Statement statement) {
        this.statement = statement;
    }

    /** {@return id, text, source and status} */
    public final Statement statement() {
        return statement;
    }

    /** {@return the name in the catalogue, such as {@code paper.strict}} */
    public final String id() {
        return statement.id();
    }

    /** {@return what theory says about the claim} */
    public final Status status() {
        return statement.status();
    }

    /**
     * Whether the claim covers a setting.
     *
     * @param setting process, sampler and seed
     * @return false if the claim does not cover the law, its dimension, the guidance or the sampler
     */
    public boolean appliesTo(Setting setting) {
        return true;
    }

    /**
     * Example settings for a claim about laws of one special kind.
     *
     * @param count number of random settings, at least 1
     * @param seed  seed of the random choice
     * @return the settings; empty if the claim covers laws of every kind
     */
    public List<Setting> examples(int count, long seed) {
        return List.of();
    }

    /**
     * Whether the verdict depends on the guidance weights. If not, one setting for each law suffices.
     *
     * @return false for claims about the law or the unguided process alone
     */
    public boolean usesGuidance() {
        return true;
    }

    /**
     * Whether the claim promises something of the law itself, which a report draws whatever the verdict.
     *
     * @return false unless overridden
     */
    public boolean isPromise() {
        return false;
    }

    /**
     * Known counterexample of a false claim.
     *
     * @return a setting on which the claim is refuted; empty for claims that hold or are open
     */
    public Optional<Setting> counterexample() {
        return Optional.empty();
    }

    /**
     * Decides the claim on one setting.
     *
     * @param setting process, sampler and seed
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return the verdict with its evidence
     */
    public final Verdict decide(Setting setting, double alpha) {
        return verdict(setting, () -> evidence(setting, alpha));
    }

    /**
     * Second opinion on a refutation: decides the claim by another oracle than {@link #decide}, or by the same oracle
     * with other random numbers if there is no other.
     *
     * @param setting process, sampler and seed
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return the verdict with its evidence
     */
    public Verdict secondOpinion(Setting setting, double alpha) {
        return decide(setting.withSeed(~setting.seed()), alpha);
    }

    /**
     * Gathers the evidence for and against the claim.
     *
     * @param setting process, sampler and seed
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return at least one piece of evidence; the worst outcome decides
     */
    protected abstract List<Evidence> evidence(Setting setting, double alpha);

    /**
     * Size of the departures that the claim is about, in the unit of its {@link Statement#resolution()}.
     *
     * @param setting process, sampler, seed and effort
     * @return 0 for claims that are checked up to rounding
     */
    protected final double resolution(Setting setting) {
        return statement.resolution().at(setting.effort()).size();
    }

    /**
     * Remark that a verdict on a setting carries.
     *
     * @param setting process, sampler and seed
     * @return the noise at which the process is stopped, unless overridden; empty if it runs to clean data
     */
    protected String note(Setting setting) {
        return setting.note();
    }

    /**
     * Times the gathering of evidence and makes the verdict.
     *
     * @param setting  process, sampler and seed
     * @param evidence gathers the evidence; called once
     * @return the verdict
     */
    protected final Verdict verdict(Setting setting, Supplier<List<Evidence>> evidence) {
        long begin = System.nanoTime();
        List<Evidence> found = evidence.get();
        return Verdict.of(id(), found, setting.seed(), Duration.ofNanos(System.nanoTime() - begin), note(setting));
    }
}
