package org.guidecheck.generator;

import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.RandomGenerator;
import org.guidecheck.generator.plan.EditableLaw;
import org.guidecheck.generator.plan.Family;
import org.guidecheck.generator.plan.LawRules;
import org.guidecheck.generator.plan.PlanArbitrary;
import org.guidecheck.generator.plan.Stress;
import org.guidecheck.law.LabelledLaw;

/**
 * Generator of random labelled laws that can be restricted. Restrictions apply to every law drawn and to every law that
 * it shrinks to. A restriction that no law meets throws {@link IllegalArgumentException} with a message of one line.
 *
 * <p>Edge cases are the simplest laws and extreme ones, as far as the restrictions allow them: N(0, 1) against N(1, 1),
 * two equal classes, an atom against a Gaussian, and Gaussians 20 apart.
 */
public final class LawArbitrary implements Arbitrary<LabelledLaw> {
    private final LawRules rules;
    private final Arbitrary<LabelledLaw> drawn;

    LawArbitrary(LawRules rules) {
        this.rules = rules;
        this.drawn = PlanArbitrary.laws(rules);
    }

    /**
     * Restricts the dimension.
     *
     * @param min smallest dimension, at least 1
     * @param max largest dimension, at most {@link LawArbitraries#LARGEST_DIMENSION}
     * @return laws of min to max dimensions
     */
    public LawArbitrary dimension(int min, int max) {
        return new LawArbitrary(rules.withDimension(min, max));
    }

    /**
     * Restricts the number of classes. More than four are drawn only if min is above four, and for
     * {@link Stress#FIFTY_CLASSES}.
     *
     * @param min smallest number, at least 2
     * @param max largest number, at most {@link LawArbitraries#MOST_CLASSES}
     * @return laws of min to max classes
     */
    public LawArbitrary classes(int min, int max) {
        return new LawArbitrary(rules.withClasses(min, max));
    }

    /**
     * Restricts the families. A class is a component or a mixture of components, each of one of the families. The parts
     * of products, affine laws and nested mixtures are of the families too, or Gaussian if all the families are
     * composite.
     *
     * @param families at least one
     * @return laws of these families
     */
    public LawArbitrary families(Family... families) {
        return families(Set.of(families));
    }

    /** Like the public method, for a set. */
    LawArbitrary families(Set<Family> families) {
        return new LawArbitrary(rules.withFamilies(families));
    }

    /** {@return laws with a density without jumps: Gaussians, Laplace and Student laws and composites of them} */
    public LawArbitrary smooth() {
        return new LawArbitrary(rules.onlySmooth());
    }

    /** {@return laws whose classes are Gaussians, atoms or mixtures of them} */
    public LawArbitrary gaussian() {
        return families(EnumSet.of(Family.GAUSSIAN, Family.ATOM));
    }

    /**
     * Draws a law and guidance weights above 0 in editable form. The result depends on the arguments alone.
     *
     * @param pieces largest number of pieces of the schedule; if above 1, half of the schedules are constant
     * @param most   largest weight, from 0.1 to 20
     * @param seed   seed of all draws
     * @param index  index of this draw, from 0
     * @return law and weights
     */
    public EditableLaw editable(int pieces, double most, long seed, int index) {
        return EditableLaw.draw(rules, pieces, most, RandomLaws.random(seed, index));
    }

    @Override
    public RandomGenerator<LabelledLaw> generator(int genSize) {
        return drawn.generator(genSize);
    }

    @Override
    public EdgeCases<LabelledLaw> edgeCases(int maxEdgeCases) {
        return drawn.edgeCases(maxEdgeCases);
    }
}
