package org.guidecheck.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.guidecheck.statistics.Interval;

/**
 * Error of one sampler on one law against its calls.
 *
 * @param key  which law, weight, sampler and levels
 * @param rows results in order of their calls, one for each number of calls
 */
public record Curve(Row.Key key, List<Row> rows) {
    /** Calls beyond which a slope is taken, as a ratio. */
    private static final double LEAST_RATIO = 1.2;

    /** Orders the rows, of which those with as many calls as another are left out. */
    public Curve {
        Map<Integer, Row> byCalls = new LinkedHashMap<>();
        rows.stream().sorted(Comparator.comparingInt(Row::calls)).forEach(row -> byCalls.putIfAbsent(row.calls(), row));
        rows = List.copyOf(byCalls.values());
    }

    /**
     * The curves of some rows.
     *
     * @param rows in any order
     * @return one curve for each key, in the order of the first row of each
     */
    public static List<Curve> of(List<Row> rows) {
        Map<Row.Key, List<Row>> byKey = new LinkedHashMap<>();
        rows.forEach(row -> byKey.computeIfAbsent(row.curve(), key -> new ArrayList<>()).add(row));
        return byKey.entrySet().stream().map(each -> new Curve(each.getKey(), each.getValue())).toList();
    }

    /**
     * {@return the fewest calls, of those that were tried, whose error is certainly at most a limit}
     *
     * @param limit δ
     */
    public OptionalInt enough(double limit) {
        return rows.stream().filter(row -> row.error().isWithin(limit)).mapToInt(Row::calls).findFirst();
    }

    /**
     * {@return the most calls, of those below {@link #enough}, whose error is certainly above the limit}
     *
     * @param limit δ
     */
    public OptionalInt tooFew(double limit) {
        int most = enough(limit).orElse(Integer.MAX_VALUE);
        return rows.stream().filter(row -> row.calls() < most && row.error().isBeyond(limit)).mapToInt(Row::calls)
                .max();
    }

    /**
     * Order that is seen: by how much the log of the error falls with the log of the calls.
     *
     * @param slope between the least and the most calls whose errors are known apart from 0
     * @param range of the slopes between neighbours among those, with their bounds
     */
    public record SeenOrder(double slope, Interval range) {
    }

    /** {@return the order that is seen; empty with fewer than two errors that are finite and certainly above 0} */
    public Optional<SeenOrder> order() {
        List<Row> known = rows.stream().filter(row -> row.error().bounds().lower() > 0
                && row.error().bounds().upper() < Double.POSITIVE_INFINITY).toList();
        if (known.size() < 2) {
            return Optional.empty();
        }
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        Row before = known.get(0);
        for (Row row : known.subList(1, known.size())) {
            double step = Math.log((double) row.calls() / before.calls());
            if (step >= Math.log(LEAST_RATIO)) {
                Interval from = before.error().bounds();
                Interval to = row.error().bounds();
                least = Math.min(least, Math.log(from.lower() / to.upper()) / step);
                most = Math.max(most, Math.log(from.upper() / to.lower()) / step);
                before = row;
            }
        }
        Row first = known.get(0);
        Row last = known.get(known.size() - 1);
        double slope = Math.log(first.error().value() / last.error().value())
                / Math.log((double) last.calls() / first.calls());
        return least <= most ? Optional.of(new SeenOrder(slope, new Interval(least, most))) : Optional.empty();
    }

    /**
     * Rows that no other row of the same law beats: with fewer calls and no larger error, or as many and a smaller one.
     *
     * @param rows of one law, weight and kind of distance
     * @return the front, in order of the calls
     */
    public static List<Row> front(List<Row> rows) {
        List<Row> front = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        List<Row> ordered = rows.stream().sorted(Comparator.<Row>comparingInt(Row::calls)
                .thenComparingDouble(row -> row.error().value())).toList();
        for (Row row : ordered) {
            if (row.error().value() < least) {
                front.add(row);
                least = row.error().value();
            }
        }
        return front;
    }
}
