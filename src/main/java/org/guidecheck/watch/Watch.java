package org.guidecheck.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.guidecheck.text.InvalidInputException;

/** A stream of samples that is watched: lines in, what is known of each group out. Not thread-safe. */
final class Watch {
    /** Malformed lines of which it is said why. */
    private static final int MOST_NAMED = 5;

    private final WatchSettings settings;
    private final SampleReader reader;
    private final Optional<AuditPlan> audit;
    private final Map<String, GroupWatch> groups = new LinkedHashMap<>();
    private final PairedGroups pairs;
    private final List<String> malformedLines = new ArrayList<>();
    private long lines;
    private long malformed;

    /**
     * Starts without samples.
     *
     * @param settings what is watched
     * @param reader   of the lines
     * @param audit    chooses samples to have audited; empty for none
     */
    Watch(WatchSettings settings, SampleReader reader, Optional<AuditPlan> audit) {
        this.settings = settings;
        this.reader = reader;
        this.audit = audit;
        this.pairs = new PairedGroups(settings.alphaOfComparison());
    }

    WatchSettings settings() {
        return settings;
    }

    /**
     * Takes a line.
     *
     * @param line   without its end; empty if it is too long
     * @param strict whether a malformed line ends the run
     * @param alarms told of alarms, in words: of those since a rise the 1st, 2nd, 4th, 8th and so on
     * @throws InvalidInputException if the line is malformed and this is strict, or if it is the first one and names no
     *                               such columns
     */
    void accept(Optional<String> line, boolean strict, Consumer<String> alarms) {
        lines++;
        Optional<SampleReader.Sample> sample;
        try {
            sample = reader.read(line.orElseThrow(() -> new InvalidInputException("",
                    "has more than " + LineSplitter.LONGEST + " bytes; must be one sample a line")));
        } catch (InvalidInputException problem) {
            if (strict || problem.getMessage().startsWith("--")) {
                throw problem.getMessage().startsWith("--") ? problem : problem.from("line " + lines);
            }
            malformed++;
            if (malformedLines.size() < MOST_NAMED) {
                malformedLines.add("line " + lines + ": " + problem.getMessage());
            }
            return;
        }
        sample.ifPresent(each -> accept(each, alarms));
    }

    private void accept(SampleReader.Sample sample, Consumer<String> alarms) {
        GroupWatch group = groups.computeIfAbsent(sample.group(),
                name -> new GroupWatch(settings, settings.alphaOfGroup(groups.size() + 1)));
        group.accept(sample.probability()).filter(alarm -> Integer.bitCount(alarm.number()) == 1)
                .ifPresent(alarm -> alarms.accept("line " + lines + named(sample.group()) + ": "
                        + WatchText.alarm(alarm)));
        audit.ifPresent(plan -> plan.accept(lines, sample.probability(), sample.group()));
        settings.compared().ifPresent(compared -> {
            boolean isFirst = compared.first().equals(sample.group());
            if (isFirst || compared.second().equals(sample.group())) {
                pairs.accept(isFirst, sample.probability() < settings.limit());
            }
        });
    }

    private static String named(String group) {
        return group.isEmpty() ? "" : ", group " + group;
    }

    /** {@return number of lines taken} */
    long lines() {
        return lines;
    }

    /** {@return number of lines that were malformed} */
    long malformed() {
        return malformed;
    }

    /** {@return what is wrong with the first malformed lines} */
    List<String> malformedLines() {
        return malformedLines;
    }

    /** {@return number of lines that name the columns} */
    long headers() {
        return reader.headers();
    }

    /** {@return number of samples of all groups} */
    long samples() {
        return groups.values().stream().mapToLong(GroupWatch::samples).sum();
    }

    /** {@return the groups by name, in the order in which they appeared} */
    Map<String, GroupWatch> groups() {
        return groups;
    }

    /** {@return pairs of the two groups that are compared} */
    PairedGroups pairs() {
        return pairs;
    }

    /** {@return the decision on the two groups} */
    PairedGroups.Decision decision() {
        return pairs.decision();
    }

    /** {@return the state, for a later run to go on from} */
    WatchState state() {
        Map<String, GroupWatch.State> states = new LinkedHashMap<>();
        groups.forEach((name, group) -> states.put(name, group.state()));
        return new WatchState(lines, malformed, malformedLines, reader.state(), pairs.state(), states);
    }

    /** Goes on from the state of an earlier run. */
    void resume(WatchState state) {
        lines = state.lines();
        malformed = state.malformed();
        malformedLines.addAll(state.malformedLines());
        reader.resume(state.reader());
        pairs.resume(state.pairs());
        state.groups().forEach((name, group) -> {
            GroupWatch resumed = new GroupWatch(settings, settings.alphaOfGroup(groups.size() + 1));
            resumed.resume(group);
            groups.put(name, resumed);
        });
    }
}
