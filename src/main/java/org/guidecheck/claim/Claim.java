package org.guidecheck.claim;

import java.util.List;
import java.util.Optional;
import org.guidecheck.statistics.Verdict;

/** A statement about guidance that can be decided on a law. */
public interface Claim {
    /** What is known of a claim. */
    enum Status {
        /** A theorem: a refutation is a fault. */
        HOLDS,
        /** Known to be false: a counterexample is wanted. */
        FAILS,
        /** Not known. */
        OPEN
    }

    /**
     * What the claim says of itself.
     *
     * @return the same each time
     */
    Statement says();

    /**
     * The claim's name in the catalogue.
     *
     * @return such as {@code paper.strict}
     */
    default String id() {
        return says().id();
    }

    /**
     * What is known of it.
     *
     * @return the status
     */
    default Status status() {
        return says().status();
    }

    /**
     * Whether the claim says anything of a setting.
     *
     * @param setting law, class and guidance
     * @return false where the law is of a kind or a dimension that the claim is not about
     */
    default boolean appliesTo(Setting setting) {
        return true;
    }

    /**
     * Settings of the kind that the claim is about, where that is a kind of its own.
     *
     * @param count how many random ones, at least 1
     * @param seed  of their choice
     * @return the settings; empty if the claim is about any law
     */
    default List<Setting> examples(int count, long seed) {
        return List.of();
    }

    /**
     * Whether the guidance of a setting matters to the claim; if not, one setting a law decides it.
     *
     * @return true unless the claim is about the unguided process
     */
    default boolean usesGuidance() {
        return true;
    }

    /**
     * Where a claim that is known to be false fails.
     *
     * @return a setting on which it is refuted; empty for claims that hold or are open
     */
    default Optional<Setting> counterexample() {
        return Optional.empty();
    }

    /**
     * Decides the claim on one setting.
     *
     * @param setting law, class and guidance
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return the verdict with its evidence
     */
    Verdict decide(Setting setting, double alpha);

    /**
     * Decides the claim by another oracle than {@link #decide} asks, or, where it has but one, with other random numbers: a
     * second opinion on a refutation.
     *
     * @param setting law, class and guidance
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return the verdict with its evidence
     */
    default Verdict decideOtherwise(Setting setting, double alpha) {
        return decide(setting.withSeed(~setting.seed()), alpha);
    }
}
