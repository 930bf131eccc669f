package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Draws the plan of a random law. */
public final class LawDraw {
    private static final int[] DIMENSION_ODDS = {6, 6, 2, 2, 2, 2, 2, 2};
    private static final int[] CLASS_ODDS = {5, 3, 2};
    private static final double STRESS = 0.1;
    /** Among laws that are not hard by design: fraction with components other than Gaussians and atoms. */
    private static final double MIXED = 0.45;
    private static final Set<Family> GAUSSIANS = Set.of(Family.GAUSSIAN, Family.ATOM);

    private final Random random;
    private final LawRules rules;

    private LawDraw(Random random, LawRules rules) {
        this.random = random;
        this.rules = rules;
    }

    /**
     * Draws a law.
     *
     * @param random source of all numbers
     * @param rules  limits that the law and all simpler ones keep to
     * @return plan of the law
     */
    public static LawRules.RestrictedPlan draw(Random random, LawRules rules) {
        return new LawRules.RestrictedPlan(new LawDraw(random, rules).law(), rules);
    }

    private LawPlan law() {
        if (rules.isOfAllFamilies() && random.nextDouble() < STRESS) {
            List<Stress> possible = Arrays.stream(Stress.values()).filter(stress -> stress.isWithin(rules)).toList();
            if (!possible.isEmpty()) {
                return new StressDraw(random, rules).draw(possible.get(random.nextInt(possible.size())));
            }
        }
        List<Family> usable = rules.usable();
        boolean mixed = !GAUSSIANS.containsAll(usable)
                && (usable.stream().noneMatch(GAUSSIANS::contains) || random.nextDouble() < MIXED);
        // Half of these laws are smooth, so that claims about clean data have enough laws to be tested on.
        LawRules own = mixed && !rules.smooth() && rules.hasOtherSmoothFamilies() && random.nextBoolean()
                ? rules.onlySmooth() : rules;
        int dimension = dimension();
        return law(dimension, mixed ? PartDraw.mixed(random, own) : PartDraw.gaussian(random, own, dimension));
    }

    private int dimension() {
        return rules.leastDimension() + Numbers.choose(random,
                Arrays.copyOfRange(DIMENSION_ODDS, rules.leastDimension() - 1, rules.mostDimension()));
    }

    private LawPlan law(int dimension, PartDraw parts) {
        int size = size();
        boolean equalShares = random.nextInt(4) == 0;
        List<ClassPlan> classes = new ArrayList<>();
        for (int c = 0; c < size; c++) {
            int count = parts.isOfStudentsOnly() ? 1 : 1 + Numbers.choose(random, 7, 5, 4, 2, 2);
            List<Integer> weights = new ArrayList<>();
            List<PartPlan> own = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                weights.add(random.nextInt(40) == 0 ? 0 : Numbers.between(random, 1, 20));
                own.add(parts.component(dimension, count > 1));
            }
            PartPlan law = count == 1 ? own.get(0) : new MixturePlan(List.copyOf(weights), List.copyOf(own));
            classes.add(new ClassPlan(equalShares ? 1 : Numbers.between(random, 1, 20), law));
        }
        return new LawPlan(List.copyOf(classes));
    }

    /** Number of classes: two to four, unless the rules require more. */
    private int size() {
        int least = rules.leastClasses();
        int usual = CLASS_ODDS.length + 1;
        return least > usual ? Numbers.between(random, least, rules.mostClasses())
                : least + Numbers.choose(random, IntStream.rangeClosed(least, Math.min(usual, rules.mostClasses()))
                        .map(n -> CLASS_ODDS[n - 2]).toArray());
    }
}
