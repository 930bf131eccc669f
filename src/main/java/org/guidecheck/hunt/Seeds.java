package org.guidecheck.hunt;

/** Seeds of parts of a search, far from each other. */
final class Seeds {
    private Seeds() {
    }

    /** The finalizer of SplitMix64 on a sum: G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014. */
    static long mix(long seed, long index) {
        long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
