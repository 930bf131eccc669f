/**
 * Probability laws with known noised densities: labelled laws and the families they are made of, each with an exact
 * noised density, score and sampler.
 *
 * <p>Points are noised by X_τ = √(1−τ) X_0 + √τ Z with Z ~ N(0, I); see {@link org.guidecheck.law.NoiseLevel} for the
 * conventions. The generic methods over Hipparchus' {@code CalculusFieldElement} are the scalar reference: one point at
 * a time, written for reading, and differentiable by automatic differentiation.
 * {@link org.guidecheck.law.block.BlockPosterior} evaluates blocks of points and is tested against the reference.
 */
package org.guidecheck.law;
