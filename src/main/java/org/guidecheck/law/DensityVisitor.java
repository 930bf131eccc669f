package org.guidecheck.law;

import java.util.List;

/**
 * Visitor of laws by the form of their noised density ({@link Law#accept}). A new form is a new method, which every
 * evaluator must then implement.
 *
 * @param <R> type of the result
 */
public interface DensityVisitor<R> {

    /** Visits a finite mixture of at least one Gaussian. */
    R gaussians(List<Law.Component> components);

    /** Visits a law of independent coordinates. */
    R coordinates(List<NoisedLineLaw> lines);

    /** Visits the uniform law on a sphere. */
    R sphere(Sphere sphere);

    /** Visits a product of laws, in the order of their coordinates. */
    R product(List<Law> factors);

    /** Visits a mixture with at least one component that is not a mixture of Gaussians. */
    R mixture(Mixture mixture);

    /**
     * Visits a law of k dimensions embedded in d ≥ k: along orthonormal directions the noised vector has the noised
     * law, across them it is noise.
     *
     * @param along      the law in the directions, of k dimensions
     * @param directions k unit vectors of d coordinates each
     * @param shift      d coordinates, added to the embedded vector
     * @return the result
     */
    R rotated(Law along, double[][] directions, double[] shift);
}
