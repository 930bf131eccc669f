package org.guidecheck.claim;

import org.guidecheck.sampler.Streams;

/**
 * How finely a density is compared with its companion: as finely as its cost allows, the number of draws going with the
 * inverse square of what is to be told apart.
 *
 * @param norm relative error of a norm that is allowed
 * @param wave error that is allowed of the mean of a wave, of amplitude 1
 * @param most the most blocks of pairs
 */
record Effort(double norm, double wave, int most) {
    /** Cost of a pair up to which it counts as cheap. */
    private static final double CHEAP = 400;
    private static final double FINEST_NORM = 0.1;
    private static final double FINEST_WAVE = 0.02;
    /** Coarser than this, nothing would be said. */
    private static final double MOST_COARSENING = 5;
    private static final double PAIRS = 1 << 16;
    private static final int FEWEST_BLOCKS = 256;

    static Effort of(Subject subject) {
        double cost = subject.law().cost() + Companion.cost(subject.dimension());
        double coarsening = Math.min(MOST_COARSENING, Math.max(1, Math.sqrt(cost / CHEAP)));
        return new Effort(FINEST_NORM * Math.min(coarsening, 2.5), FINEST_WAVE * coarsening,
                Math.max(FEWEST_BLOCKS, (int) (PAIRS / (coarsening * coarsening) / Pairs.BLOCK)));
    }

    /** A companion at noise from a quarter of the law's own spread to all of it. */
    static Companion companion(Subject subject, Streams streams) {
        double share = Math.pow(4, -streams.derived("noise").stream(0).nextDouble());
        return new Companion(subject, share, streams.derived("companion").stream(0));
    }
}
