package org.guidecheck.claim;

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
     * The claim's name in the catalogue.
     *
     * @return such as {@code paper.strict}
     */
    String id();

    /**
     * What is claimed, in words.
     *
     * @return one sentence
     */
    String statement();

    /**
     * Where it comes from.
     *
     * @return paper and equation
     */
    String source();

    /**
     * What is known of it.
     *
     * @return the status
     */
    Status status();

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
}
