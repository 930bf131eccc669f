package org.guidecheck.oracle;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.distribution.Distribution.Component;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.NoiseLevel;

/**
 * A class of one-dimensional data against the rest, as flat arrays of Gaussian components: log-density of the class and
 * log-odds at all points of a mesh at once. The scalar reference says the same one point at a time.
 */
final class NoisedOdds {
    /** Components this far below the largest, in log, are below its last digit. */
    private static final double NEGLIGIBLE = -40;

    private final Group own;
    private final Group rest;

    /**
     * Flattens a law.
     *
     * @param law of one dimension
     * @param c   class index
     */
    NoisedOdds(LabelledDistribution law, int c) {
        List<Component> ownParts = new ArrayList<>();
        List<Component> restParts = new ArrayList<>();
        for (int j = 0; j < law.classes().size(); j++) {
            for (Component part : law.law(j).gaussianComponents().orElseThrow(() -> new IllegalArgumentException(
                    "a finite-difference mesh takes laws made of Gaussian components; this one has others"))) {
                if (part.weight() > 0) {
                    (j == c ? ownParts : restParts)
                            .add(new Component(law.prior(j) * part.weight(), part.gaussian()));
                }
            }
        }
        this.own = new Group(ownParts);
        this.rest = new Group(restParts);
    }

    /**
     * Number of Gaussian components, of the class and of the rest together.
     *
     * @return at least 2
     */
    int components() {
        return own.means.length + rest.means.length;
    }

    /**
     * Mean of a component, noised.
     *
     * @param k     from 0 to components() − 1, those of the class first
     * @param level noise level
     * @return √t·m_k
     */
    double mean(int k, NoiseLevel level) {
        int inOwn = own.means.length;
        return Math.sqrt(level.signal()) * (k < inOwn ? own.means[k] : rest.means[k - inOwn]);
    }

    /**
     * Standard deviation of a component, noised.
     *
     * @param k     from 0 to components() − 1, those of the class first
     * @param level noise level
     * @return √(t·s_k² + τ)
     */
    double deviation(int k, NoiseLevel level) {
        int inOwn = own.means.length;
        double variance = k < inOwn ? own.variances[k] : rest.variances[k - inOwn];
        return Math.sqrt(level.signal() * variance + level.noise());
    }

    /**
     * Evaluates both at every point of a mesh.
     *
     * @param points where
     * @param level  noise level
     * @param logOwn filled with log π_c p_τ(y|c)
     * @param odds   filled with the log-odds of the class
     */
    void evaluate(double[] points, NoiseLevel level, double[] logOwn, double[] odds) {
        own.logDensity(points, level, logOwn);
        rest.logDensity(points, level, odds);
        for (int i = 0; i < points.length; i++) {
            odds[i] = logOwn[i] - odds[i];
        }
    }

    /**
     * Logarithm of the reciprocal posterior, from log-odds.
     *
     * @param odds log-odds ℓ
     * @return log(1 + e^{−ℓ}), with its digits on both sides
     */
    static double logReciprocal(double odds) {
        return odds >= 0 ? Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds)) - odds;
    }

    /** Components of one side. */
    private static final class Group {
        private final double[] means;
        private final double[] variances;
        private final double[] weights;
        /** Scratch: log-amplitude, noised mean and −1/(2·noised variance) at the level in hand, and a point's terms. */
        private final double[] amplitudes;
        private final double[] centres;
        private final double[] curvatures;
        private final double[] terms;

        Group(List<Component> parts) {
            int n = parts.size();
            means = new double[n];
            variances = new double[n];
            weights = new double[n];
            amplitudes = new double[n];
            centres = new double[n];
            curvatures = new double[n];
            terms = new double[n];
            for (int k = 0; k < n; k++) {
                means[k] = parts.get(k).gaussian().mean(0);
                variances[k] = parts.get(k).gaussian().covariance().variance(0);
                weights[k] = parts.get(k).weight();
            }
        }

        void logDensity(double[] points, NoiseLevel level, double[] result) {
            int n = means.length;
            double root = Math.sqrt(level.signal());
            for (int k = 0; k < n; k++) {
                double variance = level.signal() * variances[k] + level.noise();
                amplitudes[k] = Math.log(weights[k]) - 0.5 * Math.log(2 * Math.PI * variance);
                centres[k] = root * means[k];
                curvatures[k] = -0.5 / variance;
            }
            for (int i = 0; i < points.length; i++) {
                double x = points[i];
                double largest = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < n; k++) {
                    double z = x - centres[k];
                    double term = amplitudes[k] + curvatures[k] * z * z;
                    terms[k] = term;
                    largest = Math.max(largest, term);
                }
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    double below = terms[k] - largest;
                    if (below == 0) {
                        sum += 1;
                    } else if (below > NEGLIGIBLE) {
                        sum += Math.exp(below);
                    }
                }
                result[i] = sum == 1 ? largest : largest + Math.log(sum);
            }
        }
    }
}
