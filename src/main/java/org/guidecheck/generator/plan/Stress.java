package org.guidecheck.generator.plan;

/**
 * Kinds of laws that are hard by design: an almost true statement or an almost correct program is likely to fail on
 * them.
 */
public enum Stress {
    /**
     * On the line: a Cantor class of level 1 to 6, of atoms or boxes, against a box or Gaussian on the same interval.
     */
    CANTOR(1, 1, 2, 2, false),
    /** In at least two dimensions: a class on a sphere around a blob. */
    RING(2, 3, 2, 2, false),
    /** A heavy-tailed class within a wider Gaussian one. */
    HEAVY_IN_LIGHT(1, 3, 2, 2, true),
    /** A Gaussian class within a wider heavy-tailed one. */
    LIGHT_IN_HEAVY(1, 3, 2, 2, true),
    /** Two to four Gaussian classes with the same mean and different scales. */
    SCALE_ONLY(1, 8, 2, 4, true),
    /** Two to four nested classes: each adds a component to the one before, or is a wider box. */
    NESTED(1, 3, 2, 4, true),
    /** Two Gaussian classes with means a thousandth apart. */
    ALMOST_EQUAL(1, 8, 2, 2, true),
    /** Fifty Gaussian classes. */
    FIFTY_CLASSES(1, 3, LawRules.MOST_CLASSES, LawRules.MOST_CLASSES, true),
    /** A class with a prior from 1e-4 to 1e-2. */
    RARE_CLASS(1, 8, 2, 2, true),
    /** A class in a hole of the other: a blob in a sphere, or a blob or box between two boxes. */
    HOLE(1, 3, 2, 2, false);

    private final int leastDimension;
    private final int mostDimension;
    private final int leastClasses;
    private final int mostClasses;
    private final boolean smooth;

    Stress(int leastDimension, int mostDimension, int leastClasses, int mostClasses, boolean smooth) {
        this.leastDimension = leastDimension;
        this.mostDimension = mostDimension;
        this.leastClasses = leastClasses;
        this.mostClasses = mostClasses;
        this.smooth = smooth;
    }

    int leastDimension(LawRules rules) {
        return Math.max(leastDimension, rules.leastDimension());
    }

    int mostDimension(LawRules rules) {
        return Math.min(mostDimension, rules.mostDimension());
    }

    /** Whether all laws of this kind keep to the rules, in some dimension. */
    boolean isWithin(LawRules rules) {
        return leastDimension(rules) <= mostDimension(rules) && leastClasses >= rules.leastClasses()
                && mostClasses <= rules.mostClasses() && (smooth || !rules.smooth());
    }
}
