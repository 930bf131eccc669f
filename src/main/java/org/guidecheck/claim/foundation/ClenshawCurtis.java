package org.guidecheck.claim.foundation;

/**
 * Clenshaw–Curtis quadrature rule on [−1, 1] with the rule of half its order, which uses every second point. Both ends
 * are points, so a kink near an end, which open rules may miss, shows as a difference of the two rules.
 */
final class ClenshawCurtis {
    private final double[] points;
    private final double[] fine;
    private final double[] coarse;

    /**
     * Makes both rules.
     *
     * @param order a multiple of 4
     */
    ClenshawCurtis(int order) {
        points = new double[order + 1];
        for (int k = 0; k <= order; k++) {
            points[k] = -Math.cos(k * Math.PI / order);
        }
        fine = weights(order);
        coarse = new double[order + 1];
        double[] half = weights(order / 2);
        for (int k = 0; k < half.length; k++) {
            coarse[2 * k] = half[k];
        }
    }

    private static double[] weights(int order) {
        double[] weights = new double[order + 1];
        for (int k = 0; k <= order; k++) {
            double sum = 1;
            for (int j = 1; 2 * j <= order; j++) {
                double term = Math.cos(2 * j * k * Math.PI / order) / (4.0 * j * j - 1);
                sum -= 2 * j == order ? term : 2 * term;
            }
            weights[k] = (k == 0 || k == order ? 1 : 2) * sum / order;
        }
        return weights;
    }

    int size() {
        return points.length;
    }

    /** Point i, in [−1, 1]. */
    double point(int i) {
        return points[i];
    }

    /** Weight of the rule at point i. */
    double weight(int i) {
        return fine[i];
    }

    /** Weight of the rule of half the order at point i; 0 where it has no point. */
    double coarseWeight(int i) {
        return coarse[i];
    }
}
