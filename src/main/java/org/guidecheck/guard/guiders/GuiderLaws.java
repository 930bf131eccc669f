package org.guidecheck.guard.guiders;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.LawArbitrary;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.generator.plan.Family;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;

/** Laws on which claims about a guider are decided: named ones, and random ones that follow from a seed. */
final class GuiderLaws {
    /** Two Gaussians on the line. */
    static final LabelledLaw TWO = pair(1);
    /** Standard deviations of {@link #TWO} to the end of a range in which nearly all of its data lie. */
    private static final double INSIDE = 10;
    /** Two Gaussians in space. */
    static final LabelledLaw TWO_IN_SPACE = pair(3);
    private static final List<LabelledLaw> NAMED =
            List.of(TWO, NamedLaws.A, NamedLaws.T, NamedLaws.FAR_APART, TWO_IN_SPACE, TestProblem.SPACE_LAW);
    /** {@link org.guidecheck.law.Law#cost()} up to which random laws are used. */
    private static final double MOST_COST = 50;
    private static final int RANDOM_LINES = 3;
    private static final int RANDOM_SPACES = 3;
    private static final int TRIES = 10;

    private GuiderLaws() {
    }

    /**
     * The simplest laws on the line, the simplest first: two Gaussians that differ in place, then in spread, then in
     * prior too.
     */
    static List<LabelledLaw> simplest() {
        return List.of(TWO, line(0.5, 1, 1, 0, 1), line(0.5, 0, 1, 0, 4), line(0.5, 0, 4, 0, 1),
                line(0.5, 2, 1, -2, 1), line(0.2, 1, 1, -1, 1), line(0.8, 1, 1, -1, 1), line(0.5, 1, 0.25, -1, 0.25));
    }

    private static LabelledLaw line(double prior, double mean, double variance, double otherMean, double other) {
        return new LabelledLaw(List.of(
                new LabelledClass("c", prior, Gaussian.isotropic(new double[] {mean}, variance)),
                new LabelledClass("other", 1 - prior, Gaussian.isotropic(new double[] {otherMean}, other))));
    }

    /** The laws of the user, and few laws of one to three dimensions whose means are quick to compute. */
    static List<LabelledLaw> quick(GuiderUnderTest candidate) {
        long seed = candidate.seed();
        LawArbitrary gaussians = LawArbitraries.withDimension(3).classes(2, 3).families(Family.GAUSSIAN);
        Stream<LabelledLaw> random = Stream.concat(random(gaussians.dimension(1, 1), 2, seed),
                random(gaussians.dimension(2, 3), 1, seed));
        return Stream.concat(named(candidate).stream(), random).toList();
    }

    /**
     * A law whose data lie in a range: two Gaussians a tenth as large as the range, which is nine of their standard
     * deviations away.
     *
     * @param range B > 0 of the range from −B to B
     */
    static LabelledLaw inside(double range) {
        double unit = range / INSIDE;
        return line(0.5, unit, unit * unit, -unit, unit * unit);
    }

    /**
     * The laws on which a grade is proved in a box of points: those of the user, and two Gaussians on the line.
     *
     * @param range end of the range of data that the rule expects; empty if it expects none
     */
    static List<LabelledLaw> inBoxes(GuiderUnderTest candidate, OptionalDouble range) {
        return Stream.concat(candidate.ownLaws().stream(), Stream.of(range.isPresent() ? inside(range.getAsDouble())
                : TWO)).toList();
    }

    private static LabelledLaw pair(int dimension) {
        double[] here = new double[dimension];
        double[] there = new double[dimension];
        here[0] = 1;
        there[0] = -1;
        return new LabelledLaw(List.of(new LabelledClass("c", 0.5, Gaussian.isotropic(here, 1)),
                new LabelledClass("other", 0.5, Gaussian.isotropic(there, 1))));
    }

    /** The laws of the user, and laws that do not depend on the seed. */
    static List<LabelledLaw> named(GuiderUnderTest candidate) {
        return Stream.concat(candidate.ownLaws().stream(), NAMED.stream()).toList();
    }

    /** The same, and random laws of one to three dimensions. */
    static List<LabelledLaw> atPoints(GuiderUnderTest candidate) {
        Stream<LabelledLaw> random = Stream.concat(random(LawArbitraries.smoothLaws(1), RANDOM_LINES, candidate.seed()),
                random(LawArbitraries.smoothLaws(3).dimension(2, 3), RANDOM_SPACES, candidate.seed()));
        return Stream.concat(named(candidate).stream(), random).toList();
    }

    /** Random laws with a density. */
    private static Stream<LabelledLaw> random(LawArbitrary laws, int count, long seed) {
        return RandomLaws.draw(laws, TRIES * count, seed).stream()
                .filter(law -> law.marginal().cost() <= MOST_COST && !law.isDegenerate()).limit(count);
    }
}
