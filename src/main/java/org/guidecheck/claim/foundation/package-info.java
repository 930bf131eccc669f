/**
 * Foundations ({@code foundation.*}): claims about noised densities, scores, posteriors and exact draws, without
 * guidance.
 */
package org.guidecheck.claim.foundation;
