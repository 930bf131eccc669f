package org.guidecheck.cli;

import picocli.CommandLine.Option;

/** Options for the seed of the random numbers and for the false-alarm probability. */
final class SeedAndAlphaOptions {
    @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
            description = "Seed of all random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--alpha", paramLabel = "A", defaultValue = "1e-6",
            description = "False-alarm probability of the whole run, in (0, 1). Default: ${DEFAULT-VALUE}.")
    private double alpha;

    /** Throws if the probability is out of range. */
    void check() {
        if (!(alpha > 0 && alpha < 1)) {
            throw BadInput.option("--alpha", alpha, "must be in (0, 1)");
        }
    }

    long seed() {
        return seed;
    }

    double alpha() {
        return alpha;
    }
}
