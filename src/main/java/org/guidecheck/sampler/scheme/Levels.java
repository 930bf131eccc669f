package org.guidecheck.sampler.scheme;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/** Noise levels in the variables of several papers. */
final class Levels {
    /** β of the diffusion at its two ends: Song et al., arXiv 2011.13456, appendix C. */
    private static final double FIRST_BETA = 0.1;
    private static final double LAST_BETA = 20;

    private Levels() {
    }

    /** λ = ½ log(t/τ) of DPM-Solver, −log σ. */
    static double lambda(NoiseLevel level) {
        return 0.5 * level.logSnr();
    }

    /** The level with a given λ = −log σ. */
    static NoiseLevel ofLambda(double lambda) {
        return NoiseLevel.ofLogSnr(2 * lambda);
    }

    static NoiseLevel ofSigma(double sigma) {
        return NoiseLevel.ofLogSnr(-2 * Math.log(sigma));
    }

    /** Length in λ of step k; +∞ to clean data. */
    static double length(TimeGrid grid, int k) {
        return lambda(grid.level(k + 1)) - lambda(grid.level(k));
    }

    /** The level between two noisy ones whose λ divides the step in a ratio. */
    static NoiseLevel between(NoiseLevel from, NoiseLevel to, double share) {
        return ofLambda((1 - share) * lambda(from) + share * lambda(to));
    }

    /**
     * Time in [0, 1] of the variance-preserving diffusion with linear β: log ᾱ = −½(β_1 − β_0)s² − β_0 s (Song et al.,
     * arXiv 2011.13456, equation 33).
     */
    static double time(NoiseLevel level) {
        double slope = LAST_BETA - FIRST_BETA;
        double minus = -level.logSignal();
        return 2 * minus / (FIRST_BETA + Math.sqrt(FIRST_BETA * FIRST_BETA + 2 * slope * minus));
    }

    /** The level at a time of that diffusion. */
    static NoiseLevel ofTime(double time) {
        return NoiseLevel.ofLogSignal(-time * (FIRST_BETA + 0.5 * (LAST_BETA - FIRST_BETA) * time));
    }

    /**
     * Level to which an ancestral step goes without noise, before noise of deviation √(σ′² − σ_down²) is added:
     * σ_down² = σ′² − η² σ′²(σ² − σ′²)/σ². At η = 1 this is σ_down = σ′²/σ (Song et al., arXiv 2011.13456, equation
     * 47).
     */
    static NoiseLevel down(NoiseLevel from, NoiseLevel to, double eta) {
        double ratio = to.sigma() / from.sigma();
        return ofSigma(to.sigma() * Math.sqrt(1 - eta * eta * (1 - ratio * ratio)));
    }

    /** Deviation √(σ′² − σ_down²) of the noise of an ancestral step. */
    static double up(NoiseLevel from, NoiseLevel to, double eta) {
        double ratio = to.sigma() / from.sigma();
        return eta * to.sigma() * Math.sqrt(1 - ratio * ratio);
    }
}
