package org.guidecheck.cli;

import picocli.CommandLine.Option;

/** What a command leaves to chance: the seed of its random numbers, and how often what it says may be wrong. */
final class Chance {
    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--alpha", paramLabel = "A", defaultValue = "1e-6",
            description = "False-alarm probability of the whole run (default: ${DEFAULT-VALUE}).")
    private double alpha;

    /** Refuses a rate that is none. */
    void check() {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("--alpha=" + alpha + ": must be in (0, 1)");
        }
    }

    long seed() {
        return seed;
    }

    double alpha() {
        return alpha;
    }
}
