package org.guidecheck.process.rule;

/** The part of one difference of scores that is perpendicular to another. */
public final class Perpendicular {
    private Perpendicular() {
    }

    /**
     * The perpendicular part.
     *
     * @param other   a difference of scores, d coordinates; not changed
     * @param towards the difference that guides, d coordinates; not changed
     * @return what is left of the other one without its part along the guiding one, which has none where it is 0
     */
    public static double[] of(double[] other, double[] towards) {
        double product = 0;
        double square = 0;
        for (int i = 0; i < other.length; i++) {
            product += other[i] * towards[i];
            square += towards[i] * towards[i];
        }
        double along = square > 0 ? product / square : 0;
        double[] result = new double[other.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = other[i] - along * towards[i];
        }
        return result;
    }
}
