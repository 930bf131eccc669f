package org.guidecheck.claim.foundation;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.UnitSphereSampler;

/** Random vectors of uniform direction. */
final class Directions {
    private Directions() {
    }

    /** A vector of the given length with a uniform direction. */
    static double[] random(UniformRandomProvider random, int dimension, double length) {
        return Arrays.stream(UnitSphereSampler.of(random, dimension).sample()).map(x -> x * length).toArray();
    }
}
