package org.guidecheck.advise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.statistics.Interval;

/** Advice as plain text. */
public final class AdviceTable {
    private AdviceTable() {
    }

    /**
     * The table, the advice and what it says of networks.
     *
     * @param advice    figures
     * @param condition condition on the advice
     * @return lines of text
     */
    public static String of(Advice advice, Advice.Condition condition) {
        List<String[]> cells = new ArrayList<>();
        cells.add(new String[] {"guidance", "price, nats", advice.benefit().of(Benefit.Kind.CAPPED).text(),
            advice.benefit().of(Benefit.Kind.TAIL).text(), "M = E 1/p", "tail <= a^-", "diversity", "least mode kept",
            "gap", "front"});
        for (Figures row : advice.rows()) {
            cells.add(new String[] {row.candidate().title(), text(row.price()), text(row.capped()), text(row.tail()),
                text(row.meanReciprocal()), number(row.exponent()), text(row.diversity()), text(row.leastKept()),
                "<= " + number(row.gap(advice.benefit().kind())), fronts(advice, row)});
        }
        StringBuilder text = new StringBuilder();
        append(text, cells);
        text.append(String.format(Locale.ROOT, "%nguidance towards %s, prior %s; %s%n", advice.process().label(),
                number(advice.process().prior()), advice.method()));
        text.append(
                String.format(Locale.ROOT, "price: 1/2 E int |w g|^2 du, at least the relative entropy of the output "
                        + "to the class; diversity: %s%n", advice.diversityText()));
        text.append(String.format(Locale.ROOT,
                "modes: %d %s, each output in the nearest; least mode kept: the smallest "
                        + "share of a mode over that in the class%n",
                advice.modes().centres().size(), advice.modes().what()));
        text.append(String.format(Locale.ROOT,
                "gap: from %s of the best possible at this price, over %s; front P or D: "
                        + "nothing certainly better in it and in price or diversity%n",
                advice.benefit().text(),
                advice.bound().what()));
        text.append(String.format(Locale.ROOT, "%n%s%n%s%n", sentence(advice, condition), Advice.FOR_NETWORKS));
        return text.toString();
    }

    private static void append(StringBuilder text, List<String[]> cells) {
        int columns = cells.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : cells) {
            for (int j = 0; j < columns; j++) {
                widths[j] = Math.max(widths[j], row[j].length());
            }
        }
        for (String[] row : cells) {
            StringBuilder line = new StringBuilder();
            for (int j = 0; j < columns; j++) {
                line.append(row[j]).append(" ".repeat(widths[j] - row[j].length() + 2));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
    }

    /**
     * The advice in one sentence.
     *
     * @param advice    figures
     * @param condition condition on it
     * @return the sentence
     */
    public static String sentence(Advice advice, Advice.Condition condition) {
        if (condition.isNone()) {
            return "Give --max-price or --min-diversity for one advice.";
        }
        Optional<Figures> best = advice.best(condition);
        if (best.isEmpty()) {
            return advice.mayBeMet(condition) ? "No guidance certainly meets the condition."
                    : "No guidance meets the condition.";
        }
        Figures row = best.get();
        return String.format(Locale.ROOT, "Advice: %s%s: %s in %s at a price in %s and a diversity in %s.",
                row.candidate().title(),
                row.candidate().schedule().map(w -> " (--weight-schedule " + w + ")")
                        .orElse(" (its weights are in --json)"),
                advice.benefit().text(), text(row.benefit(advice.benefit().kind())), text(row.price()),
                text(row.diversity()));
    }

    /** Pareto fronts that a row may be on. */
    static String fronts(Advice advice, Figures row) {
        return (advice.isOnPriceFront(row) ? "P" : "") + (advice.isOnDiversityFront(row) ? "D" : "");
    }

    private static String text(Interval interval) {
        return Double.isFinite(interval.width())
                ? "[" + number(interval.lower()) + ", " + number(interval.upper()) + "]" : "unknown";
    }

    private static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e4 ? Long.toString((long) x)
                : Math.abs(x) >= 1e-4 && Math.abs(x) < 1e4 ? String.format(Locale.ROOT, "%.4f", x)
                        : String.format(Locale.ROOT, "%.1e", x);
    }
}
