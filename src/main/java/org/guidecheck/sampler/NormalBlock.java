package org.guidecheck.sampler;

import org.guidecheck.law.block.BlockLoops;

/** Generators of standard normals for a block of points, one generator per point. For one thread. */
public final class NormalBlock {
    private static final int WORDS = 4;

    private final long[] states = new long[WORDS * BlockLoops.BLOCK];
    private final double[] scratch = new double[2 * BlockLoops.BLOCK];
    private final int count;

    /** Generators with these initial states, four words per point. */
    NormalBlock(long[][] words) {
        count = words.length;
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < WORDS; j++) {
                states[j * BlockLoops.BLOCK + p] = words[p][j];
            }
        }
    }

    /**
     * Draws the next d numbers of each point.
     *
     * @param into      filled, coordinate-major, d × BLOCK: coordinate i of point p is at i · BLOCK + p; values beyond
     *                  the block's points are finite but meaningless
     * @param dimension d ≥ 1
     */
    public void next(double[] into, int dimension) {
        BlockLoops.active().normals(states, dimension, count, into, scratch);
    }

    /**
     * Draws the next d numbers of each point, scaled.
     *
     * @param into      filled as by {@link #next(double[], int)}
     * @param dimension d ≥ 1
     * @param deviation standard deviation of the numbers
     */
    public void next(double[] into, int dimension, double deviation) {
        next(into, dimension);
        for (int i = 0; i < dimension * BlockLoops.BLOCK; i++) {
            into[i] *= deviation;
        }
    }
}
