package org.guidecheck.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guidecheck.hunt.Hunt;
import org.guidecheck.hunt.Search;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a search for counterexamples. */
final class SearchOptions {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m|h)");
    private static final Duration SHORTEST_SHRINKING = Duration.ofMinutes(2);

    @Option(names = "--budget", paramLabel = "TIME", defaultValue = "60s",
            description = "Longest time of the search, such as 90s, 10m or 8h; shrinking may take as long again, "
                    + "at least two minutes. Default: ${DEFAULT-VALUE}.")
    private String budget;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "1000000",
            description = "Largest number of rounds, of 128 laws each. If --budget allows all of them, the hunt tries "
                    + "the same laws on every machine. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Mixin
    private SeedAndAlphaOptions seedAndAlpha;

    @Option(names = "--dimension", paramLabel = "D", defaultValue = "1",
            description = "Largest dimension of a law. Default: ${DEFAULT-VALUE}.")
    private int dimension;

    @Option(names = "--random", description = "Draw every law at random, instead of improving the best ones.")
    private boolean random;

    /** Throws if an option is out of range. */
    void check() {
        seedAndAlpha.check();
        time();
        if (rounds < 1) {
            throw BadInput.option("--rounds", rounds, "must be at least 1");
        }
    }

    Search search() {
        return new Search(seedAndAlpha.seed(), seedAndAlpha.alpha(), !random);
    }

    int dimension() {
        return dimension;
    }

    Hunt.Limits limits() {
        Duration time = time();
        return new Hunt.Limits(time, time.compareTo(SHORTEST_SHRINKING) < 0 ? SHORTEST_SHRINKING : time, rounds);
    }

    private Duration time() {
        Matcher matcher = TIME.matcher(budget);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw BadInput.option("--budget", budget, "must be a time such as 90s, 10m or 8h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
