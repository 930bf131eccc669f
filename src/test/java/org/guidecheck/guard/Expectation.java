package org.guidecheck.guard;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a message must say of a fault: the step, where the fault belongs to steps, and the cause. It belongs to the
 * fault's definition.
 *
 * @param step  what names a right step, as a regular expression; empty where the fault belongs to no step
 * @param cause what names the cause, likewise
 */
record Expectation(Optional<Pattern> step, Pattern cause) {
    private static final String ANY = "\\b(steps?|calls?) \\d+\\b|\\beach step\\b";

    /** Of a fault that is first made in this step, from 1: the message must name that step, or its range from there. */
    static Expectation from(int step, String cause) {
        return of("\\b(steps?|calls?) " + step + "\\b", cause);
    }

    /** Of a fault in all steps: the message must name one of them, any, or each. */
    static Expectation inAll(String cause) {
        return of(ANY, cause);
    }

    /** Of a fault in the start, in the batch or in how a run is made. */
    static Expectation ofRun(String cause) {
        return new Expectation(Optional.empty(), Pattern.compile(cause));
    }

    private static Expectation of(String step, String cause) {
        return new Expectation(Optional.of(Pattern.compile(step)), Pattern.compile(cause));
    }

    /** Whether a message names a right step, or none is to be named. */
    boolean isStepIn(String message) {
        return step.map(each -> each.matcher(message).find()).orElse(true);
    }

    /** Whether a message names the cause. */
    boolean isCauseIn(String message) {
        return cause.matcher(message).find();
    }

    /** Whether a message names both. */
    boolean isNamedBy(String message) {
        return isStepIn(message) && isCauseIn(message);
    }
}
