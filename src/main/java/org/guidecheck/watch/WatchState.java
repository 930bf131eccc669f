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
record WatchState(long lines, long malformed, List<String> malformedLines, String reader, String pairs,
        Map<String, GroupWatch.State> groups) {
}
