package org.guidecheck.sampler;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Random streams of a run, one per point.
 *
 * <p>The generator is Philox 4×64 (Salmon et al., <i>Parallel random numbers: as easy as 1, 2, 3</i>, SC 2011), keyed
 * by (seed, index). As it is counter-based, streams with different keys are independent by design: a point's numbers
 * depend on the seed and its own index, whatever the batch size and the number of threads.
 *
 * @param seed seed of the run
 */
public record Streams(long seed) {

    /**
     * A point's stream, from its beginning.
     *
     * @param index index of the point in the run, at least 0
     * @return a new generator
     */
    public UniformRandomProvider stream(long index) {
        return RandomSource.PHILOX_4X64.create(new long[] {seed, index, 0, 0, 0, 0});
    }

    /**
     * Normals of consecutive points, independent of their {@link #stream streams}. They come from generators fit for
     * vector instructions, whose initial states Philox draws, so they do not depend on batches and threads either.
     *
     * @param first index of the first point in the run, at least 0
     * @param count number of points, from 1 to a block
     * @return their normals, from the beginning
     */
    public NormalBlock normals(long first, int count) {
        long[][] words = new long[count][4];
        for (int p = 0; p < count; p++) {
            UniformRandomProvider random = RandomSource.PHILOX_4X64.create(new long[] {seed, first + p, 0, 0, 0, 1});
            Arrays.setAll(words[p], j -> random.nextLong());
        }
        return new NormalBlock(words);
    }

    /**
     * Streams for another purpose of the same run.
     *
     * @param purpose a name
     * @return streams whose seed depends on this seed and the name alone
     */
    public Streams derived(String purpose) {
        long mixed = seed;
        for (int i = 0; i < purpose.length(); i++) {
            mixed = mix(mixed ^ purpose.charAt(i));
        }
        return new Streams(mix(mixed));
    }

    /** Stafford's 13th variant of the 64-bit finaliser, as in SplitMix64. */
    private static long mix(long z) {
        long a = (z + 0x9e3779b97f4a7c15L);
        a = (a ^ (a >>> 30)) * 0xbf58476d1ce4e5b9L;
        a = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return a ^ (a >>> 31);
    }
}
