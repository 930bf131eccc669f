package org.guidecheck.generator;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;

/** Generator of seeds for random streams. */
public final class NoiseSeeds {
    private NoiseSeeds() {
    }

    /** {@return seeds uniform over all long values; they do not shrink, as a smaller seed is no simpler} */
    public static Arbitrary<Long> seeds() {
        return Arbitraries.fromGenerator(NoiseSeeds::next);
    }

    private static Shrinkable<Long> next(Random random) {
        return Shrinkable.unshrinkable(random.nextLong());
    }
}
