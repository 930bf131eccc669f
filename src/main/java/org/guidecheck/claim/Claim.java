package org.guidecheck.claim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/**
 * Statement about guidance that can be decided on a setting. A claim says where it applies and what its evidence is;
 * timing and the verdict are the same for all.
 */
public abstract class Claim {
    /** What is known of a claim. */
    public enum Status {
        /** A theorem: a refutation is a fault. */
        HOLDS,
        /** Known to be false: a counterexample is wanted. */
        FAILS,
        /** Not known. */
        OPEN
    }

    private final Statement statement;

    /**
     * Takes what the claim says of itself.
     *
     * @param statement id, text, source and status
     */
    protected Claim(Statement statement) {
        this.statement = statement;
    }

    /**
     * What the claim says of itself.
     *
     * @return the same each time
     */
    public final Statement says() {
        return statement;
    }

    /**
     * The claim's name in the catalogue.
     *
     * @return such as {@code paper.strict}
     */
    public final String id() {
        return statement.id();
    }

    /**
     * What is known of it.
     *
     * @return the status
     */
    public final Status status() {
        return statement.status();
    }

    /**
     * Whether the claim says anything of a setting.
     *
     * @param setting process, sampler and seed
     * @return false where the law is of a kind or a dimension that the claim is not about
     */
    public boolean appliesTo(Setting setting) {
        return true;
    }

    /**
     * Settings of the kind that the claim is about, where that is a kind of its own.
     *
     * @param count how many random ones, at least 1
     * @param seed  of their choice
     * @return the settings; empty if the claim is about any law
     */
    public List<Setting> examples(int count, long seed) {
        return List.of();
    }

    /**
     * Whether the guidance of a setting matters to the claim; if not, one setting a law decides it.
     *
     * @return true unless the claim is about the unguided process
     */
    public boolean usesGuidance() {
        return true;
    }

    /**
     * Where a claim that is known to be false fails.
     *
     * @return a setting on which it is refuted; empty for claims that hold or are open
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
     * Decides the claim by another oracle than {@link #decide} asks, or, where it has but one, with other random numbers: a
     * second opinion on a refutation.
     *
     * @param setting process, sampler and seed
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return the verdict with its evidence
     */
    public Verdict decideOtherwise(Setting setting, double alpha) {
        return decide(setting.withSeed(~setting.seed()), alpha);
    }

    /**
     * The evidence for and against the claim.
     *
     * @param setting process, sampler and seed
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return at least one piece; the worst outcome decides
     */
    protected abstract List<Evidence> evidence(Setting setting, double alpha);

    /**
     * What a verdict has to mention.
     *
     * @param setting process, sampler and seed
     * @return the end of the process if that is not clean data, unless overridden; perhaps empty
     */
    protected String note(Setting setting) {
        return setting.note();
    }

    /**
     * Gathers evidence, and makes the verdict of it.
     *
     * @param setting  process, sampler and seed
     * @param evidence is timed
     * @return the verdict
     */
    protected final Verdict verdict(Setting setting, Supplier<List<Evidence>> evidence) {
        long begin = System.nanoTime();
        List<Evidence> found = evidence.get();
        return Verdict.of(id(), found, setting.seed(), Duration.ofNanos(System.nanoTime() - begin), note(setting));
    }
}
