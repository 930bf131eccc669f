package org.guidecheck.generator;

import java.util.List;
import net.jqwik.api.Arbitrary;
import org.guidecheck.generator.plan.LawRules;
import org.guidecheck.generator.plan.PlanArbitrary;
import org.guidecheck.generator.plan.Stress;
import org.guidecheck.law.LabelledLaw;

/**
 * Generators of random labelled laws with two to four classes of one to five components in one to eight dimensions.
 *
 * <p>About half of the laws consist of Gaussians and atoms. A Gaussian is isotropic, diagonal or full, with scales of
 * two digits from 0.01 to 10. Its mean is within 3 of the origin in every coordinate, except for a few up to 10 away.
 * Some components share their centre with another or are equal to it. Priors are proportional to whole numbers from 1
 * to 20, and so are component weights, a few of which are 0. One in five of these laws has parts without a density:
 * atoms, and Gaussians flat in one direction.
 *
 * <p>Four laws in ten also have components of other families: Laplace, Student (at most two), box, exponential and
 * sphere, and products, affine images and mixtures of these, nested at most three deep. Half of them have a density
 * without jumps.
 *
 * <p>One law in ten is of a kind that is hard by design, see {@link Stress}; some of these have fifty classes.
 *
 * <p>A law shrinks to fewer classes, components and coordinates, then to simpler families, then to rounder numbers. The
 * simplest law is N(0, 1) against N(0, 1) with equal priors. If a failure depends on a family, its simplest component
 * is
 *
 * <ul>
 * <li>an atom at 0; a Gaussian flat in its first axis, of scale 1 in the second;
 * <li>a Laplace law of centre 0 and scale 1; a Student law of centre 0, scale 1 and 3 degrees of freedom;
 * <li>the box [0, 1]; the exponential law of origin 0 and rate 1; the sphere of centre 0 and radius 1 on the line;
 * <li>a mixture of two N(0, 1) of equal weight; a product of two N(0, 1);
 * <li>the identity on N(0, 1), without shift, as an affine law; a Cantor law of level 1, which is two atoms.
 * </ul>
 */
public final class LawArbitraries {
    /** Largest dimension of a law. */
    public static final int LARGEST_DIMENSION = LawRules.LARGEST_DIMENSION;
    /** Largest number of classes of a law. */
    public static final int MOST_CLASSES = LawRules.MOST_CLASSES;

    private LawArbitraries() {
    }

    /** {@return all laws, of one to eight dimensions; can be restricted} */
    public static LawArbitrary laws() {
        return new LawArbitrary(LawRules.ALL);
    }

    /**
     * Laws of limited dimension.
     *
     * @param max largest dimension, from 1 to {@link #LARGEST_DIMENSION}
     * @return laws of 1 to max dimensions
     */
    public static LawArbitrary withDimension(int max) {
        return laws().dimension(1, max);
    }

    /**
     * {@return laws of one to eight dimensions with a density without jumps: no atoms, flat Gaussians, boxes,
     * exponential laws or spheres}
     */
    public static LawArbitrary smoothLaws() {
        return laws().smooth();
    }

    /**
     * Laws of limited dimension with a density without jumps.
     *
     * @param max largest dimension, from 1 to {@link #LARGEST_DIMENSION}
     * @return laws of 1 to max dimensions
     */
    public static LawArbitrary smoothLaws(int max) {
        return withDimension(max).smooth();
    }

    /** {@return laws on the line with a density without jumps} */
    public static LawArbitrary oneDimensional() {
        return smoothLaws(1);
    }

    /**
     * Laws of one kind that is hard by design. They shrink like all laws.
     *
     * @param kind kind of law
     * @return laws of that kind
     */
    public static Arbitrary<LabelledLaw> stress(Stress kind) {
        return PlanArbitrary.stress(List.of(kind));
    }

    /** {@return laws of all kinds that are hard by design, with equal odds} */
    public static Arbitrary<LabelledLaw> stressLaws() {
        return PlanArbitrary.stress(List.of(Stress.values()));
    }
}
