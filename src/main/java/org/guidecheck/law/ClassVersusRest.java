package org.guidecheck.law;

/**
 * Binary classification problem of one class c against the mixture of all other classes: all that guidance towards c
 * depends on.
 *
 * <p>With ℓ the log-odds of c, s_own and s_rest the noised scores of the two sides and s that of the data:
 * p(c|x) = 1/(1 + e^{−ℓ}), g = ∇log p(c|x) = (1 − p)(s_own − s_rest), s = p·s_own + (1 − p)·s_rest.
 *
 * @param prior π_c, in (0, 1)
 * @param own   P_c, the law of the class
 * @param rest  the mixture of all other classes, of the same dimension
 */
public record ClassVersusRest(double prior, Law own, Law rest) {

    /**
     * {@return a class of a labelled law against the rest}
     *
     * @param law the law
     * @param c   class index
     */
    public static ClassVersusRest of(LabelledLaw law, int c) {
        return new ClassVersusRest(law.prior(c), law.law(c), law.rest(c));
    }

    /** {@return the cost of evaluating both sides once, in the units of {@link Law#cost}} */
    public double cost() {
        return own.cost() + rest.cost();
    }

    /** {@return the number of coordinates, d ≥ 1} */
    public int dimension() {
        return own.dimension();
    }
}
