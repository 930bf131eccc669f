package org.guidecheck.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One measurement compared with one limit. Built from {@link #of} by {@code within}, {@code by} and so on, each of
 * which returns a changed copy.
 *
 * @param kind       strength of the argument behind the bounds
 * @param quantity   name of the measured quantity, for example {@code M_w}, not blank
 * @param value      measured value, not NaN
 * @param bounds     where the true value lies, all errors included
 * @param tolerances allowances made in the comparison
 * @param method     how it was measured, in words
 * @param samples    number of samples drawn, at least 0
 * @param alphaSpent false-alarm rate spent on the bounds, in [0, 1]
 * @param requirement what the claim asks of the quantity; with the bounds and the kind it decides the outcome
 * @param detectable smallest discrepancy that this many samples find at the false-pass rate {@link #FALSE_PASS_RATE};
 *                   empty if there is none
 * @param excess     how far the value is certainly beyond the limit, all errors included, in the claim's own units;
 *                   negative if it is within the limit. A search for counterexamples maximises it; empty if it is
 *                   unknown
 * @param isAttempt  whether this is a further attempt to refute what other evidence decides; it counts only if it
 *                   refutes
 * @param details    further facts in order, unmodifiable
 */
public record Evidence(
        Kind kind,
        String quantity,
        double value,
        Interval bounds,
        List<Tolerance> tolerances,
        String method,
        long samples,
        double alphaSpent,
        Requirement requirement,
        OptionalDouble detectable,
        OptionalDouble excess,
        boolean isAttempt,
        Map<String, String> details) {

    private static final String SAYS = "says";

    /** Before it is said what a claim asks, no bounds decide it. */
    private static final Requirement UNSAID = new Requirement("", Interval.ALL, Optional.empty());

    /** Default false-pass rate, at which {@link #detectable()} is given. */
    public static final double FALSE_PASS_RATE = 1e-3;

    /** Strength of an argument, strongest first. */
    public enum Kind {
        /** Counted, or compared with a closed form; nothing but rounding is left. */
        EXACT("exact", "counted or in closed form, up to rounding"),
        /** Computed with an error bound that is proved. */
        RIGOROUS("proved", "computed, with a proved error bound"),
        /** Evaluated up to rounding at some points, which stand for all others. */
        AT_POINTS("at points", "evaluated at points, up to rounding"),
        /** Computed without sampling, with an error that is estimated from several discretisations. */
        ESTIMATED("computed", "computed, with an estimated error"),
        /** Exact test on a fixed number of draws, whose law under the claim is known in closed form. */
        EXACT_SAMPLING("sampled", "sampled, law known in closed form"),
        /** The mean of a bounded variable, enclosed by a confidence sequence. */
        BOUNDED_SAMPLING("bounded", "sampled, bounded variable"),
        /** The mean of an unbounded variable, which samples can refute and not confirm. */
        PLAIN_SAMPLING("plain", "sampled, can only refute");

        private final String shortLabel;
        private final String label;

        Kind(String shortLabel, String label) {
            this.shortLabel = shortLabel;
            this.label = label;
        }

        /** {@return the kind in one word, for a column of a table} */
        public String shortLabel() {
            return shortLabel;
        }

        /** {@return whether evidence of this kind can confirm a claim; if not, it can only refute} */
        public boolean canConfirm() {
            return this != PLAIN_SAMPLING;
        }

        /** {@return the kind as a short phrase} */
        public String label() {
            return label;
        }
    }

    /** Checks the ranges and copies the collections. */
    public Evidence {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(bounds, "bounds");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(requirement, "requirement");
        Objects.requireNonNull(detectable, "detectable");
        if (quantity.isBlank()) {
            throw new IllegalArgumentException("quantity=" + quantity + ": must not be blank");
        }
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("value=" + value + ": must be a number");
        }
        if (!(samples >= 0)) {
            throw new IllegalArgumentException("samples=" + samples + ": must be at least 0");
        }
        if (!(alphaSpent >= 0 && alphaSpent <= 1)) {
            throw new IllegalArgumentException("alphaSpent=" + alphaSpent + ": must be in [0, 1]");
        }
        if (detectable.isPresent() && !(detectable.getAsDouble() >= 0)) {
            throw new IllegalArgumentException(
                    "detectable=" + detectable.getAsDouble() + ": must be at least 0");
        }
        tolerances = List.copyOf(tolerances);
        // Not Map.copyOf: it loses the order.
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /**
     * A measured value with unknown bounds (the whole line) and outcome undecided.
     *
     * @param kind     strength of the argument behind the bounds
     * @param quantity name of the measured quantity, not blank
     * @param value    measured value, not NaN
     * @return the evidence, to be completed
     */
    public static Evidence of(Kind kind, String quantity, double value) {
        return new Evidence(kind, quantity, value, Interval.ALL, List.of(), "", 0, 0, UNSAID, OptionalDouble.empty(),
                OptionalDouble.empty(), false, Map.of());
    }

    /**
     * Sets where the true value lies.
     *
     * @param newBounds bounds, all errors included
     * @return a changed copy
     */
    public Evidence within(Interval newBounds) {
        return new Evidence(kind, quantity, value, newBounds, tolerances, method, samples, alphaSpent, requirement,
                detectable, excess, isAttempt, details);
    }

    /**
     * Sets the method of a measurement without samples.
     *
     * @param newMethod method in words
     * @return a changed copy
     */
    public Evidence by(String newMethod) {
        return by(newMethod, 0, 0);
    }

    /**
     * Sets the method of a measurement.
     *
     * @param newMethod     method in words
     * @param newSamples    number of samples drawn, at least 0
     * @param newAlphaSpent false-alarm rate spent on the bounds, in [0, 1]
     * @return a changed copy
     */
    public Evidence by(String newMethod, long newSamples, double newAlphaSpent) {
        return new Evidence(kind, quantity, value, bounds, tolerances, newMethod, newSamples, newAlphaSpent,
                requirement, detectable, excess, isAttempt, details);
    }

    /**
     * Adds allowances made in the comparison.
     *
     * @param more further allowances
     * @return a changed copy
     */
    public Evidence allowing(List<? extends Tolerance> more) {
        List<Tolerance> all = new ArrayList<>(tolerances);
        all.addAll(more);
        return new Evidence(kind, quantity, value, bounds, all, method, samples, alphaSpent, requirement, detectable,
                excess, isAttempt, details);
    }

    /**
     * Sets the requirement that decides the measurement.
     *
     * @param newRequirement what the claim asks of the quantity
     * @return a changed copy
     */
    public Evidence decides(Requirement newRequirement) {
        return new Evidence(kind, quantity, value, bounds, tolerances, method, samples, alphaSpent, newRequirement,
                detectable, excess, isAttempt, details);
    }

    /**
     * Decision of the measurement, by its requirement and bounds. Where the kind of evidence can only refute, where
     * nothing is required, and in a further attempt to refute, what is not refuted does not confirm.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        Outcome decided = requirement.decide(bounds);
        boolean canOnlyRefute = !kind.canConfirm() || requirement.equals(Requirement.NONE);
        boolean failed = isAttempt && decided == Outcome.UNDECIDED;
        return decided != Outcome.REFUTED && (canOnlyRefute || failed) ? Outcome.NOT_REFUTED : decided;
    }

    /**
     * Sets what the evidence says in words where it decides nothing.
     *
     * @param words a short text for a line of a table
     * @return a changed copy
     */
    public Evidence saying(String words) {
        return with(SAYS, words);
    }

    /** {@return what the evidence says in words where it decides nothing; empty if it is not set} */
    public Optional<String> saying() {
        return Optional.ofNullable(details.get(SAYS));
    }

    /** {@return the requirement in words} */
    public String rule() {
        return requirement.rule();
    }

    /**
     * Marks a further attempt to refute what other evidence decides.
     *
     * @return a changed copy, which counts in a verdict only if it refutes; if it is undecided, it has not refuted
     */
    public Evidence asAttempt() {
        return new Evidence(kind, quantity, value, bounds, tolerances, method, samples, alphaSpent, requirement,
                detectable, excess, true, details);
    }

    /**
     * Sets the smallest discrepancy that these samples find.
     *
     * @param newDetectable discrepancy, at least 0; empty if there is none
     * @return a changed copy
     */
    public Evidence detecting(OptionalDouble newDetectable) {
        return new Evidence(kind, quantity, value, bounds, tolerances, method, samples, alphaSpent, requirement,
                newDetectable, excess, isAttempt, details);
    }

    /**
     * Sets how far the value is beyond the limit, for searches.
     *
     * @param newExcess positive if the value certainly violates the rule, larger the further it is beyond; NaN if
     *                  unknown
     * @return a changed copy
     */
    public Evidence exceeding(double newExcess) {
        return new Evidence(kind, quantity, value, bounds, tolerances, method, samples, alphaSpent, requirement,
                detectable, Double.isNaN(newExcess) ? OptionalDouble.empty() : OptionalDouble.of(newExcess),
                isAttempt, details);
    }

    /**
     * Adds a detail after the present ones, or replaces the one of the same name.
     *
     * @param name name
     * @param text text
     * @return a changed copy
     */
    public Evidence with(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(name, text);
        return new Evidence(kind, quantity, value, bounds, tolerances, method, samples, alphaSpent, requirement,
                detectable, excess, isAttempt, more);
    }
}
