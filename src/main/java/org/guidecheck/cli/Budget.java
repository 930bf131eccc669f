package org.guidecheck.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The time that a hunt may take. */
final class Budget {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m|h)");
    private static final Duration SHORTEST_SHRINKING = Duration.ofMinutes(2);

    @Option(names = "--budget", paramLabel = "TIME", defaultValue = "60s",
            description = "How long to search, such as 90s, 10m or 8h (default: ${DEFAULT-VALUE}); shrinking may take as long "
                    + "again, and two minutes at least.")
    private String budget;

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
