package org.guidecheck.law;

import org.hipparchus.CalculusFieldElement;

/**
 * Scaled complementary error function erfcx(x) = e^{x²} erfc(x) for x ≥ 0, over any field.
 *
 * <p>Computed as a polynomial in (L − x)/(L + x), with Fourier coefficients, divided by L + x: J. A. C. Weideman,
 * <i>Computation of the complex error function</i>, SIAM J. Numer. Anal. 31 (1994), on the imaginary axis. One analytic
 * formula for all x, so automatic differentiation is exact.
 */
public final class Erfcx {
    private static final int TERMS = 64;
    private static final double L = Math.sqrt(TERMS / Math.sqrt(2));
    private static final double ROOT_PI = Math.sqrt(Math.PI);
    private static final double[] COEFFICIENTS = coefficients();

    private Erfcx() {
    }

    /** Fourier coefficients of e^{−t²}(L² + t²) at t = L tan(θ/2), by the trapezoidal rule. */
    private static double[] coefficients() {
        int points = 8 * TERMS;
        double[] result = new double[TERMS];
        for (int k = 1 - points / 2; k < points / 2; k++) {
            double theta = 2 * Math.PI * k / points;
            double t = L * Math.tan(theta / 2);
            double value = Math.exp(-t * t) * (L * L + t * t);
            for (int n = 0; n < TERMS; n++) {
                result[n] += value * Math.cos((n + 1) * theta) / points;
            }
        }
        return result;
    }

    /**
     * {@return e^{x²} erfc(x), in (0, 1]}
     *
     * @param x   at least 0
     * @param <T> elements of the field
     */
    public static <T extends CalculusFieldElement<T>> T of(T x) {
        T far = x.add(L).reciprocal();
        T ratio = x.negate().add(L).multiply(far);
        T sum = x.getField().getZero();
        for (int n = TERMS - 1; n >= 0; n--) {
            sum = sum.multiply(ratio).add(COEFFICIENTS[n]);
        }
        return far.multiply(sum.multiply(far).multiply(2).add(1 / ROOT_PI));
    }

    /** erfcx′(x) / erfcx(x), in (−2/√π, 0), without the cancellation of 2x − 2/(√π erfcx(x)). */
    static <T extends CalculusFieldElement<T>> T logDerivative(T x) {
        T far = x.add(L).reciprocal();
        T ratio = x.negate().add(L).multiply(far);
        T sum = x.getField().getZero();
        T slope = x.getField().getZero();
        for (int n = TERMS - 1; n >= 0; n--) {
            slope = slope.multiply(ratio).add(sum);
            sum = sum.multiply(ratio).add(COEFFICIENTS[n]);
        }
        // d ratio/dx = −2L far², d far/dx = −far².
        T value = sum.multiply(far).multiply(2).add(1 / ROOT_PI);
        T derivative = slope.multiply(far).multiply(2 * L).add(sum).multiply(far).multiply(2).add(value).multiply(far)
                .negate();
        return derivative.divide(value);
    }
}
