/**
 * What guidance is often believed to do, and does not: each belief is refuted on a law of which every number is computed
 * without sampling.
 */
package org.guidecheck.claim.naive;
