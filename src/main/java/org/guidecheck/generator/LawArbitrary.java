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
 * Random labelled laws that can be narrowed. What is asked for holds of every law that is drawn, and of every law that
 * it shrinks to. A narrowing that no law meets is an {@link IllegalArgumentException} of one line.
 *
 * <p>Edge cases are the simplest laws and two extreme ones: N(0, 1) against N(1, 1), two equal classes, an atom against
 * a Gaussian, and Gaussians 20 apart; those of them that are allowed.
 */
public final class LawArbitrary implements Arbitrary<LabelledLaw> {
    private final LawRules rules;
    private final Arbitrary<LabelledLaw> drawn;

    LawArbitrary(LawRules rules) {
        this.rules = rules;
        this.drawn = PlanArbitrary.laws(rules);
    }

    /**
     * Laws of some dimensions.
     *
     * @param min the fewest coordinates, at least 1
     * @param max the most coordinates, at most {@link LawArbitraries#LARGEST_DIMENSION}
     * @return laws of min to max dimensions
     */
    public LawArbitrary dimension(int min, int max) {
        return new LawArbitrary(rules.ofDimension(min, max));
    }

    /**
     * Laws of some numbers of classes. More than four are drawn only where min is above four, or as one of the fifty
     * of {@link Stress#FIFTY_CLASSES}.
     *
     * @param min the fewest classes, at least 2
     * @param max the most classes, at most {@link LawArbitraries#MOST_CLASSES}
     * @return laws of min to max classes
     */
    public LawArbitrary classes(int min, int max) {
        return new LawArbitrary(rules.ofClasses(min, max));
    }

    /**
     * Laws of some families. A class is a component or a mixture of several, each of one of the families; what a
     * product, an affine law or a mixture within a mixture is built of is of the families too, or Gaussian if they name
     * nothing to build of.
     *
     * @param families at least one
     * @return laws of no others
     */
    public LawArbitrary families(Family... families) {
        return families(Set.of(families));
    }

    /** As the public method, for a set. */
    LawArbitrary families(Set<Family> families) {
        return new LawArbitrary(rules.ofFamilies(families));
    }

    /**
     * Laws with a density without edges.
     *
     * @return laws of Gaussians, Laplace and Student laws and what is built of them
     */
    public LawArbitrary smooth() {
        return new LawArbitrary(rules.ofSmooth());
    }

    /**
     * Laws of Gaussians and atoms, at most mixed.
     *
     * @return laws of these two families
     */
    public LawArbitrary gaussian() {
        return families(EnumSet.of(Family.GAUSSIAN, Family.ATOM));
    }

    /**
     * Draws a law as a blueprint, and weights above 0.
     *
     * @param pieces of a schedule at most; with more than one, half of the schedules are constant
     * @param most   the largest weight, from 0.1 to 20
     * @param seed   of all that are drawn
     * @param index  from 0
     * @return what follows from these alone
     */
    public EditableLaw blueprint(int pieces, double most, long seed, int index) {
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
