package org.guidecheck.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Option for the longest wait for an answer of a program behind a pipe. */
final class TimeoutOption {
    @Option(names = "--limit", paramLabel = "SECONDS", defaultValue = "60",
            description = "Longest wait for an answer of the program. Default: ${DEFAULT-VALUE}.")
    private double limit;

    Duration limit() {
        if (!(limit > 0 && limit <= 86_400)) {
            throw BadInput.option("--limit", limit, "must be a number of seconds above 0, at most 86400");
        }
        return Duration.ofMillis((long) (1000 * limit));
    }
}
