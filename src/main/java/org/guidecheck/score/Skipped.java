package org.guidecheck.score;

/**
 * Curve, or a number of calls of it, without a result.
 *
 * @param curve which law, weight, sampler and levels
 * @param calls number of calls that was asked for; 0 for all
 * @param why   the reason, in a few words
 */
public record Skipped(Row.Key curve, int calls, String why) {
}
