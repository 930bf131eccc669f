package org.guidecheck.score;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.guidecheck.text.TextTable;

/** Results of scoring as tables of text. */
public final class ScoreText {
    private static final int MOST_COLUMNS = 8;
    /** Half-width of bounds, relative to the value, from which on a cell shows it. */
    private static final double SHOWN = 0.02;

    private ScoreText() {
    }

    /**
     * The tables: one for each law and weight, then the fewest calls on all of them.
     *
     * @param result the results
     * @param limit  δ of the fewest calls
     * @return lines, each with its end
     */
    public static String of(ScoreResult result, double limit) {
        StringBuilder text = new StringBuilder();
        result.places().forEach((place, rows) -> text.append(table(place, rows, limit)).append('\n'));
        if (result.places().size() > 1) {
            text.append(summary(result, limit)).append('\n');
        }
        text.append("* on the Pareto front: no sampler has a smaller error with as few calls.\n");
        skipped(result).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static String table(ScoreResult.Place place, List<Row> rows, double limit) {
        Set<Row> front = new HashSet<>(Curve.front(rows));
        List<Integer> columns = columns(rows);
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("sampler", "levels", "exact law", "error"));
        columns.forEach(calls -> head.add(calls.toString()));
        head.addAll(List.of("fewest", "order", "slopes"));
        lines.add(head);
        for (Curve curve : Curve.of(rows)) {
            List<String> line = new ArrayList<>(List.of(curve.key().sampler(), curve.key().grid(),
                    curve.key().exact().label(), curve.rows().get(0).error().name()));
            for (int calls : columns) {
                Optional<Row> found = curve.rows().stream().filter(row -> row.calls() == calls).findFirst();
                line.add(found.map(row -> cell(row.error()) + (front.contains(row) ? "*" : "")).orElse(""));
            }
            line.add(fewest(curve, limit));
            Optional<Curve.SeenOrder> order = curve.order();
            line.add(order.map(each -> String.format(Locale.ROOT, "%.2f", each.slope())).orElse(""));
            line.add(order.map(each -> String.format(Locale.ROOT, "%.2f to %.2f", each.range().lower(),
                    each.range().upper())).orElse(""));
            lines.add(line);
        }
        return String.format(Locale.ROOT, "%s, w = %s: error by denoiser calls, and the fewest for %s%n",
                place.problem(), number(place.weight()), number(limit)) + TextTable.aligned(lines);
    }

    /** Numbers of calls to show, evenly chosen of all if there are many. */
    private static List<Integer> columns(List<Row> rows) {
        List<Integer> all = rows.stream().map(Row::calls).distinct().sorted().toList();
        if (all.size() <= MOST_COLUMNS) {
            return all;
        }
        Set<Integer> chosen = new LinkedHashSet<>();
        for (int i = 0; i < MOST_COLUMNS; i++) {
            chosen.add(all.get((int) Math.round(i * (all.size() - 1.0) / (MOST_COLUMNS - 1))));
        }
        return List.copyOf(chosen.stream().sorted().toList());
    }

    private static String cell(Measure error) {
        if (!Double.isFinite(error.value())) {
            return "infinite";
        }
        double half = Math.max(error.bounds().upper() - error.value(), error.value() - error.bounds().lower());
        String value = String.format(Locale.ROOT, "%.3g", error.value());
        return half > SHOWN * error.value() ? value + String.format(Locale.ROOT, "±%.1g", half) : value;
    }

    private static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e6 ? Long.toString((long) x) : Double.toString(x);
    }

    /** The fewest calls for an error of at most δ, as far as it is known. */
    static String fewest(Curve curve, double limit) {
        OptionalInt enough = curve.enough(limit);
        OptionalInt few = curve.tooFew(limit);
        int most = curve.rows().get(curve.rows().size() - 1).calls();
        if (enough.isEmpty()) {
            return few.isPresent() && few.getAsInt() == most ? "> " + most
                    : few.isPresent() ? "> " + few.getAsInt() + ", open" : "open";
        }
        boolean isSharp = curve.rows().stream().filter(row -> row.calls() < enough.getAsInt())
                .allMatch(row -> row.error().isBeyond(limit));
        return isSharp ? Integer.toString(enough.getAsInt())
                : "<= " + enough.getAsInt() + few.stream().mapToObj(calls -> ", > " + calls).findFirst().orElse("");
    }

    private static String summary(ScoreResult result, double limit) {
        List<Curve> curves = result.curves();
        List<String> names = curves.stream().map(ScoreText::column).distinct().toList();
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("fewest calls for " + number(limit), "w"));
        head.addAll(names);
        lines.add(head);
        for (ScoreResult.Place place : result.places().keySet()) {
            List<String> line = new ArrayList<>(List.of(place.problem(), number(place.weight())));
            for (String name : names) {
                line.add(curves.stream().filter(curve -> column(curve).equals(name)
                        && curve.key().problem().equals(place.problem()) && curve.key().weight() == place.weight())
                        .map(curve -> fewest(curve, limit)).findFirst().orElse(""));
            }
            lines.add(line);
        }
        return TextTable.aligned(lines);
    }

    private static String column(Curve curve) {
        return curve.key().grid().equals(Scoring.OWN) ? curve.key().sampler()
                : curve.key().sampler() + " on " + curve.key().grid();
    }

    /** Reasons, each with the samplers and laws that it concerns. */
    private static List<String> skipped(ScoreResult result) {
        Map<String, List<Skipped>> byReason = result.skipped().stream()
                .collect(Collectors.groupingBy(Skipped::why, LinkedHashMap::new, Collectors.toList()));
        return byReason.entrySet().stream().map(each -> "no result: " + each.getKey() + ": " + each.getValue().stream()
                .map(one -> one.curve().sampler() + (one.calls() > 0 ? " at " + one.calls() + " calls" : ""))
                .distinct().collect(Collectors.joining(", "))).toList();
    }
}
