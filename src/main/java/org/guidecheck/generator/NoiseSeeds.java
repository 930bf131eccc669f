package org.guidecheck.generator;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;

/** Seeds of random streams. */
public final class NoiseSeeds {
    private NoiseSeeds() {
    }

    /**
     * Seeds, evenly over all long values. They do not shrink: a smaller seed is no simpler.
     *
     * @return seeds
     */
    public static Arbitrary<Long> seeds() {
        return Arbitraries.fromGenerator(NoiseSeeds::next);
    }

    private static Shrinkable<Long> next(Random random) {
        return Shrinkable.unshrinkable(random.nextLong());
    }
}
