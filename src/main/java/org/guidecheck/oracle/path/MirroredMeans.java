package org.guidecheck.oracle.path;

/**
 * Bounded means by which outputs at the weights w and −1 − w, towards a class and away from it, mirror each other
 * (theory.md, "Reflection"): with r = (p(c|y)/π_c)^(1+2w), the mean of φ/(1 + r) at w is that of φ r/(1 + r) at −1 − w,
 * for each φ from 0 to 1.
 *
 * @param w     weight towards the class, above −½
 * @param prior probability π_c of the class
 */
public record MirroredMeans(double w, double prior) {
    /**
     * The variable at w.
     *
     * @param value          φ at an output
     * @param logProbability log p(c|y) there
     * @return φ/(1 + r)
     */
    public double towards(double value, double logProbability) {
        return value * (1 - share(logProbability));
    }

    /**
     * The variable at −1 − w.
     *
     * @param value          φ at an output
     * @param logProbability log p(c|y) there
     * @return φ r/(1 + r)
     */
    public double away(double value, double logProbability) {
        return value * share(logProbability);
    }

    /** r/(1 + r). */
    private double share(double logProbability) {
        return 1 / (1 + Math.exp(-(1 + 2 * w) * (logProbability - Math.log(prior))));
    }
}
