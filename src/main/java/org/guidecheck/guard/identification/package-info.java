/**
 * Identification of samplers: a denoiser with chosen predictions shows, to rounding, how each point of a run depends on
 * each prediction, and which noise the sampler draws.
 */
package org.guidecheck.guard.identification;
