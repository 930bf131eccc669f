/**
 * Known sampling schemes of diffusion models: each step as a formula in predictions of the clean point and of the noise.
 * {@link org.guidecheck.sampler.scheme.Schemes} finds them by name.
 */
package org.guidecheck.sampler.scheme;
