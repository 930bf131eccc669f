/**
 * Accuracy of samplers against their cost: the distance of a sampler's output from the exact guided law at each number
 * of denoiser calls, with bounds, on a reference set of laws or on the user's own.
 */
package org.guidecheck.score;
