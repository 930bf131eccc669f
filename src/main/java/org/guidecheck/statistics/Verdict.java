package org.guidecheck.statistics;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Decision about one claim, with its evidence.
 *
 * @param claimId  identifier of the claim, not blank
 * @param outcome  the decision
 * @param evidence the measurements
 * @param seed     seed of every random draw
 * @param time     duration, not negative
 * @param note     a remark, perhaps empty
 */
public record Verdict(
        String claimId, Outcome outcome, List<Evidence> evidence, long seed, Duration time, String note) {

    /** Checks the ranges and copies the list. */
    public Verdict {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(note, "note");
        if (claimId.isBlank()) {
            throw new IllegalArgumentException("claimId=" + claimId + ": must not be blank");
        }
        if (time.isNegative()) {
            throw new IllegalArgumentException("time=" + time + ": must not be negative");
        }
        evidence = List.copyOf(evidence);
    }

    /**
     * Verdict with the worst outcome of the evidence, in which further attempts to refute count only if they do;
     * undecided without evidence.
     *
     * @param claimId  identifier of the claim, not blank
     * @param evidence the measurements
     * @param seed     seed of every random draw
     * @param time     duration, not negative
     * @param note     a remark, perhaps empty
     * @return the verdict
     */
    public static Verdict of(String claimId, List<Evidence> evidence, long seed, Duration time, String note) {
        return new Verdict(claimId, outcome(evidence), evidence, seed, time, note);
    }

    /** The worst outcome of the parts. Further attempts count only if they refute, or if there is nothing else. */
    private static Outcome outcome(List<Evidence> evidence) {
        List<Outcome> counted = evidence.stream().filter(e -> !e.isAttempt() || e.outcome() == Outcome.REFUTED)
                .map(Evidence::outcome).toList();
        return counted.isEmpty() && !evidence.isEmpty() ? Outcome.NOT_REFUTED : Outcome.worst(counted);
    }

    /**
     * Verdict with the worst outcome of the evidence, without a note.
     *
     * @param claimId  identifier of the claim, not blank
     * @param evidence the measurements
     * @param seed     seed of every random draw
     * @param time     duration, not negative
     * @return the verdict
     */
    public static Verdict of(String claimId, List<Evidence> evidence, long seed, Duration time) {
        return of(claimId, evidence, seed, time, "");
    }

    /** {@return the false-alarm rate of the whole verdict: the sum of those of the evidence, by the union bound} */
    public double alphaSpent() {
        return evidence.stream().mapToDouble(Evidence::alphaSpent).sum();
    }

    /** {@return the largest excess of the evidence over its limit; empty if there is none} */
    public OptionalDouble excess() {
        return evidence.stream().flatMapToDouble(each -> each.excess().stream()).max();
    }
}
