package org.guidecheck.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.guidecheck.statistics.Interval;

/** Words for what is known of a watched stream. */
final class WatchText {
    private static final double PROMISED = 0.95;
    private static final double RISE = 3;

    private WatchText() {
    }

    /** A number with four significant digits. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String of(double value, Interval interval) {
        return number(value) + ", in [" + number(interval.lower()) + ", " + number(interval.upper()) + "]";
    }

    /** One line for each group, the comparison, and what was left out. */
    static List<String> lines(Watch watch) {
        List<String> lines = new ArrayList<>();
        WatchSettings settings = watch.settings();
        for (Map.Entry<String, GroupWatch> each : watch.groups().entrySet()) {
            GroupWatch group = each.getValue();
            lines.add((each.getKey().isEmpty() ? "" : "group " + each.getKey() + ": ") + group.samples()
                    + (group.samples() == 1 ? " sample" : " samples") + ", share below " + settings.limit() + " is "
                    + of((double) group.below() / group.samples(), group.share()) + ", mean of min(1/p, "
                    + settings.cap() + ") is " + of(group.averageReciprocal(), group.meanReciprocal())
                    + (group.alarms() == 0 ? ""
                            : ", " + group.alarms() + (group.alarms() == 1 ? " alarm" : " alarms")));
            group.shareDetector().filter(detector -> RISE * detector.usual() < 1).ifPresent(detector -> {
                long samples = detector.samplesToFind(RISE * detector.usual(), PROMISED);
                if (samples > 0) {
                    lines.add("  a rise of the share from " + number(detector.usual()) + " to "
                            + number(RISE * detector.usual()) + " is found within " + samples
                            + " samples with probability " + PROMISED);
                }
            });
        }
        comparison(watch).ifPresent(lines::add);
        lines.add("with probability " + (1 - settings.alpha()) + " all intervals hold, at every moment");
        if (watch.malformed() > 0) {
            lines.add(watch.malformed() + " of " + watch.lines() + " lines left out: "
                    + String.join("; ", watch.malformedLines())
                    + (watch.malformed() > watch.malformedLines().size() ? "; …" : ""));
        }
        return lines;
    }

    /** What is known of two groups that are compared; empty if none are. */
    static Optional<String> comparison(Watch watch) {
        return watch.settings().compared().map(compared -> "bad samples are " + switch (watch.decision()) {
            case FIRST_HIGHER -> "more frequent in " + compared.first() + " than in " + compared.second();
            case SECOND_HIGHER -> "more frequent in " + compared.second() + " than in " + compared.first();
            case OPEN -> "as frequent in " + compared.first() + " as in " + compared.second()
                    + ", so far as is known";
        } + ": in " + watch.pairs().onlyFirst() + " pairs that of " + compared.first() + " alone is bad, in "
                + watch.pairs().onlySecond() + " that of " + compared.second() + " alone");
    }

    /** Samples to audit, as CSV, for the largest share of bad ones that is possible in any group. */
    static List<String> audits(AuditPlan plan, Watch watch) {
        double share = watch.groups().values().stream().mapToDouble(group -> group.share().upper()).max().orElse(0.5);
        List<String> lines = new ArrayList<>();
        lines.add("line,probability,group");
        plan.samples(share).forEach(each -> lines.add(each.line() + "," + each.probability() + ","
                + (each.group().matches("[^\",\r\n]*") ? each.group()
                        : '"' + each.group().replace("\"", "\"\"") + '"')));
        return lines;
    }
}
