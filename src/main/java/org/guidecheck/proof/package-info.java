/** Proofs that the mean reciprocals of all laws in a box lie in an interval: an upper and a lower solution to check. */
package org.guidecheck.proof;
