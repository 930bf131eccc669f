package org.guidecheck.watch;

import java.util.List;
import java.util.Map;

/**
 * Everything that a watched stream needs to go on.
 *
 * @param lines          number of lines taken
 * @param malformed      of these malformed
 * @param malformedLines what is wrong with the first of them
 * @param reader         state of the reader
 * @param pairs          state of the comparison of two groups
 * @param groups         states of the groups by name, in order
 */
record WatchState(long lines, long malformed, List<String> malformedLines, SampleReader.State reader,
        PairedGroups.State pairs, Map<String, GroupWatch.State> groups) {
    /** Refuses numbers that no lines have. */
    WatchState {
        // Each number by itself first, so that no sum overflows.
        require(malformed >= 0 && malformed <= lines && malformedLines.size() <= malformed
                && groups.values().stream().allMatch(group -> group.samples() <= lines)
                && pairs.onlyFirst() <= lines && pairs.onlySecond() <= lines
                && malformed + groups.values().stream().mapToLong(GroupWatch.State::samples).sum() <= lines);
    }

    /** Throws if a state, which may have been read from a file, has numbers that no watch has. */
    static void require(boolean isPossible) {
        if (!isPossible) {
            throw new IllegalArgumentException("no watch has such a state");
        }
    }
}
