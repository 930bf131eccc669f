/**
 * Naive claims ({@code naive.*}): common but false beliefs about guidance, each refuted by computation on a law on the
 * line.
 */
package org.guidecheck.claim.naive;
