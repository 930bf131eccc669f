/**
 * Means over simulated paths of the guided process and of sampler chains, in any dimension, with confidence sequences
 * and time-step errors.
 */
package org.guidecheck.oracle.path;
