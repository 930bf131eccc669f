package org.guidecheck.generator.plan;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ShrinkingDistance;
import org.guidecheck.law.LabelledLaw;

/**
 * Limits of random laws, which every drawn law and every law that it shrinks to keeps to.
 *
 * @param leastDimension smallest dimension, at least 1
 * @param mostDimension  largest dimension, at most {@link #LARGEST_DIMENSION}
 * @param leastClasses   smallest number of classes, at least 2
 * @param mostClasses    largest number of classes, at most {@link #MOST_CLASSES}
 * @param families       families of components and of the parts that they are composed of
 * @param smooth         whether every law has a density without jumps
 */
public record LawRules(int leastDimension, int mostDimension, int leastClasses, int mostClasses, Set<Family> families,
        boolean smooth) {
    /** Largest dimension of a law. */
    public static final int LARGEST_DIMENSION = 8;
    /** Largest number of classes of a law. */
    public static final int MOST_CLASSES = 50;
    /** No restriction. */
    public static final LawRules ALL = new LawRules(1, LARGEST_DIMENSION, 2, MOST_CLASSES,
            EnumSet.allOf(Family.class), false);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if no law keeps to them, with a message of one line
     */
    public LawRules {
        families = Set.copyOf(families);
        requireRange("dimension", leastDimension, mostDimension, 1, LARGEST_DIMENSION);
        requireRange("classes", leastClasses, mostClasses, 2, MOST_CLASSES);
        if (families.isEmpty()) {
            throw new IllegalArgumentException("families=[]: must name at least one");
        }
        if (smooth && families.stream().noneMatch(Family::canBeSmooth)) {
            throw new IllegalArgumentException("families=" + sorted(families) + ": must contain a smooth family");
        }
        if (mostDimension == 1 && families.equals(Set.of(Family.PRODUCT))) {
            throw new IllegalArgumentException(
                    "families=[PRODUCT]: must be used with dimension of at least 2, but the largest is 1");
        }
        leastDimension = families.equals(Set.of(Family.PRODUCT)) ? Math.max(2, leastDimension) : leastDimension;
    }

    private static void requireRange(String name, int least, int most, int lowest, int highest) {
        if (least < lowest || most > highest || least > most) {
            throw new IllegalArgumentException(name + " from " + least + " to " + most
                    + ": must be a range within " + lowest + " to " + highest);
        }
    }

    static List<Family> sorted(Set<Family> families) {
        return families.stream().sorted().toList();
    }

    /**
     * Other limits on the dimension.
     *
     * @param least smallest dimension
     * @param most  largest dimension
     * @return rules that are otherwise the same
     */
    public LawRules withDimension(int least, int most) {
        return new LawRules(least, most, leastClasses, mostClasses, families, smooth);
    }

    /**
     * Other limits on the number of classes.
     *
     * @param least smallest number
     * @param most  largest number
     * @return rules that are otherwise the same
     */
    public LawRules withClasses(int least, int most) {
        return new LawRules(leastDimension, mostDimension, least, most, families, smooth);
    }

    /**
     * Other families.
     *
     * @param newFamilies at least one
     * @return rules that are otherwise the same
     */
    public LawRules withFamilies(Set<Family> newFamilies) {
        return new LawRules(leastDimension, mostDimension, leastClasses, mostClasses, newFamilies, smooth);
    }

    /** {@return the same rules, restricted to laws with a density without jumps} */
    public LawRules onlySmooth() {
        return new LawRules(leastDimension, mostDimension, leastClasses, mostClasses, families, true);
    }

    /** Whether there are smooth laws with components other than Gaussians whose leaves are all of usable families. */
    boolean hasOtherSmoothFamilies() {
        return families.stream().anyMatch(family -> family.canBeSmooth() && family != Family.GAUSSIAN)
                && leaves().containsAll(onlySmooth().leaves());
    }

    boolean isOfAllFamilies() {
        return families.size() == Family.values().length;
    }

    /** Families that a component may be of. */
    List<Family> usable() {
        return sorted(families).stream().filter(family -> family.canBeSmooth() || !smooth).toList();
    }

    /** Families of parts that are not composite; Gaussians if the rules name no such family. */
    List<Family> leaves() {
        List<Family> leaves = usable().stream().filter(family -> !family.isComposite()).toList();
        return leaves.isEmpty() ? List.of(Family.GAUSSIAN) : leaves;
    }

    boolean allows(LawPlan plan) {
        int d = plan.dimension();
        int size = plan.classes().size();
        return d >= leastDimension && d <= mostDimension && size >= leastClasses && size <= mostClasses
                && plan.classes().stream().allMatch(each -> allowsClass(each.law()));
    }

    private boolean allowsClass(PartPlan law) {
        if (smooth && !law.isSmooth()) {
            return false;
        }
        return isOfAllFamilies() || allowsPart(law)
                || (law instanceof MixturePlan mixture && mixture.parts().stream().allMatch(this::allowsPart));
    }

    /** Whether a component is of the families, and its parts are of the families or of {@link #leaves()}. */
    private boolean allowsPart(PartPlan part) {
        List<Family> leaves = leaves();
        return families.contains(part.family()) && part.all().map(PartPlan::family)
                .allMatch(family -> (family.isComposite() ? families : leaves).contains(family));
    }

    /**
     * Plan of a law whose simpler plans keep to the same rules.
     *
     * @param law   plan of the law
     * @param rules rules that it keeps to
     */
    public record RestrictedPlan(LawPlan law, LawRules rules) implements Plan<LabelledLaw> {
        @Override
        public LabelledLaw build() {
            return law.build();
        }

        @Override
        public List<RestrictedPlan> simpler() {
            return law.simpler().stream().filter(rules::allows)
                    .map(simpler -> new RestrictedPlan(simpler, rules)).toList();
        }

        @Override
        public ShrinkingDistance distance() {
            return law.distance();
        }
    }

    /** The simplest and the extreme laws, as far as the rules allow them. */
    List<RestrictedPlan> edgeCases() {
        int d = leastDimension;
        PartPlan standard = GaussianPlan.standard(d);
        PartPlan one = GaussianPlan.isotropic(PartPlan.repeat(d, 1000), Numbers.UNIT_SCALE);
        PartPlan left = GaussianPlan.isotropic(PartPlan.repeat(d, -10_000), Numbers.UNIT_SCALE);
        PartPlan right = GaussianPlan.isotropic(PartPlan.repeat(d, 10_000), Numbers.UNIT_SCALE);
        List<List<PartPlan>> pairs = List.of(List.of(standard, one), List.of(standard, standard),
                List.of(LocationScalePlan.atom(PartPlan.repeat(d, 0)), standard), List.of(left, right));
        return pairs.stream().map(this::ofPair).filter(this::allows).map(law -> new RestrictedPlan(law, this)).toList();
    }

    /** The law with these two classes; the second is repeated if the rules require more classes. */
    private LawPlan ofPair(List<PartPlan> laws) {
        return new LawPlan(IntStream.range(0, leastClasses)
                .mapToObj(c -> new ClassPlan(1, laws.get(Math.min(c, 1)))).toList());
    }
}
