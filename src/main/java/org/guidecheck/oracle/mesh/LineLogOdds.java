package org.guidecheck.oracle.mesh;

import java.util.List;
import java.util.Optional;
import org.guidecheck.law.Law.Component;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LineFeature;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidedProcess;

/**
 * Log-density of a class and its log-odds against the rest, for one-dimensional data, at all points of a mesh at once.
 * Gaussian components are stored in flat arrays; other laws use {@link BlockPosterior}.
 */
public final class LineLogOdds {
    /** Log ratio to the largest component below which a component does not change the last digit. */
    private static final double NEGLIGIBLE = -40;

    private final List<LineFeature> features;
    private final double logPrior;
    private final double cost;
    /** Class and rest as Gaussian components; null if the model is used instead. */
    private final Components own;
    private final Components rest;
    private final BlockPosterior model;

    /**
     * Prepares the law and class of a process.
     *
     * @param process guided process in one dimension
     * @throws IllegalArgumentException if it has more dimensions
     */
    LineLogOdds(GuidedProcess process) {
        if (process.dimension() != 1) {
            throw new IllegalArgumentException("dimension=" + process.dimension() + ": must be 1");
        }
        ClassVersusRest sides = process.sides();
        this.features = process.law().marginal().features();
        this.logPrior = Math.log(sides.prior());
        this.cost = process.law().marginal().cost();
        Optional<List<Component>> ownParts = sides.own().gaussianComponents();
        Optional<List<Component>> restParts = sides.rest().gaussianComponents();
        boolean gaussian = ownParts.isPresent() && restParts.isPresent();
        this.own = gaussian ? new Components(ownParts.get(), sides.prior()) : null;
        this.rest = gaussian ? new Components(restParts.get(), 1 - sides.prior()) : null;
        this.model = gaussian ? null : new BlockPosterior(sides);
    }

    /** Places where the data has structure, with their scales; at least 2. */
    List<LineFeature> features() {
        return features;
    }

    /** Cost of a point, in units of a Gaussian component. */
    double cost() {
        return cost;
    }

    /**
     * Evaluates the class at every point of a mesh.
     *
     * @param points n points
     * @param level  noise level
     * @param logOwn filled with log π_c p_τ(y|c), n numbers
     * @param odds   filled with the log-odds of the class, n numbers
     */
    void evaluate(double[] points, NoiseLevel level, double[] logOwn, double[] odds) {
        if (model != null) {
            evaluateByBlocks(points, level, logOwn, odds);
            return;
        }
        own.logDensity(points, level, logOwn);
        rest.logDensity(points, level, odds);
        for (int i = 0; i < points.length; i++) {
            odds[i] = logOwn[i] - odds[i];
        }
    }

    private void evaluateByBlocks(double[] points, NoiseLevel level, double[] logOwn, double[] odds) {
        model.setLevel(level);
        model.evaluateAll(points, (from, count) -> {
            for (int p = 0; p < count; p++) {
                logOwn[from + p] = logPrior + model.ownLogDensity()[p];
                odds[from + p] = model.logOdds()[p];
            }
        });
    }

    /**
     * Log of the reciprocal posterior, from log-odds.
     *
     * @param odds log-odds ℓ
     * @return log(1 + e^{−ℓ}), accurate for both signs
     */
    public static double logReciprocal(double odds) {
        return odds >= 0 ? Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds)) - odds;
    }

    /** Gaussian components of the class or of the rest. */
    private static final class Components {
        private final double[] means;
        private final double[] variances;
        private final double[] weights;
        // Scratch: log-amplitude, noised mean and −1/(2·noised variance) at the present level; the terms of a point.
        private final double[] amplitudes;
        private final double[] centres;
        private final double[] curvatures;
        private final double[] terms;

        Components(List<Component> all, double prior) {
            List<Component> parts = all.stream().filter(part -> part.weight() > 0).toList();
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
                weights[k] = prior * parts.get(k).weight();
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
