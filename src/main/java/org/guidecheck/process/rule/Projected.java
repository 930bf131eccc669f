package org.guidecheck.process.rule;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;

/**
 * Adaptive projected guidance without momentum: the difference of the two clean predictions is cut to a length r, its
 * part along x̂_0(c) is scaled by η, and w times the rest is added to x̂_0(c). Sadat et al., <i>Eliminating
 * oversaturation and artifacts of high guidance scales in diffusion models</i>, arXiv 2410.02416, section 4 and
 * algorithm 1. The base is the conditional prediction, as published. In one dimension the whole difference is along
 * x̂_0(c), so the rule scales the weight by η.
 *
 * @param parallel η, finite and at least 0; the paper uses 0
 * @param longest  r, in the units of clean data, above 0; +∞ for no limit
 */
public record Projected(double parallel, double longest) implements GuidanceRule {
    /** Checks the ranges; throws {@link IllegalArgumentException}. */
    public Projected {
        if (!(parallel >= 0 && parallel < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("parallel=" + parallel + ": must be finite and at least 0");
        }
        if (!(longest > 0)) {
            throw new IllegalArgumentException("longest=" + longest + ": must be above 0");
        }
    }

    @Override
    public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
            double[] unconditional) {
        double[] difference = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            difference[i] = conditional[i] - unconditional[i];
        }
        return added(level, weight, x, conditional, difference);
    }

    /**
     * The guided score for any update, such as the difference of the two predictions or its mean over steps.
     *
     * @param level       noise level
     * @param weight      w
     * @param x           the noised point, d coordinates
     * @param conditional s(x|c), d coordinates
     * @param update      the update before it is cut and projected, as a difference of scores, d coordinates
     * @return s(x|c) plus w times what is left of the update, in a new array
     */
    public double[] added(NoiseLevel level, double weight, double[] x, double[] conditional, double[] update) {
        double along = 0;
        double clean = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            double scaledClean = x[i] + level.noise() * conditional[i];
            along += update[i] * scaledClean;
            clean += scaledClean * scaledClean;
            square += update[i] * update[i];
        }
        // Length of the update as a difference of clean predictions, τ‖s_c − s‖/√t.
        double length = level.noise() * Math.sqrt(square / level.signal());
        double factor = weight * (length > longest ? longest / length : 1);
        double drop = clean > 0 ? (1 - parallel) * along / clean : 0;
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double scaledClean = x[i] + level.noise() * conditional[i];
            result[i] = conditional[i] + factor * (update[i] - drop * scaledClean);
        }
        return result;
    }
}
