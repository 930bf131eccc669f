package org.guidecheck.statistics;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a run decided about one claim, with all that it rests on.
 *
 * @param claimId the claim's identifier, not blank
 * @param outcome what was decided
 * @param evidence the measurements
 * @param seed the seed of every random draw behind them
 * @param time how long it took, not negative
 * @param note a remark, perhaps empty
 */
public record Verdict(
        String claimId, Outcome outcome, List<Evidence> evidence, long seed, Duration time, String note) {

    /** Guards the ranges and copies the list. */
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
     * The verdict that the evidence gives: the worst of its outcomes, undecided without evidence.
     *
     * @param claimId the claim's identifier, not blank
     * @param evidence the measurements
     * @param seed the seed of every random draw behind them
     * @param time how long it took, not negative
     * @param note a remark, perhaps empty
     * @return the verdict
     */
    public static Verdict of(String claimId, List<Evidence> evidence, long seed, Duration time, String note) {
        return new Verdict(
                claimId, Outcome.worst(evidence.stream().map(Evidence::outcome).toList()), evidence, seed, time, note);
    }

    /**
     * The verdict that the evidence gives, without a note.
     *
     * @param claimId the claim's identifier, not blank
     * @param evidence the measurements
     * @param seed the seed of every random draw behind them
     * @param time how long it took, not negative
     * @return the verdict
     */
    public static Verdict of(String claimId, List<Evidence> evidence, long seed, Duration time) {
        return of(claimId, evidence, seed, time, "");
    }

    /**
     * The false-alarm rate of the whole verdict, by the union bound.
     *
     * @return the sum of the rates that the evidence cost
     */
    public double alphaSpent() {
        return evidence.stream().mapToDouble(Evidence::alphaSpent).sum();
    }

    /**
     * How near the claim is to being broken.
     *
     * @return the largest excess of the evidence; empty if none of it has one
     */
    public OptionalDouble excess() {
        return evidence.stream().flatMapToDouble(each -> each.excess().stream()).max();
    }
}
