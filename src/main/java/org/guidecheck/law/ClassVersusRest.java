package org.guidecheck.law;

/**
 * All that guidance towards one class sees of labelled data: the class, with its prior, against everything else.
 *
 * <p>Posterior, classifier gradient and both scores follow from the two sides: with ℓ the log-odds,
 * p(c|x) = 1/(1 + e^{−ℓ}), g = (1 − p)(s_own − s_rest), s = p·s_own + (1 − p)·s_rest.
 *
 * @param prior π_c
 * @param own   P_c
 * @param rest  the other classes' mixture
 */
public record ClassVersusRest(double prior, Law own, Law rest) {

    /**
     * The two sides of a labelled law.
     *
     * @param law the law
     * @param c   class index
     * @return class c against the rest
     */
    public static ClassVersusRest of(LabelledLaw law, int c) {
        return new ClassVersusRest(law.prior(c), law.law(c), law.rest(c));
    }

    /**
     * What one evaluation costs.
     *
     * @return the cost of both sides, in units of a coordinate of an isotropic Gaussian
     */
    public double cost() {
        return own.cost() + rest.cost();
    }

    /**
     * Number of coordinates.
     *
     * @return d ≥ 1
     */
    public int dimension() {
        return own.dimension();
    }
}
