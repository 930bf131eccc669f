package org.guidecheck.generator.plan;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ShrinkingDistance;
import org.guidecheck.law.LabelledLaw;

/**
 * The limits of random laws: every law that is drawn keeps to them, and every law that it shrinks to.
 *
 * @param leastDimension from 1
 * @param mostDimension  to {@link #LARGEST_DIMENSION}
 * @param leastClasses   from 2
 * @param mostClasses    to {@link #MOST_CLASSES}
 * @param families       of components, and of what they are built of
 * @param smooth         whether every law has a density without edges
 */
public record LawRules(int leastDimension, int mostDimension, int leastClasses, int mostClasses, Set<Family> families,
                boolean smooth) {
    /** The most coordinates that a law has. */
    public static final int LARGEST_DIMENSION = 8;
    /** The most classes that a law has. */
    public static final int MOST_CLASSES = 50;
    /** All laws. */
    public static final LawRules ALL = new LawRules(1, LARGEST_DIMENSION, 2, MOST_CLASSES,
            EnumSet.allOf(Family.class), false);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException of one line if no law keeps to them
     */
    public LawRules {
        families = Set.copyOf(families);
        requireRange("dimension", leastDimension, mostDimension, 1, LARGEST_DIMENSION);
        requireRange("classes", leastClasses, mostClasses, 2, MOST_CLASSES);
        if (families.isEmpty()) {
            throw new IllegalArgumentException("families=[]: must name at least one");
        }
        if (smooth && families.stream().noneMatch(Family::canBeSmooth)) {
            throw new IllegalArgumentException("families=" + sorted(families) + ": none of them is smooth");
        }
        if (mostDimension == 1 && families.equals(Set.of(Family.PRODUCT))) {
            throw new IllegalArgumentException("families=[PRODUCT]: needs two dimensions, but there is at most one");
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
     * Laws of other dimensions.
     *
     * @param least the fewest coordinates
     * @param most  the most coordinates
     * @return the other limits as they are
     */
    public LawRules ofDimension(int least, int most) {
        return new LawRules(least, most, leastClasses, mostClasses, families, smooth);
    }

    /**
     * Laws of other numbers of classes.
     *
     * @param least the fewest classes
     * @param most  the most classes
     * @return the other limits as they are
     */
    public LawRules ofClasses(int least, int most) {
        return new LawRules(leastDimension, mostDimension, least, most, families, smooth);
    }

    /**
     * Laws of other families.
     *
     * @param newFamilies at least one
     * @return the other limits as they are
     */
    public LawRules ofFamilies(Set<Family> newFamilies) {
        return new LawRules(leastDimension, mostDimension, leastClasses, mostClasses, newFamilies, smooth);
    }

    /**
     * Laws with a density without edges.
     *
     * @return the other limits as they are
     */
    public LawRules ofSmooth() {
        return new LawRules(leastDimension, mostDimension, leastClasses, mostClasses, families, true);
    }

    /** Whether there are laws without edges that have other components than Gaussians and atoms. */
    boolean isOfOthersThatAreSmooth() {
        return families.stream().anyMatch(family -> family.canBeSmooth() && family != Family.GAUSSIAN)
                && leaves().containsAll(ofSmooth().leaves());
    }

    boolean isOfAllFamilies() {
        return families.size() == Family.values().length;
    }

    /** Families that a component may be of. */
    List<Family> usable() {
        return sorted(families).stream().filter(family -> family.canBeSmooth() || !smooth).toList();
    }

    /** Families of parts that are built of no others. */
    List<Family> leaves() {
        List<Family> own = usable().stream().filter(family -> !family.isBuilt()).toList();
        // What is built must be built of something.
        return own.isEmpty() ? List.of(Family.GAUSSIAN) : own;
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

    /** A component is of the families; what it is built of may be Gaussian where they name nothing to build of. */
    private boolean allowsPart(PartPlan part) {
        List<Family> leaves = leaves();
        return families.contains(part.family()) && part.all()
                .allMatch(each -> each.family().isBuilt() ? families.contains(each.family()) : leaves.contains(each.family()));
    }

    /** A law that keeps to the rules and to which others keep as they shrink. */
    public record Kept(LawPlan law, LawRules rules) implements Plan<LabelledLaw> {
        @Override
        public LabelledLaw build() {
            return law.build();
        }

        @Override
        public List<Kept> simpler() {
            return law.simpler().stream().filter(rules::allows).map(simpler -> new Kept(simpler, rules)).toList();
        }

        @Override
        public ShrinkingDistance distance() {
            return law.distance();
        }
    }

    /** The simplest laws, and the extreme ones, that are allowed. */
    List<Kept> edges() {
        int d = leastDimension;
        PartPlan standard = GaussianPlan.standard(d);
        PartPlan one = GaussianPlan.isotropic(PartPlan.repeat(d, 1000), Numbers.UNIT_SCALE);
        PartPlan left = GaussianPlan.isotropic(PartPlan.repeat(d, -10_000), Numbers.UNIT_SCALE);
        PartPlan right = GaussianPlan.isotropic(PartPlan.repeat(d, 10_000), Numbers.UNIT_SCALE);
        List<List<PartPlan>> pairs = List.of(List.of(standard, one), List.of(standard, standard),
                List.of(LocationScalePlan.atom(PartPlan.repeat(d, 0)), standard), List.of(left, right));
        return pairs.stream().map(this::ofPair).filter(this::allows).map(law -> new Kept(law, this)).toList();
    }

    /** With as many classes as must be, the second one again and again. */
    private LawPlan ofPair(List<PartPlan> laws) {
        return new LawPlan(IntStream.range(0, leastClasses)
                .mapToObj(c -> new ClassPlan(1, laws.get(Math.min(c, 1)))).toList());
    }
}
