package org.guidecheck.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One measurement, held against one limit. Built from {@link #of} by the methods {@code within}, {@code by} and so on,
 * each of which returns a changed copy.
 *
 * @param kind how strong the argument behind the bounds is
 * @param quantity what was measured, for example {@code M_w}, not blank
 * @param value the measured value, not NaN
 * @param bounds where the true value lies, all errors included
 * @param tolerances the allowances made in the comparison
 * @param method how it was measured, in words
 * @param samples how many samples were drawn, 0 when none
 * @param alphaSpent the false-alarm rate that the bounds cost, in [0, 1]
 * @param rule the limit that the quantity is held against, in words
 * @param allowed where the rule wants the value; everywhere where it cannot be said as an interval
 * @param outcome what the measurement decides
 * @param detectable the smallest discrepancy that this many samples find at the false-pass rate
 *     {@link #FALSE_PASS_RATE}; empty when there is none
 * @param excess by how much the value is surely beyond the limit, all errors included, in units of which the claim keeps to
 *     one; below 0 by what is lacking: what a search for counterexamples climbs; empty when there is no such number
 * @param details anything else worth reading, in order, unmodifiable
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
        String rule,
        Interval allowed,
        Outcome outcome,
        OptionalDouble detectable,
        OptionalDouble excess,
        Map<String, String> details) {

    /** The false-pass rate of {@link #detectable()}, unless a caller asks for another. */
    public static final double FALSE_PASS_RATE = 1e-3;

    /** How strong an argument is, strongest first. */
    public enum Kind {
        /** Shown at every point, hence for every law. */
        POINTWISE("pointwise", "holds at every point"),
        /** Computed without sampling, for example by quadrature, with an error bound. */
        DETERMINISTIC("computed", "computed, with an error bound"),
        /** Draws whose law, if the claim holds, is known in closed form: an exact test at a number of draws fixed in advance. */
        EXACT_SAMPLING("exact", "sampled, law known in closed form"),
        /** The mean of a bounded variable, enclosed by a confidence sequence. */
        BOUNDED_SAMPLING("bounded", "sampled, bounded variable"),
        /** The mean of an unbounded variable, which samples can refute and not confirm. */
        PLAIN_SAMPLING("plain", "sampled, unbounded variable");

        private final String shortLabel;
        private final String label;

        Kind(String shortLabel, String label) {
            this.shortLabel = shortLabel;
            this.label = label;
        }

        /**
         * The kind in a word.
         *
         * @return for a column of a table
         */
        public String shortLabel() {
            return shortLabel;
        }

        /**
         * The kind in words.
         *
         * @return a short phrase
         */
        public String label() {
            return label;
        }
    }

    /** Guards the ranges and copies the collections. */
    public Evidence {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(bounds, "bounds");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(outcome, "outcome");
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
     * A measured value about which nothing is known yet: bounds everywhere, outcome undecided.
     *
     * @param kind how strong the argument behind the bounds will be
     * @param quantity what was measured, not blank
     * @param value the measured value, not NaN
     * @return the evidence, to be completed
     */
    public static Evidence of(Kind kind, String quantity, double value) {
        return new Evidence(kind, quantity, value, Interval.ALL, List.of(), "", 0, 0, "", Interval.ALL, Outcome.UNDECIDED,
                OptionalDouble.empty(), OptionalDouble.empty(), Map.of());
    }

    /**
     * States where the true value lies.
     *
     * @param newBounds the bounds, all errors included
     * @return a changed copy
     */
    public Evidence within(Interval newBounds) {
        return new Evidence(kind, quantity, value, newBounds, tolerances, method, samples, alphaSpent, rule, allowed, outcome,
                detectable, excess, details);
    }

    /**
     * States how it was measured, without samples.
     *
     * @param newMethod the method, in words
     * @return a changed copy
     */
    public Evidence by(String newMethod) {
        return by(newMethod, 0, 0);
    }

    /**
     * States how it was measured.
     *
     * @param newMethod the method, in words
     * @param newSamples how many samples were drawn, at least 0
     * @param newAlphaSpent the false-alarm rate that the bounds cost, in [0, 1]
     * @return a changed copy
     */
    public Evidence by(String newMethod, long newSamples, double newAlphaSpent) {
        return new Evidence(kind, quantity, value, bounds, tolerances, newMethod, newSamples, newAlphaSpent, rule, allowed,
                outcome, detectable, excess, details);
    }

    /**
     * Adds allowances made in the comparison.
     *
     * @param more the allowances
     * @return a changed copy
     */
    public Evidence allowing(List<? extends Tolerance> more) {
        List<Tolerance> all = new ArrayList<>(tolerances);
        all.addAll(more);
        return new Evidence(kind, quantity, value, bounds, all, method, samples, alphaSpent, rule, allowed, outcome, detectable,
                excess, details);
    }

    /**
     * States a limit that is no interval, and what follows.
     *
     * @param newRule the limit, in words, for example {@code the score is finite}
     * @param newOutcome what the measurement decides
     * @return a changed copy
     */
    public Evidence decides(String newRule, Outcome newOutcome) {
        return decides(newRule, Interval.ALL, newOutcome);
    }

    /**
     * States the limit and what follows.
     *
     * @param newRule the limit, in words, for example {@code M_w <= 3.3333}
     * @param newAllowed the limit as an interval, with or without the tolerances
     * @param newOutcome what the measurement decides
     * @return a changed copy
     */
    public Evidence decides(String newRule, Interval newAllowed, Outcome newOutcome) {
        return new Evidence(kind, quantity, value, bounds, tolerances, method, samples, alphaSpent, newRule, newAllowed,
                newOutcome, detectable, excess, details);
    }

    /**
     * States the smallest discrepancy that these samples find.
     *
     * @param newDetectable the discrepancy, at least 0; empty when there is none
     * @return a changed copy
     */
    public Evidence detecting(OptionalDouble newDetectable) {
        return new Evidence(kind, quantity, value, bounds, tolerances, method, samples, alphaSpent, rule, allowed, outcome,
                newDetectable, excess, details);
    }

    /**
     * States how far the value is from the limit, for searches.
     *
     * @param newExcess above 0 where the value surely breaks the rule, the more the further; NaN where there is no such number
     * @return a changed copy
     */
    public Evidence exceeding(double newExcess) {
        return new Evidence(kind, quantity, value, bounds, tolerances, method, samples, alphaSpent, rule, allowed, outcome,
                detectable, Double.isNaN(newExcess) ? OptionalDouble.empty() : OptionalDouble.of(newExcess), details);
    }

    /**
     * Adds a detail after the present ones; one of the same name is replaced.
     *
     * @param name the name
     * @param text the text
     * @return a changed copy
     */
    public Evidence with(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(name, text);
        return new Evidence(kind, quantity, value, bounds, tolerances, method, samples, alphaSpent, rule, allowed, outcome,
                detectable, excess, more);
    }
}
