package org.guidecheck.generator.plan;

import java.util.Collection;
import java.util.function.Function;

/**
 * Distance of a part from the simplest one, compared component by component in this order. Sizes add up over the parts
 * of a law, and replacing a part by a smaller one makes the sum smaller.
 *
 * @param leaves  number of parts that are not composite
 * @param kinds   ranks of the families, 0 for the isotropic Gaussian
 * @param weights distance of the weights of mixtures
 * @param means   distance of the means
 * @param scales  distance of the scales
 * @param turns   distance of turns and shears
 */
record PartSize(long leaves, long kinds, long weights, long means, long scales, long turns)
        implements
            Comparable<PartSize> {
    private static final PartSize NONE = new PartSize(0, 0, 0, 0, 0, 0);

    PartSize plus(PartSize other) {
        return new PartSize(leaves + other.leaves, kinds + other.kinds, weights + other.weights, means + other.means,
                scales + other.scales, turns + other.turns);
    }

    static <E> PartSize sum(Collection<E> parts, Function<E, PartSize> size) {
        return parts.stream().map(size).reduce(NONE, PartSize::plus);
    }

    /** Contribution of a composite's kind. */
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
