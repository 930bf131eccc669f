package org.guidecheck.law;

import org.hipparchus.CalculusFieldElement;
import org.hipparchus.special.Gamma;

/**
 * Moment-generating function of the uniform law on the unit sphere in d dimensions: the mean of e^{k·u} over directions
 * u, for ‖k‖ = κ. As a function of s = κ² it is ₀F₁(; d/2; s/4) = Γ(d/2) (2/κ)^ν I_ν(κ), ν = d/2 − 1, analytic also at
 * 0.
 */
final class SphereMgf {
    private static final double BIG = 1e200;

    private SphereMgf() {
    }

    /** Logarithm of the moment-generating function. */
    static <T extends CalculusFieldElement<T>> T log(int dimension, T s) {
        if (isLarge(dimension, s.getReal())) {
            T kappa = s.sqrt();
            double nu = 0.5 * dimension - 1;
            return kappa.add(expansion(nu, kappa).log()).add(logGamma(dimension) + nu * Math.log(2))
                    .subtract(kappa.log().multiply(nu)).subtract(kappa.multiply(2 * Math.PI).log().multiply(0.5));
        }
        // The sum may overflow, so it is divided by BIG as needed; log of the divisors.
        T quarter = s.multiply(0.25);
        T term = s.getField().getOne();
        T sum = term;
        double divided = 0;
        for (int k = 1;; k++) {
            term = term.multiply(quarter).divide(k * (0.5 * dimension + k - 1));
            sum = sum.add(term);
            if (sum.getReal() > BIG) {
                sum = sum.divide(BIG);
                term = term.divide(BIG);
                divided += Math.log(BIG);
            }
            if (isLast(k, dimension, s.getReal(), term.getReal(), sum.getReal())) {
                return sum.log().add(divided);
            }
        }
    }

    /** Derivative of the logarithm in s, ₀F₁(; d/2 + 1; s/4) / ₀F₁(; d/2; s/4) / (2d). */
    static <T extends CalculusFieldElement<T>> T logDerivative(int dimension, T s) {
        if (isLarge(dimension + 2, s.getReal())) {
            T kappa = s.sqrt();
            double nu = 0.5 * dimension - 1;
            return expansion(nu + 1, kappa).divide(expansion(nu, kappa)).divide(kappa).multiply(0.5);
        }
        return log(dimension + 2, s).subtract(log(dimension, s)).exp().divide(2.0 * dimension);
    }

    private static boolean isLarge(int dimension, double s) {
        double nu = 0.5 * dimension - 1;
        double kappa = Math.sqrt(s);
        return kappa > Math.max(40, 2 * nu * nu);
    }

    /** Whether term k lies past the largest and is below rounding, even after two derivatives. */
    private static boolean isLast(int k, int dimension, double s, double term, double sum) {
        return 8.0 * k * (0.5 * dimension + k) > s && term <= 1e-24 * sum;
    }

    /** e^{−κ} √(2πκ) I_ν(κ), with a relative error of e^{−2κ}. */
    private static <T extends CalculusFieldElement<T>> T expansion(double nu, T kappa) {
        T term = kappa.getField().getOne();
        T sum = term;
        for (int k = 1; k < 60; k++) {
            double odd = 2 * k - 1;
            double factor = (4 * nu * nu - odd * odd) / (8.0 * k);
            // The asymptotic terms decrease as long as |factor| < κ.
            if (factor == 0 || Math.abs(factor) > kappa.getReal() || Math.abs(term.getReal()) < 1e-20) {
                break;
            }
            term = term.multiply(-factor).divide(kappa);
            sum = sum.add(term);
        }
        return sum;
    }

    private static double logGamma(int dimension) {
        return Gamma.logGamma(0.5 * dimension);
    }
}
