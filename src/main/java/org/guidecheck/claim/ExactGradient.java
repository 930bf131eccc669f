package org.guidecheck.claim;

import java.util.Arrays;
import java.util.function.Function;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1;

/**
 * Gradient by automatic differentiation, along one coordinate after another. All coordinates at once, with Hipparchus'
 * {@code Gradient}, would need tables of d³/3 numbers, which is more than a gigabyte from 1000 coordinates on.
 */
public final class ExactGradient {
    private ExactGradient() {
    }

    /**
     * Differentiates a function.
     *
     * @param function of d coordinates
     * @param y        a point, d coordinates
     * @return its gradient there, d coordinates
     */
    public static double[] of(Function<UnivariateDerivative1[], UnivariateDerivative1> function, double[] y) {
        double[] result = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            int along = i;
            UnivariateDerivative1[] x = new UnivariateDerivative1[y.length];
            Arrays.setAll(x, j -> new UnivariateDerivative1(y[j], j == along ? 1 : 0));
            result[i] = function.apply(x).getFirstDerivative();
        }
        return result;
    }
}
