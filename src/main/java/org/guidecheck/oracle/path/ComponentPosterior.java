package org.guidecheck.oracle.path;

import java.util.Arrays;

/**
 * Class posterior of a mixture of Gaussians, from the log-likelihood and the conditional mean of each component. The
 * components of the class come first.
 *
 * <p>With X_0 as the origin, component k has the log-likelihood L_k(r, v) = log ∫ exp(⟨v, x⟩ − r‖x‖²/2) dP_k(x). It is
 * convex in v with gradient m_k, the mean of x given component and path, and Hessian at most g_k = σ_k²/(1 + rσ_k²); it
 * falls in r at the rate ½E‖x‖². Hence the bounds of L_k and m_k over a piece of a path whose V keeps to a tube.
 */
abstract class ComponentPosterior implements SignalPosterior {
    final int ownCount;
    final int count;
    /** log(weight) + L_k. */
    final double[] log;
    /** ‖m_k‖. */
    final double[] norm;
    /** ‖m_k − o‖ for one point o of the piece. */
    final double[] far;
    /** g_k. */
    final double[] gain;
    /** Trace of the covariance of x. */
    final double[] trace;

    double squaredGap;
    double logOdds;
    /** r. */
    double signal;

    private final double[] up;
    private final double[] low;
    private final double[] reach;
    private final int[] order;

    ComponentPosterior(int ownCount, int count) {
        this.ownCount = ownCount;
        this.count = count;
        log = new double[count];
        norm = new double[count];
        far = new double[count];
        gain = new double[count];
        trace = new double[count];
        up = new double[count];
        low = new double[count];
        reach = new double[count];
        order = new int[count];
    }

    /** Forgets the path before, so that a path's numbers do not depend on it, not even in the last digit. */
    final void begin() {
        Arrays.setAll(order, k -> k);
    }

    @Override
    public final double squaredGap() {
        return squaredGap;
    }

    @Override
    public final double logOdds() {
        return logOdds;
    }

    /** Largest distance of two conditional means, one of either side; infinite if there is none. */
    abstract double diameter();

    @Override
    public final double bound(double length, TubeRadii.Radii tube) {
        double root = Math.sqrt(length);
        double ball = tube.ball() * root;
        double along = tube.along() * root;
        for (int k = 0; k < count; k++) {
            double moved = gain[k] * ball;
            double most = norm[k] + moved;
            up[k] = log[k] + norm[k] * along + 0.5 * moved * ball;
            low[k] = log[k] - norm[k] * along - 0.5 * length * (most * most + trace[k]);
            // At fixed v, m_k shrinks by the factor (1 + rσ²)/(1 + r'σ²) along each axis of variance σ².
            double shrink = gain[k] * length / (1 + gain[k] * length);
            reach[k] = far[k] + moved + most * shrink;
        }
        double h = gapBound(up, low, reach, diameter());
        return h * h;
    }

    /**
     * Bound of ‖p_rest·(a_c − a_rest)‖, a_c and a_rest the posterior means of vectors a_k of the components on either side.
     *
     * @param up       upper bounds of the log-likelihoods with weights
     * @param low      lower bounds of them
     * @param reach    bounds of the distance of a_k from a common point
     * @param diameter bound of the distance of any two a_k
     */
    final double gapBound(double[] up, double[] low, double[] reach, double diameter) {
        double ownLow = logSum(low, 0, ownCount);
        double restUp = logSum(up, ownCount, count);
        double rest = 1 / (1 + Math.exp(ownLow - restUp));
        if (rest == 0) {
            return 0;
        }
        double all = Math.max(ownLow, logSum(low, ownCount, count));
        sort(reach);
        double centre = largestMean(true, 1, up, ownLow, reach);
        double sum = largestMean(false, rest, up, all, reach) + rest * centre;
        return Math.min(sum, rest * diameter);
    }

    /**
     * The largest Σ p_k·reach_k over shares p_k of one side that sum to at most a total, each at most
     * exp(up_k − logTotal): the farthest components take what they can.
     */
    private double largestMean(boolean own, double total, double[] up, double logTotal, double[] reach) {
        double left = total;
        double sum = 0;
        for (int i = 0; i < count && left > 0; i++) {
            int k = order[i];
            if (k < ownCount == own) {
                double share = Math.min(left, Math.exp(up[k] - logTotal));
                sum += share * reach[k];
                left -= share;
            }
        }
        return sum;
    }

    /** Orders components by their reach, the farthest first; the order of the time before is nearly right. */
    private void sort(double[] reach) {
        for (int i = 1; i < count; i++) {
            int k = order[i];
            int at = i;
            while (at > 0 && reach[order[at - 1]] < reach[k]) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = k;
        }
    }

    static double logSum(double[] logs, int from, int to) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = from; k < to; k++) {
            most = Math.max(most, logs[k]);
        }
        if (Double.isInfinite(most)) {
            return most;
        }
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += Math.exp(logs[k] - most);
        }
        return most + Math.log(sum);
    }

    /** Shares of the components on each side, of a sum of 1 each, into an array. */
    final void shares(double[] logs, double[] shares) {
        double own = logSum(logs, 0, ownCount);
        double rest = logSum(logs, ownCount, count);
        for (int k = 0; k < count; k++) {
            shares[k] = Math.exp(logs[k] - (k < ownCount ? own : rest));
        }
        logOdds = own - rest;
    }

    /** (1 − p(c|·))². */
    final double squaredRest() {
        double rest = 1 / (1 + Math.exp(logOdds));
        return rest * rest;
    }
}
