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
 * A class of one-dimensional data against the rest at all points of a mesh at once: log-density of the class and log-odds.
 * Gaussian components are flat arrays here; other laws come from the block model. The scalar reference says the same one
 * point at a time.
 */
public final class LineLogOdds {
    /** Components this far below the largest, in log, are below its last digit. */
    private static final double NEGLIGIBLE = -40;

    private final List<LineFeature> features;
    private final double logPrior;
    private final double cost;
    /** Both sides as Gaussian components, or the model that has them otherwise. */
    private final Group own;
    private final Group rest;
    private final BlockPosterior model;

    /**
     * Flattens the law of a process.
     *
     * @param process of one dimension: its law and class
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
        this.own = gaussian ? new Group(ownParts.get(), sides.prior()) : null;
        this.rest = gaussian ? new Group(restParts.get(), 1 - sides.prior()) : null;
        this.model = gaussian ? null : new BlockPosterior(sides);
    }

    /**
     * Where the data has structure, and how fine.
     *
     * @return at least 2
     */
    List<LineFeature> features() {
        return features;
    }

    /**
     * What a point costs.
     *
     * @return in units of a Gaussian component
     */
    double cost() {
        return cost;
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
     * Logarithm of the reciprocal posterior, from log-odds.
     *
     * @param odds log-odds ℓ
     * @return log(1 + e^{−ℓ}), with its digits on both sides
     */
    public static double logReciprocal(double odds) {
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

        Group(List<Component> all, double prior) {
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
