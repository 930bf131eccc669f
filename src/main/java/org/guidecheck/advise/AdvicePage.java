package org.guidecheck.advise;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.guidecheck.statistics.Interval;

/** Advice as one HTML page, with pictures of benefit against price and against diversity. */
public final class AdvicePage {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 340;
    private static final int MARGIN = 56;
    private static final int TICKS = 4;

    private AdvicePage() {
    }

    /**
     * The page.
     *
     * @param advice    figures
     * @param condition condition on the advice
     * @return HTML
     */
    public static String of(Advice advice, Advice.Condition condition) {
        Optional<Figures> best = condition.isNone() ? Optional.empty() : advice.best(condition);
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1"><title>Advice on guidance</title>
                <style>body{font:15px/1.5 sans-serif;max-width:88em;margin:2em auto;padding:0 1em;color:#222}
                svg{max-width:100%%;height:auto} .wide{overflow-x:auto} p{max-width:60em}
                .wide th:first-child,.wide td:first-child{position:sticky;left:0;background:#fff}
                table{border-collapse:collapse;font-size:12px;white-space:nowrap}
                th,td{text-align:left;padding:2px 12px 2px 0;border-bottom:1px solid #ddd} .front{stroke:#06c;fill:none}
                .bound{stroke:#888;stroke-dasharray:4 3;fill:none} .bar{stroke:#bbb} .point{fill:#777} .on{fill:#06c}
                .best{fill:#d33} .axis{stroke:#444} text{font-size:11px;fill:#333}</style></head><body>
                <h1>Guidance towards %s</h1>
                <p>%s</p>
                <p>%s</p>
                <h2>%s against price</h2>
                %s
                <p>Blue: nothing is certainly better in both. Dashed: what no guidance goes below, over %s.</p>
                <h2>%s against diversity</h2>
                %s
                <p>Diversity: %s.</p>
                <h2>All figures</h2>
                <p>Where the window is narrower than the table, the table moves sideways under its first column.</p>
                <div class="wide" role="region" aria-label="All figures" tabindex="0">%s</div>
                %s
                </body></html>
                """.formatted(escaped(advice.process().label()), escaped(AdviceTable.sentence(advice, condition)),
                escaped(Advice.FOR_NETWORKS), escaped(advice.benefit().text()),
                picture(advice, best, Figures::price, advice::isOnPriceFront, 0, true, "price, nats"),
                escaped(advice.bound().what()), escaped(advice.benefit().text()),
                picture(advice, best, Figures::diversity, advice::isOnDiversityFront,
                        advice.leastDiversity(), false, "diversity"),
                escaped(advice.diversityText()), table(AdviceTable.cells(advice)),
                AdviceTable.notes(advice).stream().map(note -> "<p>" + escaped(note) + ".</p>")
                        .collect(Collectors.joining("\n")));
    }

    private static String table(List<List<String>> cells) {
        StringBuilder text = new StringBuilder("<table><thead>").append(row("th", cells.get(0)))
                .append("</thead><tbody>");
        cells.stream().skip(1).forEach(each -> text.append('\n').append(row("td", each)));
        return text.append("</tbody></table>").toString();
    }

    private static String row(String tag, List<String> cells) {
        return cells.stream().map(each -> "<" + tag + ">" + escaped(each) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String picture(Advice advice, Optional<Figures> best, Function<Figures, Interval> across,
            Predicate<Figures> onFront, double least, boolean bounded, String label) {
        Benefit.Kind kind = advice.benefit().kind();
        List<Figures> rows = advice.rows().stream().filter(row -> Double.isFinite(across.apply(row).width())
                && Double.isFinite(row.benefit(kind).width())).toList();
        if (rows.isEmpty()) {
            return "<p>No figure is known.</p>";
        }
        Axis x = Axis.of(rows.stream().map(across).toList(), least, MARGIN, WIDTH - 12);
        Axis y = Axis.of(rows.stream().map(row -> row.benefit(kind)).toList(), advice.benefit().least(),
                HEIGHT - MARGIN, 12);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">", WIDTH, HEIGHT,
                WIDTH));
        axes(svg, x, y, label, advice.benefit().text());
        if (bounded) {
            StringBuilder path = new StringBuilder();
            for (int i = 0; i <= 100; i++) {
                double at = x.low + (x.high - x.low) * i / 100;
                double bound = advice.bound().at(at);
                if (bound >= y.low) {
                    path.append(path.length() == 0 ? 'M' : 'L').append(point(x.at(at), y.at(bound)));
                }
            }
            svg.append("<path class=\"bound\" d=\"").append(path).append("\"/>");
        }
        List<Figures> front = rows.stream().filter(onFront)
                .sorted(Comparator.comparingDouble(row -> across.apply(row).midpoint())).toList();
        StringBuilder path = new StringBuilder();
        for (Figures row : front) {
            path.append(path.length() == 0 ? 'M' : 'L')
                    .append(point(x.at(across.apply(row).midpoint()), y.at(row.benefit(kind).midpoint())));
        }
        svg.append("<path class=\"front\" d=\"").append(path).append("\"/>");
        for (Figures row : rows) {
            Interval a = across.apply(row);
            Interval b = row.benefit(kind);
            bar(svg, x.at(a.lower()), y.at(b.midpoint()), x.at(a.upper()), y.at(b.midpoint()));
            bar(svg, x.at(a.midpoint()), y.at(b.lower()), x.at(a.midpoint()), y.at(b.upper()));
            boolean isBest = best.isPresent() && best.get().equals(row);
            svg.append(String.format(Locale.ROOT, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"><title>%s"
                    + "</title></circle>", isBest ? "best" : front.contains(row) ? "on" : "point", x.at(a.midpoint()),
                    y.at(b.midpoint()), isBest ? 5 : 3, escaped(row.candidate().title())));
        }
        return svg.append("</svg>").toString();
    }

    private static void axes(StringBuilder svg, Axis x, Axis y, String across, String up) {
        svg.append(String.format(Locale.ROOT, "<path class=\"axis\" fill=\"none\" d=\"M%sL%sL%s\"/>",
                point(x.from, y.to), point(x.from, y.from), point(x.to, y.from)));
        for (int i = 0; i <= TICKS; i++) {
            double a = x.low + (x.high - x.low) * i / TICKS;
            double b = y.low + (y.high - y.low) * i / TICKS;
            svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.3g</text>",
                    x.at(a), y.from + 16, a));
            svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.4g</text>",
                    x.from - 6, y.at(b) + 4, b));
        }
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                0.5 * (x.from + x.to), y.from + 36, escaped(across)));
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>", x.from + 8, y.to + 8,
                escaped(up)));
    }

    private static void bar(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(Locale.ROOT,
                "<line class=\"bar\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x1, y1, x2, y2));
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f %.1f", x, y);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Axis from numbers to places in the picture. */
    private record Axis(double low, double high, double from, double to) {
        /** An axis for some intervals, which does not begin below the least value that there can be. */
        static Axis of(List<Interval> intervals, double least, double from, double to) {
            double low = intervals.stream().mapToDouble(Interval::lower).min().orElseThrow();
            double high = intervals.stream().mapToDouble(Interval::upper).max().orElseThrow();
            double margin = high > low ? 0.03 * (high - low) : 1;
            return new Axis(Math.max(least, low - margin), high + margin, from, to);
        }

        double at(double x) {
            return from + (to - from) * Math.max(0, Math.min(1, (x - low) / (high - low)));
        }
    }
}
