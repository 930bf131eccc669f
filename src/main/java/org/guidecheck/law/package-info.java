/**
 * What the data is: labelled laws and their families, each with an exact noised density, score and sampler.
 *
 * <p>Everything here is a statement about data that was noised by X_τ = √(1−τ) X_0 + √τ Z with Z ~ N(0, I); see
 * {@link org.guidecheck.law.NoiseLevel} for the conventions. The generic methods over Hipparchus'
 * {@code CalculusFieldElement} are the scalar reference: one point at a time, written for reading, and differentiable
 * by automatic differentiation. {@link org.guidecheck.distribution.NdArrayModel} and
 * {@link org.guidecheck.law.block.BlockPosterior} say the same for whole batches and are
 * checked against the reference.
 */
package org.guidecheck.law;
