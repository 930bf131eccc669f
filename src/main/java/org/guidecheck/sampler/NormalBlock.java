package org.guidecheck.sampler;

import org.guidecheck.law.block.BlockLoops;

/**
 * Standard normals for a block of points, each point's from a generator of its own. An instance belongs to one thread.
 */
public final class NormalBlock {
    private static final int WORDS = 4;

    private final long[] states = new long[WORDS * BlockLoops.BLOCK];
    private final double[] room = new double[2 * BlockLoops.BLOCK];
    private final int count;

    /** Generators in these states, four words for each point. */
    NormalBlock(long[][] words) {
        count = words.length;
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < WORDS; j++) {
                states[j * BlockLoops.BLOCK + p] = words[p][j];
            }
        }
    }

    /**
     * The next d numbers of each point.
     *
     * @param into      filled, coordinate-major: coordinate i of point p stands at i · BLOCK + p; finite, but without meaning
     *                  at points beyond the block's count
     * @param dimension d ≥ 1
     */
    public void next(double[] into, int dimension) {
        BlockLoops.active().normals(states, dimension, count, into, room);
    }

    /**
     * The next d numbers of each point, times a factor.
     *
     * @param into      filled as by {@link #next(double[], int)}
     * @param dimension d ≥ 1
     * @param deviation the factor
     */
    public void next(double[] into, int dimension, double deviation) {
        next(into, dimension);
        for (int i = 0; i < dimension * BlockLoops.BLOCK; i++) {
            into[i] *= deviation;
        }
    }
}
