package org.guidecheck.generator.plan;

import java.util.List;
import java.util.function.BiFunction;
import org.guidecheck.law.Law;

/**
 * A law that a location and scales determine. The simplest has location 0 and every scale 1.
 *
 * @param family such as {@link Family#LAPLACE}
 * @param means  the location, d numbers
 * @param scales as many as the family's {@link Form} says
 */
record LocationScalePlan(Family family, List<Integer> means, List<Integer> scales) implements LeafPlan {

    /**
     * How plans of a family are drawn and built.
     *
     * @param kind    place among the families, 0 for the simplest
     * @param scaling scales that the family has
     * @param law     the law of a location and scales
     */
    record Form(int kind, Scaling scaling, BiFunction<List<Integer>, List<Integer>, Law> law) {
    }

    /** The scales that a family has. */
    enum Scaling {
        /** None. */
        NONE,
        /** One for all directions: the law cannot be stretched by different factors. */
        ONE,
        /** One for each coordinate. */
        EACH,
        /** The reciprocal of a scale for each coordinate. */
        RATE;

        List<Integer> draw(LeafDraw leaves, int dimension, boolean near) {
            return switch (this) {
                case NONE -> List.of();
                case ONE -> leaves.scales(1, near);
                case EACH -> leaves.scales(dimension, near);
                case RATE -> leaves.rates(dimension, near);
            };
        }

        /** Scales for a law that takes the place of one of another family. */
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

    static LocationScalePlan draw(Family family, LeafDraw leaves, int dimension, boolean near) {
        List<Integer> means = leaves.means(dimension, near);
        return new LocationScalePlan(family, means, family.form().scaling().draw(leaves, dimension, near));
    }

    /** At the place of a part of another family, of about its scale. */
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
