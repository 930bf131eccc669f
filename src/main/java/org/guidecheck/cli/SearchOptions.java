package org.guidecheck.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guidecheck.hunt.Search;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a hunt searches, and for how long. */
final class SearchOptions {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m|h)");
    private static final Duration SHORTEST_SHRINKING = Duration.ofMinutes(2);

    @Option(names = "--budget", paramLabel = "TIME", defaultValue = "60s",
            description = "How long to search, such as 90s, 10m or 8h (default: ${DEFAULT-VALUE}); shrinking may take as long "
                    + "again, and two minutes at least.")
    private String budget;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "1000000",
            description = "The most rounds of 128 laws for a claim; with a budget of time to spare, the same laws on any machine.")
    private int rounds;

    @Mixin
    private Chance chance;

    @Option(names = "--dimension", paramLabel = "D", defaultValue = "1",
            description = "The most dimensions of a law (default: ${DEFAULT-VALUE}).")
    private int dimension;

    @Option(names = "--random", description = "Only draw laws, and do not climb from them.")
    private boolean random;

    /** Refuses what is out of range. */
    void check() {
        chance.check();
        time();
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds=" + rounds + ": must be at least 1");
        }
    }

    Search search() {
        return new Search(chance.seed(), chance.alpha(), !random);
    }

    int rounds() {
        return rounds;
    }

    int dimension() {
        return dimension;
    }

    /** For the search. */
    Duration time() {
        Matcher matcher = TIME.matcher(budget);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("--budget=" + budget + ": must be a time such as 90s, 10m or 8h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** For the shrinking. */
    Duration shrinking() {
        return time().compareTo(SHORTEST_SHRINKING) < 0 ? SHORTEST_SHRINKING : time();
    }
}
