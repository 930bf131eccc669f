package org.guidecheck.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guidecheck.statistics.Interval;
import org.guidecheck.text.CsvRows;

/** Words for what is known of a watched stream. */
final class WatchText {
    /** Probability with which a rise is found within the number of samples that is said. */
    static final double PROMISED = 0.95;
    private static final int MOST_NAMED = 10;

    private WatchText() {
    }

    /** A number with four significant digits. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String of(double value, Interval interval) {
        return number(value) + ", in [" + number(interval.lower()) + ", " + number(interval.upper()) + "]";
    }

    /** A number of things, in words. */
    static String counted(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** An alarm in words. */
    static String alarm(GroupWatch.Alarm alarm) {
        String usual = " above its usual " + number(alarm.usual());
        return alarm.quantity() + (alarm.number() == 1 ? " has risen" + usual
                : " is still" + usual + ", alarm " + alarm.number() + " since it rose");
    }

    /** One line for each group, the comparison, and what was left out. */
    static List<String> lines(Watch watch) {
        List<String> lines = new ArrayList<>();
        watch.groups().forEach((name, group) -> {
            lines.add(found(watch.settings(), name, group));
            promised(group).ifPresent(lines::add);
        });
        comparison(watch).ifPresent(lines::add);
        if (!watch.groups().isEmpty()) {
            lines.add("with probability " + (1 - watch.settings().alpha()) + " all intervals hold, at every moment, "
                    + "while a group's share does not change; that of a mean holds the average so far");
        }
        if (watch.malformed() > 0) {
            lines.add(leftOut(watch));
        }
        return lines;
    }

    private static String found(WatchSettings settings, String name, GroupWatch group) {
        return (name.isEmpty() ? "" : "group " + name + ": ") + counted(group.samples(), "sample") + ", share below "
                + settings.limit() + " is " + of((double) group.below() / group.samples(), group.share())
                + ", mean of min(1/p, " + settings.cap() + ") is "
                + of(group.averageReciprocal(), group.meanReciprocal())
                + (group.alarms() == 0 ? "" : ", " + counted(group.alarms(), "alarm"));
    }

    /** How soon a rise would be found; empty if that takes too long to say, or nothing is known to rise above. */
    private static Optional<String> promised(GroupWatch group) {
        return group.shareDetector().flatMap(detector -> {
            long samples = detector.samplesToFind(detector.rise(), PROMISED);
            return samples == 0 ? Optional.empty() : Optional.of("  a rise of the share from "
                    + number(detector.usual()) + " to " + number(detector.rise()) + " is found within "
                    + counted(samples, "sample") + " with probability " + PROMISED);
        });
    }

    /** What became of each line; the numbers sum to that of all lines. */
    private static String leftOut(Watch watch) {
        long blank = watch.lines() - watch.headers() - watch.samples() - watch.malformed();
        return counted(watch.lines(), "line") + ": " + (watch.headers() > 0 ? "1 header, " : "")
                + counted(watch.samples(), "sample") + (blank > 0 ? ", " + blank + " blank" : "") + ", "
                + watch.malformed() + " left out: " + String.join("; ", watch.malformedLines())
                + (watch.malformed() > watch.malformedLines().size() ? "; …" : "");
    }

    /** What is known of two groups that are compared; empty if none are. */
    static Optional<String> comparison(Watch watch) {
        return watch.settings().compared().map(compared -> {
            List<String> missing = Stream.of(compared.first(), compared.second())
                    .filter(name -> !watch.groups().containsKey(name)).map(name -> '"' + name + '"').toList();
            return missing.isEmpty() ? decision(watch, compared)
                    : "nothing to compare: no sample has the group " + String.join(" or ", missing) + "; groups are "
                            + watch.groups().keySet().stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                            + (watch.groups().size() > MOST_NAMED ? ", …" : "");
        });
    }

    private static String decision(Watch watch, WatchSettings.Compared compared) {
        String first = compared.first();
        String second = compared.second();
        return switch (watch.decision()) {
            case FIRST_HIGHER -> "bad samples are more frequent in " + first + " than in " + second;
            case SECOND_HIGHER -> "bad samples are more frequent in " + second + " than in " + first;
            case OPEN -> "not decided yet whether bad samples are more frequent in " + first + " or in " + second;
        } + ": only the sample of " + first + " is bad in " + counted(watch.pairs().onlyFirst(), "pair")
                + ", only that of " + second + " in " + counted(watch.pairs().onlySecond(), "pair");
    }

    /** Samples to audit, as CSV, for the largest share of bad ones that is possible in any group. */
    static List<String> audits(AuditPlan plan, Watch watch) {
        double share = watch.groups().values().stream().mapToDouble(group -> group.share().upper()).max().orElse(0.5);
        List<String> lines = new ArrayList<>();
        lines.add("line,probability,group");
        plan.samples(share).forEach(each -> lines.add(each.line() + "," + each.probability() + ","
                + CsvRows.quoted(each.group())));
        return lines;
    }
}
