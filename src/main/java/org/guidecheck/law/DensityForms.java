package org.guidecheck.law;

import java.util.List;

/**
 * The forms of noised densities, one method for each, for evaluators that have loops of their own for every form. A law
 * calls the method of its form ({@link Law#inForm}); a new form is a new method, which every evaluator must
 * then implement.
 *
 * @param <R> what an evaluator makes of a form
 */
public interface DensityForms<R> {

    /** A finite mixture of Gaussians: at least one component. */
    R gaussians(List<Law.Component> components);

    /** Independent coordinates, each of a law on the line. */
    R coordinates(List<NoisedLineLaw> lines);

    /** Uniform on a sphere. */
    R sphere(Sphere sphere);

    /** Independent groups of coordinates, in order. */
    R product(List<Law> factors);

    /** A mixture of which a component is not Gaussian. */
    R mixture(Mixture mixture);

    /**
     * A law in orthonormal directions, and noise alone across them.
     *
     * @param along      the law in the directions, of k dimensions
     * @param directions k unit vectors of d ≥ k coordinates each
     * @param shift      d coordinates, added
     * @return the evaluator's result
     */
    R turned(Law along, double[][] directions, double[] shift);
}
