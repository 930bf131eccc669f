/**
 * Guided diffusion samplers as tables of coefficients, the executors that run them, the exact denoisers they query, and
 * their random numbers.
 */
package org.guidecheck.sampler;
