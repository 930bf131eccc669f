package org.guidecheck.generator.plan;

import java.util.Collection;
import java.util.function.Function;

/**
 * How far a part is from the simplest, the weightiest first. Sizes add up over the parts of a law, and comparing sums
 * in this order agrees with comparing what was replaced.
 *
 * @param leaves  parts that are built of no others
 * @param kinds   families, the isotropic Gaussian being 0
 * @param weights weights of mixtures
 * @param means   where the parts are
 * @param scales  how wide they are
 * @param turns   how they are turned and sheared
 */
record PartSize(long leaves, long kinds, long weights, long means, long scales, long turns)
        implements Comparable<PartSize> {
    private static final PartSize NONE = new PartSize(0, 0, 0, 0, 0, 0);

    PartSize plus(PartSize other) {
        return new PartSize(leaves + other.leaves, kinds + other.kinds, weights + other.weights, means + other.means,
                scales + other.scales, turns + other.turns);
    }

    static <E> PartSize sum(Collection<E> parts, Function<E, PartSize> size) {
        return parts.stream().map(size).reduce(NONE, PartSize::plus);
    }

    /** What being built of other parts adds. */
    static PartSize ofKind(long kinds) {
        return new PartSize(0, kinds, 0, 0, 0, 0);
    }

    @Override
    public int compareTo(PartSize other) {
        long[] differences = {leaves - other.leaves, kinds - other.kinds, weights - other.weights,
            means - other.means, scales - other.scales, turns - other.turns};
        for (long difference : differences) {
            if (difference != 0) {
                return Long.signum(difference);
            }
        }
        return 0;
    }
}
