/**
 * Sequential tests and confidence sequences: evidence, outcomes and verdicts at a stated false-alarm rate.
 *
 * <p>Plain averages are not trusted. A {@link org.guidecheck.statistics.BettingConfidenceSequence} encloses the mean of
 * a bounded variable; the mean of a non-negative variable of any tail can only be refuted, by a
 * {@link org.guidecheck.statistics.NonnegativeMeanEProcess}. Both are valid at every sample size at once, so that a run
 * may stop as soon as it has decided. Every false-alarm rate is paid from one
 * {@link org.guidecheck.statistics.ErrorBudget}.
 *
 * <p>Each check also states, before any sample is drawn, which discrepancy a number of samples finds.
 */
package org.guidecheck.statistics;
