/**
 * Decisions from samples: what was measured, how sure that is, and what it decides.
 *
 * <p>Plain averages are not trusted. The mean of a bounded variable is enclosed by a {@link
 * org.guidecheck.statistics.BettingConfidenceSequence}; the mean of a non-negative variable of any tail can only be
 * refuted, by a {@link org.guidecheck.statistics.NonnegativeMeanEProcess}. Both are valid at every sample size at once,
 * so that a run may stop as soon as it has decided. Every false-alarm rate comes from one {@link
 * org.guidecheck.statistics.ErrorBudget}.
 *
 * <p>Each check also says, before any sample is drawn, which discrepancy a number of samples is sure to find.
 */
package org.guidecheck.statistics;
