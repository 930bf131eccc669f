package org.guidecheck.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a program behind a pipe is waited for. */
final class Patience {
    @Option(names = "--limit", paramLabel = "SECONDS", defaultValue = "60",
            description = "Longest wait for an answer of the program (default: ${DEFAULT-VALUE}).")
    private double limit;

    Duration limit() {
        if (!(limit > 0 && limit <= 86_400)) {
            throw new IllegalArgumentException("--limit=" + limit + ": must be a number of seconds above 0");
        }
        return Duration.ofMillis((long) (1000 * limit));
    }
}
