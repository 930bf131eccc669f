package org.guidecheck.statistics;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** The random streams of the tests: fixed, unless the property {@code guidecheck.seed} varies them all. */
final class Seeds {

    private static final long DEFAULT = 20240117;

    private Seeds() {
    }

    static long seed() {
        String property = System.getProperty("guidecheck.seed", "");
        return property.isBlank() ? DEFAULT : Long.parseLong(property.trim());
    }

    static UniformRandomProvider stream(long number) {
        // One long, which the library mixes into a state: the two numbers as the state would start with tiny draws.
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed() + number * 0x9E3779B97F4A7C15L);
    }
}
