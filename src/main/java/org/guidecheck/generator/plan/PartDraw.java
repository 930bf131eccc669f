package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.guidecheck.generator.plan.GaussianPlan.Shape;

/** Draws the components of one law. */
final class PartDraw {
    private static final double DEGENERATE = 0.2;
    /** Largest depth of nesting, including the mixture of a class's components. */
    private static final int DEEPEST = 3;
    /** Largest number of Student components, each of which costs as much as about a hundred Gaussians. */
    private static final int MOST_STUDENTS = 2;

    private final Random random;
    private final LawRules rules;
    private final boolean mixed;
    private final boolean degenerate;
    /** Probability that a component of a degenerate law has no density. */
    private final double degenerateParts;
    private final LeafDraw leaves;
    private final List<PartPlan> components = new ArrayList<>();
    private int students;

    private PartDraw(Random random, LawRules rules, boolean mixed, boolean degenerate) {
        this.random = random;
        this.rules = rules;
        this.mixed = mixed;
        this.degenerate = degenerate;
        this.degenerateParts = random.nextInt(4) == 0 ? 1 : 0.3;
        this.leaves = new LeafDraw(random);
    }

    /** Draws Gaussians and atoms. */
    static PartDraw gaussian(Random random, LawRules rules, int dimension) {
        boolean degenerate = !rules.smooth() && random.nextDouble() < DEGENERATE;
        boolean onlyAtoms = !rules.usable().contains(Family.GAUSSIAN);
        boolean possible = dimension > 1 || rules.usable().contains(Family.ATOM);
        return new PartDraw(random, rules, false, onlyAtoms || (degenerate && possible));
    }

    /** Draws components of all usable families; the first is neither Gaussian nor atom, if possible. */
    static PartDraw mixed(Random random, LawRules rules) {
        return new PartDraw(random, rules, true, false);
    }

    /** Whether Student, the most expensive family, is the only usable one. */
    boolean isOfStudentsOnly() {
        return rules.usable().equals(List.of(Family.STUDENT));
    }

    /** Draws the next component, which is one of several of its class or the only one. */
    PartPlan component(int dimension, boolean oneOfSeveral) {
        int before = students;
        PartPlan result = nextComponent(dimension, oneOfSeveral ? DEEPEST - 1 : DEEPEST);
        components.add(result);
        // A component that was drawn and then replaced does not count.
        students = before + result.count(Family.STUDENT);
        return result;
    }

    private PartPlan nextComponent(int dimension, int levels) {
        PartPlan drawn = fresh(dimension, levels);
        if (components.isEmpty() || random.nextInt(6) > 0) {
            return drawn;
        }
        PartPlan twin = components.get(random.nextInt(components.size()));
        if (random.nextBoolean()) {
            return twin.count(Family.STUDENT) > 0 || twin.depth() > levels ? drawn : twin;
        }
        return drawn instanceof LeafPlan leaf ? leaf.with(twin.centre(), leaf.scales()) : drawn;
    }

    private PartPlan fresh(int dimension, int levels) {
        if (!mixed) {
            // In a degenerate law the first component has no density; the others have none with some probability.
            boolean smooth = !degenerate || (!components.isEmpty() && random.nextDouble() >= degenerateParts
                    && rules.usable().contains(Family.GAUSSIAN));
            return gaussian(dimension, smooth ? leaves.smoothShape(dimension) : degenerateShape(dimension));
        }
        List<Family> usable = possible(rules.usable(), dimension, levels);
        List<Family> others = usable.stream()
                .filter(family -> family != Family.GAUSSIAN && family != Family.ATOM).toList();
        boolean other = !others.isEmpty() && (components.isEmpty() || random.nextBoolean());
        return choose(other ? others : usable).draw(this, dimension, levels, false);
    }

    /** A Gaussian of this shape, or an atom if the shape is null. */
    private PartPlan gaussian(int dimension, Shape shape) {
        return shape == null ? LocationScalePlan.atom(leaves.means(dimension, false))
                : leaves.gaussian(shape, dimension, false);
    }

    private Shape degenerateShape(int dimension) {
        if (dimension == 1 || !rules.usable().contains(Family.GAUSSIAN)) {
            return null;
        }
        return !rules.usable().contains(Family.ATOM) || !random.nextBoolean() ? Shape.SINGULAR : null;
    }

    private List<Family> possible(List<Family> families, int dimension, int levels) {
        List<Family> result = new ArrayList<>(families);
        result.removeIf(family -> family.isComposite() && levels == 0);
        if (dimension == 1) {
            result.remove(Family.PRODUCT);
        }
        if (students >= MOST_STUDENTS && result.size() > 1) {
            result.remove(Family.STUDENT);
        }
        return result.isEmpty() ? rules.leaves() : result;
    }

    private Family choose(List<Family> families) {
        return families.get(Numbers.choose(random, families.stream().mapToInt(Family::odds).toArray()));
    }

    /** Draws a part of a composite. */
    private PartPlan innerPart(int dimension, int levels, boolean moderate) {
        List<Family> families = new ArrayList<>(rules.leaves());
        rules.usable().stream().filter(Family::isComposite).forEach(families::add);
        return choose(possible(families, dimension, levels)).draw(this, dimension, levels, moderate);
    }

    LeafDraw leaves() {
        return leaves;
    }

    PartPlan student(int dimension, boolean moderate) {
        students++;
        return leaves.student(dimension, moderate);
    }

    PartPlan mixture(int dimension, int levels, boolean moderate) {
        List<Integer> weights = List.of(Numbers.between(random, 1, 20), Numbers.between(random, 1, 20));
        return new MixturePlan(weights, List.of(innerPart(dimension, levels - 1, moderate),
                innerPart(dimension, levels - 1, moderate)));
    }

    PartPlan product(int dimension, int levels, boolean moderate) {
        int groups = Numbers.between(random, 2, Math.min(3, dimension));
        TreeSet<Integer> ends = new TreeSet<>(List.of(dimension));
        while (ends.size() < groups) {
            ends.add(Numbers.between(random, 1, dimension - 1));
        }
        List<PartPlan> factors = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            factors.add(innerPart(end - from, levels - 1, moderate));
            from = end;
        }
        return new ProductPlan(List.copyOf(factors));
    }

    PartPlan affine(int dimension, int levels) {
        List<Integer> shift = leaves.means(dimension, true);
        List<Integer> turns = random.nextInt(4) == 0 ? PartPlan.repeat(dimension - 1, 0)
                : LeafDraw.numbers(dimension - 1, () -> Numbers.between(random, 0, Numbers.TURNS - 1));
        if (rules.leaves().contains(Family.GAUSSIAN) && random.nextInt(3) == 0) {
            boolean cutDown = random.nextInt(3) == 0 && dimension < LawRules.LARGEST_DIMENSION;
            int k = cutDown ? dimension + 1 : dimension;
            return new AffinePlan(leaves.gaussian(k, true), shift,
                    LeafDraw.numbers(k, leaves::stretch), turns,
                    LeafDraw.numbers(k - 1, () -> 100 * Numbers.between(random, -10, 10)));
        }
        int k = dimension > 1 && !rules.smooth() && random.nextInt(4) == 0
                ? Numbers.between(random, 1, dimension - 1) : dimension;
        PartPlan of = innerPart(k, levels - 1, true);
        List<Integer> stretches = of.stretchesFreely() && random.nextBoolean() ? LeafDraw.numbers(k, leaves::stretch)
                : List.of(random.nextBoolean() ? Numbers.UNIT_SCALE : leaves.stretch());
        return new AffinePlan(of, shift, stretches, turns, List.of());
    }
}
