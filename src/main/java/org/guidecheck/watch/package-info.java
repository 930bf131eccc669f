/**
 * Statistics of a stream of classifier probabilities, valid at every moment: shares and means with their intervals,
 * alarms on a rise, a comparison of two groups, and a choice of samples to have audited.
 */
package org.guidecheck.watch;
