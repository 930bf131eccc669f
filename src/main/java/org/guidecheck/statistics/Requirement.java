package org.guidecheck.statistics;

import java.util.Objects;
import java.util.Optional;

/**
 * What a claim asks of a measured quantity, and the one rule that decides it. Bounds that miss the required values
 * refute the claim; bounds inside the allowed ones confirm it; all others leave it undecided.
 *
 * @param rule     the requirement in words, such as {@code M_w <= M_0 = 3.3333}
 * @param required values that agree with the claim, rounding and the errors of a reference included
 * @param allowed  values whose departure from the claim is smaller than the claim is about; empty if no bounds could
 *                 confirm it
 */
public record Requirement(String rule, Interval required, Optional<Interval> allowed) {

    /** A quantity that is measured and not compared with anything. */
    public static final Requirement NONE = new Requirement("measured only", Interval.ALL, Optional.empty());

    /** Rejects null. */
    public Requirement {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(required, "required");
        Objects.requireNonNull(allowed, "allowed");
    }

    /**
     * Requirement of a value within an interval.
     *
     * @param rule       the requirement in words
     * @param required   values that agree with the claim, rounding included
     * @param resolution departure from them that is called negligible, at least 0, in the units of the quantity
     * @return the requirement
     */
    public static Requirement within(String rule, Interval required, double resolution) {
        return new Requirement(rule, required, Optional.of(required.widen(resolution)));
    }

    /**
     * Requirement of a value that may not exceed a limit.
     *
     * @param rule       the requirement in words
     * @param limit      largest value that agrees with the claim, rounding included
     * @param resolution excess that is called negligible, at least 0
     * @return the requirement
     */
    public static Requirement atMost(String rule, double limit, double resolution) {
        return within(rule, Interval.atMost(limit), resolution);
    }

    /**
     * Requirement of a value that may not fall short of a limit.
     *
     * @param rule       the requirement in words
     * @param limit      smallest value that agrees with the claim, rounding included
     * @param resolution shortfall that is called negligible, at least 0
     * @return the requirement
     */
    public static Requirement atLeast(String rule, double limit, double resolution) {
        return within(rule, Interval.atLeast(limit), resolution);
    }

    /**
     * Requirement of agreement with a reference that is itself known between bounds only. Confirmed only if the two
     * values are certainly no further apart than the resolution, so never if the reference is known less well.
     *
     * @param rule       the requirement in words
     * @param reference  bounds of the reference
     * @param resolution difference that is called negligible, at least 0
     * @return the requirement
     */
    public static Requirement agreement(String rule, Interval reference, double resolution) {
        double from = reference.upper() - resolution;
        double to = reference.lower() + resolution;
        return new Requirement(rule, reference, from <= to ? Optional.of(new Interval(from, to)) : Optional.empty());
    }

    /**
     * Requirement of a count or other exact number.
     *
     * @param rule  the requirement in words
     * @param value the only value that agrees with the claim
     * @return the requirement
     */
    public static Requirement exactly(String rule, double value) {
        return within(rule, Interval.around(value, 0), 0);
    }

    /**
     * The same requirement in other words.
     *
     * @param words the requirement in words
     * @return a changed copy
     */
    public Requirement saying(String words) {
        return new Requirement(words, required, allowed);
    }

    /**
     * Decides the claim from where the quantity lies.
     *
     * @param bounds enclosure of the quantity, all errors included
     * @return REFUTED if no required value lies in the bounds, HOLDS if the bounds lie within the allowed values,
     *         otherwise UNDECIDED
     */
    public Outcome decide(Interval bounds) {
        if (bounds.intersect(required).isEmpty()) {
            return Outcome.REFUTED;
        }
        return allowed.isPresent() && allowed.get().contains(bounds) ? Outcome.HOLDS : Outcome.UNDECIDED;
    }
}
