package org.guidecheck.generator;

import java.util.List;
import net.jqwik.api.Arbitrary;
import org.guidecheck.generator.plan.LawRules;
import org.guidecheck.generator.plan.PlanArbitrary;
import org.guidecheck.generator.plan.Stress;
import org.guidecheck.law.LabelledLaw;

/**
 * Random labelled laws: two to four classes of one to five components in one to eight dimensions.
 *
 * <p>About half of the laws are made of Gaussians and atoms. A Gaussian is isotropic, diagonal or full, with scales of
 * two digits from 0.01 to 10; its mean is within 3 in every coordinate, but for some that are up to 10 away. Some
 * components share their centre, or everything, with another. Priors come from whole shares from 1 to 20, and so do
 * weights, of which a few are 0. One in five of these laws has parts without a density: atoms, and Gaussians flat in
 * one direction.
 *
 * <p>Four laws in ten have components of the other families too: Laplace, Student (two at most), box, exponential and
 * sphere, and products, affine images and mixtures of any of these, built three deep at most. Half of them have a
 * density without edges.
 *
 * <p>One law in ten is of a kind that is hard on purpose, a {@link Stress}; among these are laws of fifty classes.
 *
 * <p>A law shrinks to fewer classes, components and coordinates, then to simpler families, then to rounder numbers. The
 * simplest is N(0, 1) against N(0, 1), priors equal. Where a fault needs a family, the simplest component of it is
 *
 * <ul>
 * <li>an atom at 0; a Gaussian flat in its first axis, of scale 1 in the second;
 * <li>a Laplace law of centre 0 and scale 1; a Student law of centre 0, scale 1 and 3 degrees of freedom;
 * <li>the box [0, 1]; the exponential law of origin 0 and rate 1; the sphere of centre 0 and radius 1, on the line;
 * <li>a mixture of two N(0, 1) of equal weight; a product of two N(0, 1);
 * <li>the identity on N(0, 1), no shift, as an affine law; a Cantor law of level 1, which is two atoms.
 * </ul>
 */
public final class LawArbitraries {
    /** The most coordinates that a law has. */
    public static final int LARGEST_DIMENSION = LawRules.LARGEST_DIMENSION;
    /** The most classes that a law has. */
    public static final int MOST_CLASSES = LawRules.MOST_CLASSES;

    private LawArbitraries() {
    }

    /**
     * All laws.
     *
     * @return laws of one to eight dimensions, which can be narrowed
     */
    public static LawArbitrary laws() {
        return new LawArbitrary(LawRules.ALL);
    }

    /**
     * Laws of few dimensions.
     *
     * @param max the most coordinates, from 1 to {@link #LARGEST_DIMENSION}
     * @return laws of 1 to max dimensions
     */
    public static LawArbitrary withDimension(int max) {
        return laws().dimension(1, max);
    }

    /**
     * Laws with a density without edges: no atoms, flat Gaussians, boxes, exponential laws or spheres.
     *
     * @return laws of one to eight dimensions
     */
    public static LawArbitrary smoothLaws() {
        return laws().smooth();
    }

    /**
     * Laws with a density without edges, of few dimensions.
     *
     * @param max the most coordinates, from 1 to {@link #LARGEST_DIMENSION}
     * @return laws of 1 to max dimensions
     */
    public static LawArbitrary smoothLaws(int max) {
        return withDimension(max).smooth();
    }

    /**
     * Laws on the line, with a density without edges.
     *
     * @return laws of one dimension
     */
    public static LawArbitrary oneDimensional() {
        return smoothLaws(1);
    }

    /**
     * Laws that are hard on purpose, of one kind. They shrink as all laws do.
     *
     * @param kind which
     * @return laws of it
     */
    public static Arbitrary<LabelledLaw> stress(Stress kind) {
        return PlanArbitrary.stress(List.of(kind));
    }

    /**
     * Laws that are hard on purpose, of every kind alike.
     *
     * @return laws of all kinds
     */
    public static Arbitrary<LabelledLaw> stressLaws() {
        return PlanArbitrary.stress(List.of(Stress.values()));
    }
}
