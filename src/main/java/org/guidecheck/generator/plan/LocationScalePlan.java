package org.guidecheck.generator.plan;

import java.util.List;
import java.util.function.BiFunction;
import org.guidecheck.law.Law;

/**
 * Plan of a law determined by its family, a location and scales. The simplest has location 0 and all scales 1.
 *
 * @param family a family with a {@link Form}, such as {@link Family#LAPLACE}
 * @param means  the location, d means
 * @param scales as many scales as the family's form requires
 */
record LocationScalePlan(Family family, List<Integer> means, List<Integer> scales) implements LeafPlan {

    /**
     * Form of a location-scale family.
     *
     * @param kind    rank of the family in simplicity, 0 for the simplest
     * @param scaling scales of the family
     * @param law     builds the law from a location and scales
     */
    record Form(int kind, Scaling scaling, BiFunction<List<Integer>, List<Integer>, Law> law) {
    }

    /** Scales of a family. */
    enum Scaling {
        /** No scale. */
        NONE,
        /** One for all directions; coordinates cannot be stretched by different factors. */
        ONE,
        /** One per coordinate. */
        EACH,
        /** The reciprocal of a scale per coordinate. */
        RATE;

        List<Integer> draw(LeafDraw leaves, int dimension, boolean moderate) {
            return switch (this) {
                case NONE -> List.of();
                case ONE -> leaves.scales(1, moderate);
                case EACH -> leaves.scales(dimension, moderate);
                case RATE -> leaves.rates(dimension, moderate);
            };
        }

        /** Scales for a law that replaces one of another family with this scale. */
        private List<Integer> like(int scale, int dimension, LeafDraw leaves) {
            return switch (this) {
                case NONE -> List.of();
                case ONE -> List.of(scale);
                case EACH -> PartPlan.repeat(dimension, scale);
                case RATE -> leaves.rates(dimension, false);
            };
        }
    }

    static LocationScalePlan atom(List<Integer> at) {
        return new LocationScalePlan(Family.ATOM, at, List.of());
    }

    static LocationScalePlan box(List<Integer> corner, List<Integer> sides) {
        return new LocationScalePlan(Family.BOX, corner, sides);
    }

    static LocationScalePlan sphere(List<Integer> centre, int radius) {
        return new LocationScalePlan(Family.SPHERE, centre, List.of(radius));
    }

    static LocationScalePlan draw(Family family, LeafDraw leaves, int dimension, boolean moderate) {
        List<Integer> means = leaves.means(dimension, moderate);
        return new LocationScalePlan(family, means, family.form().scaling().draw(leaves, dimension, moderate));
    }

    /** A part at the centre, and of about the scale, of a part of another family. */
    static LocationScalePlan like(Family family, List<Integer> centre, int scale, LeafDraw leaves) {
        return new LocationScalePlan(family, centre, family.form().scaling().like(scale, centre.size(), leaves));
    }

    @Override
    public int kind() {
        return family.form().kind();
    }

    @Override
    public boolean isMadeOfGaussians() {
        return family == Family.ATOM;
    }

    @Override
    public boolean stretchesFreely() {
        return family.form().scaling() != Scaling.ONE || dimension() == 1;
    }

    @Override
    public LocationScalePlan with(List<Integer> newMeans, List<Integer> newScales) {
        return new LocationScalePlan(family, newMeans, newScales);
    }

    @Override
    public Law law() {
        return family.form().law().apply(means, scales);
    }
}
