package org.guidecheck.distribution;

import java.util.List;

/**
 * The forms of noised densities, one method for each, for evaluators that have loops of their own for every form. A law
 * calls the method of its form ({@link Distribution#inForm}); a new form is a new method, which every evaluator must
 * then implement.
 *
 * @param <R> what an evaluator makes of a form
 */
public interface DensityForms<R> {

    /**
     * A finite mixture of Gaussians.
     *
     * @param components at least one, of one dimension
     * @return the evaluator's result
     */
    R gaussians(List<Distribution.Component> components);

    /**
     * Independent coordinates.
     *
     * @param lines the law of each coordinate
     * @return the evaluator's result
     */
    R coordinates(List<Line> lines);

    /**
     * Uniform on a sphere.
     *
     * @param sphere the law
     * @return the evaluator's result
     */
    R sphere(Sphere sphere);

    /**
     * Independent groups of coordinates.
     *
     * @param factors laws of the groups, in the order of the coordinates
     * @return the evaluator's result
     */
    R product(List<Distribution> factors);

    /**
     * A mixture with a component that is not Gaussian.
     *
     * @param mixture the law
     * @return the evaluator's result
     */
    R mixture(Mixture mixture);

    /**
     * A law in orthonormal directions, and noise alone across them.
     *
     * @param along      the law in the directions, of k dimensions
     * @param directions k unit vectors of d ≥ k coordinates each
     * @param shift      d coordinates, added
     * @return the evaluator's result
     */
    R turned(Distribution along, double[][] directions, double[] shift);
}
