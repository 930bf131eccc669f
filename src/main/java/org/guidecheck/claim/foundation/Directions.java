package org.guidecheck.claim.foundation;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.UnitSphereSampler;

/** Vectors of random direction. */
final class Directions {
    private Directions() {
    }

    /** A vector of a given length. */
    static double[] random(UniformRandomProvider random, int dimension, double length) {
        return Arrays.stream(UnitSphereSampler.of(random, dimension).sample()).map(x -> x * length).toArray();
    }
}
