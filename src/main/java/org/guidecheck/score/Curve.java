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
    private static final double LEAST_RATIO = 1.4;
    private static final int USED = 3;

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
     * Order that is seen: by how much the log of the error falls with the log of the calls, where the calls are most
     * but the error still falls.
     *
     * @param slope least-squares slope through the last {@value #USED} such rows
     * @param range of the slopes between neighbours among them, with their bounds
     */
    public record SeenOrder(double slope, Interval range) {
    }

    /**
     * {@return the order that is seen; empty with fewer than two errors that fall, are finite and certainly above 0}
     */
    public Optional<SeenOrder> order() {
        List<Row> falling = falling();
        if (falling.size() < 2) {
            return Optional.empty();
        }
        List<Row> used = falling.subList(Math.max(0, falling.size() - USED), falling.size());
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < used.size(); i++) {
            double step = Math.log((double) used.get(i).calls() / used.get(i - 1).calls());
            Interval from = used.get(i - 1).error().bounds();
            Interval to = used.get(i).error().bounds();
            least = Math.min(least, Math.log(from.lower() / to.upper()) / step);
            most = Math.max(most, Math.log(from.upper() / to.lower()) / step);
        }
        return Optional.of(new SeenOrder(fall(used), new Interval(least, most)));
    }

    /** Minus the least-squares slope of the log of the error in the log of the calls. */
    private static double fall(List<Row> used) {
        double place = used.stream().mapToDouble(row -> Math.log(row.calls())).average().orElseThrow();
        double squares = 0;
        double products = 0;
        for (Row row : used) {
            double from = Math.log(row.calls()) - place;
            squares += from * from;
            products += from * Math.log(row.error().value());
        }
        return -products / squares;
    }

    /** Rows up to the least error, some way apart, whose errors are finite and certainly above 0. */
    private List<Row> falling() {
        List<Row> falling = new ArrayList<>();
        double best = rows.stream().mapToDouble(row -> row.error().value()).min().orElse(Double.NaN);
        for (Row row : rows) {
            Interval bounds = row.error().bounds();
            boolean isKnown = bounds.lower() > 0 && bounds.upper() < Double.POSITIVE_INFINITY;
            boolean isApart = falling.isEmpty()
                    || row.calls() >= LEAST_RATIO * falling.get(falling.size() - 1).calls();
            if (isKnown && isApart) {
                falling.add(row);
            }
            if (row.error().value() == best) {
                break;
            }
        }
        return falling;
    }

    /**
     * Rows that no other row of the same law beats: with fewer calls and no larger error, or as many and a smaller one.
     * Clipped distances may be smaller than the distance, and do not compete with distances.
     *
     * @param rows of one law and weight
     * @return the front, in order of the calls
     */
    public static List<Row> front(List<Row> rows) {
        List<Row> front = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        boolean onlyClipped = rows.stream().allMatch(Curve::isClipped);
        List<Row> ordered = rows.stream().filter(row -> onlyClipped || !isClipped(row))
                .sorted(Comparator.<Row>comparingInt(Row::calls)
                        .thenComparingDouble(row -> row.error().value()))
                .toList();
        for (Row row : ordered) {
            if (row.error().value() < least) {
                front.add(row);
                least = row.error().value();
            }
        }
        return front;
    }

    private static boolean isClipped(Row row) {
        return row.error().name().equals(Measure.CLIPPED);
    }
}
