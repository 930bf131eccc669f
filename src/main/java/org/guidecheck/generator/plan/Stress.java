package org.guidecheck.generator.plan;

/** Laws on which a statement that is almost true, or a program that is almost right, is likely to break. */
public enum Stress {
    /** On the line, a class of the Cantor law of level 1 to 6, of atoms or boxes, against something on the same interval. */
    CANTOR(1, 1, 2, 2, false),
    /** In two dimensions or more, a class on a sphere around a blob. */
    RING(2, 3, 2, 2, false),
    /** A class with heavy tails, and within a wider Gaussian. */
    HEAVY_IN_LIGHT(1, 3, 2, 2, true),
    /** A Gaussian class within a wider one with heavy tails. */
    LIGHT_IN_HEAVY(1, 3, 2, 2, true),
    /** Two to four Gaussian classes around one point that differ in scale alone. */
    SCALE_ONLY(1, 8, 2, 4, true),
    /** Two to four classes, each the one before with something added: a component, or a wider box. */
    NESTED(1, 3, 2, 4, true),
    /** Two Gaussian classes with means a thousandth apart. */
    ALMOST_EQUAL(1, 8, 2, 2, true),
    /** Fifty Gaussian classes. */
    FIFTY_CLASSES(1, 3, LawRules.MOST_CLASSES, LawRules.MOST_CLASSES, true),
    /** A class with a prior from 1e-4 to 1e-2. */
    RARE_CLASS(1, 8, 2, 2, true),
    /** A class in the hole of another: a blob in a sphere, or a blob or box between two boxes. */
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

    /** Whether every such law keeps to the rules in some dimension. */
    boolean isWithin(LawRules rules) {
        return leastDimension(rules) <= mostDimension(rules) && leastClasses >= rules.leastClasses()
                && mostClasses <= rules.mostClasses() && (smooth || !rules.smooth());
    }
}
