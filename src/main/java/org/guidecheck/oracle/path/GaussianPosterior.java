package org.guidecheck.oracle.path;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Law.Component;

/** Class posterior of a mixture of Gaussians with any covariances. */
final class GaussianPosterior extends ComponentPosterior {
    private final int dimension;
    private final Component[] parts;
    private final double[] logWeight;
    private final double[] largest;
    private final double[] smallest;
    /** Mean less X_0, in the axes of each component's covariance. */
    private final double[][] mean;
    /** m_k, or the score at s, in the coordinates of the data. */
    private final double[][] vector;
    private final double[] point;
    private final double[] inAxes;
    private final double[] shares;
    private final double[] own;
    private final double[] rest;
    private final double[] up;
    private final double[] low;
    private final double[] reach;

    /**
     * Prepares the components.
     *
     * @param sides     class and rest
     * @param ownParts  components of the class
     * @param restParts components of the rest
     */
    GaussianPosterior(ClassVersusRest sides, List<Component> ownParts, List<Component> restParts) {
        super(ownParts.size(), ownParts.size() + restParts.size());
        dimension = sides.dimension();
        parts = new Component[count];
        logWeight = logWeights(sides.prior(), ownParts, restParts);
        largest = new double[count];
        smallest = new double[count];
        for (int k = 0; k < count; k++) {
            parts[k] = k < ownCount ? ownParts.get(k) : restParts.get(k - ownCount);
            largest[k] = parts[k].gaussian().covariance().largest();
            smallest[k] = parts[k].gaussian().covariance().smallest();
        }
        mean = new double[count][dimension];
        vector = new double[count][dimension];
        point = new double[dimension];
        inAxes = new double[dimension];
        shares = new double[count];
        own = new double[dimension];
        rest = new double[dimension];
        up = new double[count];
        low = new double[count];
        reach = new double[count];
    }

    /** Logarithms of the weights of all components, those of the class first. */
    static double[] logWeights(double prior, List<Component> own, List<Component> rest) {
        double[] result = new double[own.size() + rest.size()];
        for (int k = 0; k < result.length; k++) {
            result[k] = k < own.size() ? Math.log(prior * own.get(k).weight())
                    : Math.log((1 - prior) * rest.get(k - own.size()).weight());
        }
        return result;
    }

    @Override
    double diameter() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public void place(double[] clean) {
        begin();
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < dimension; i++) {
                point[i] = parts[k].gaussian().mean(i) - clean[i];
            }
            toAxes(k, point, mean[k]);
        }
    }

    @Override
    public void evaluate(double r, double[] v) {
        signal = r;
        for (int k = 0; k < count; k++) {
            Covariance covariance = parts[k].gaussian().covariance();
            toAxes(k, v, inAxes);
            double sum = logWeight[k];
            double square = 0;
            trace[k] = 0;
            for (int a = 0; a < dimension; a++) {
                double variance = covariance.variance(a);
                double shrunk = 1 / (1 + r * variance);
                double m = mean[k][a];
                double y = inAxes[a];
                sum += (m * y + 0.5 * variance * y * y - 0.5 * r * m * m) * shrunk - 0.5 * Math.log1p(r * variance);
                trace[k] += variance * shrunk;
                inAxes[a] = (m + variance * y) * shrunk;
                square += inAxes[a] * inAxes[a];
            }
            log[k] = sum;
            norm[k] = Math.sqrt(square);
            gain[k] = largest[k] / (1 + r * largest[k]);
            fromAxes(k, inAxes, vector[k]);
        }
        squaredGap = squaredDifference();
        for (int k = 0; k < count; k++) {
            far[k] = distance(vector[k], own);
        }
    }

    @Override
    public double closingBound(double[] w, TubeRadii.Radii tube) {
        double s = 1 / signal;
        // W_{s'} = (s'/s)·W_s + a Brownian bridge of length s, whose halves are BM of length up to s, scaled down.
        double moved = Math.sqrt(square(w)) + tube.ball() * Math.sqrt(s);
        for (int k = 0; k < count; k++) {
            if (!(s < smallest[k])) {
                return Double.POSITIVE_INFINITY;
            }
            double stretch = 1 + s / smallest[k];
            double width = Math.sqrt(smallest[k] + s);
            toAxes(k, w, inAxes);
            double sum = 0;
            double logMost = 0;
            double logLeast = 0;
            for (int a = 0; a < dimension; a++) {
                double variance = parts[k].gaussian().covariance().variance(a);
                double z = inAxes[a] - mean[k][a];
                sum += z * z / (variance + s);
                logMost += Math.log(variance + s);
                logLeast += Math.log(variance);
            }
            double least = Math.max(0, Math.sqrt(sum) - moved / width);
            double most = (Math.sqrt(sum) + moved / width) * Math.sqrt(stretch);
            up[k] = logWeight[k] - 0.5 * (logLeast + least * least);
            low[k] = logWeight[k] - 0.5 * (logMost + most * most);
            reach[k] = most / Math.sqrt(smallest[k]);
        }
        double bound = gapBound(up, low, reach, Double.POSITIVE_INFINITY);
        return bound * bound;
    }

    @Override
    public double squaredGradient(double s, double[] w) {
        for (int k = 0; k < count; k++) {
            toAxes(k, w, inAxes);
            double sum = logWeight[k];
            for (int a = 0; a < dimension; a++) {
                double variance = parts[k].gaussian().covariance().variance(a) + s;
                double z = inAxes[a] - mean[k][a];
                sum -= 0.5 * (z * z / variance + Math.log(variance));
                inAxes[a] = -z / variance;
            }
            log[k] = sum;
            fromAxes(k, inAxes, vector[k]);
        }
        return squaredDifference();
    }

    /** ‖(1 − p)(a_own − a_rest)‖², a the posterior means of the vectors on either side. */
    private double squaredDifference() {
        shares(log, shares);
        Arrays.fill(own, 0);
        Arrays.fill(rest, 0);
        for (int k = 0; k < count; k++) {
            double[] sum = k < ownCount ? own : rest;
            for (int i = 0; i < dimension; i++) {
                sum[i] += shares[k] * vector[k][i];
            }
        }
        double distance = distance(own, rest);
        return distance * distance * squaredRest();
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }

    private static double square(double[] x) {
        double sum = 0;
        for (double each : x) {
            sum += each * each;
        }
        return sum;
    }

    private void toAxes(int k, double[] x, double[] result) {
        if (!(parts[k].gaussian().covariance() instanceof Covariance.Full full)) {
            System.arraycopy(x, 0, result, 0, dimension);
            return;
        }
        for (int a = 0; a < dimension; a++) {
            double sum = 0;
            for (int i = 0; i < dimension; i++) {
                sum += x[i] * full.axis(a, i);
            }
            result[a] = sum;
        }
    }

    private void fromAxes(int k, double[] x, double[] result) {
        if (!(parts[k].gaussian().covariance() instanceof Covariance.Full full)) {
            System.arraycopy(x, 0, result, 0, dimension);
            return;
        }
        for (int i = 0; i < dimension; i++) {
            double sum = 0;
            for (int a = 0; a < dimension; a++) {
                sum += x[a] * full.axis(a, i);
            }
            result[i] = sum;
        }
    }
}
