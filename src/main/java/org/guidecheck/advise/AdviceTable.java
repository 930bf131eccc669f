package org.guidecheck.advise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.statistics.Interval;
import org.guidecheck.text.TextTable;

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
        StringBuilder text = new StringBuilder();
        text.append(TextTable.aligned(cells(advice)));
        text.append(System.lineSeparator());
        notes(advice).forEach(note -> text.append(note).append(System.lineSeparator()));
        text.append(String.format(Locale.ROOT, "%n%s%n%s%n", sentence(advice, condition), Advice.FOR_NETWORKS));
        return text.toString();
    }

    /** The table's cells, the headings first. */
    static List<List<String>> cells(Advice advice) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("guidance", "price, nats", advice.benefit().of(Benefit.Kind.CAPPED).text(),
                advice.benefit().of(Benefit.Kind.TAIL).text(), "M = E 1/p", "tail exponent", "diversity",
                "least mode kept", "gap", "front"));
        for (Figures row : advice.rows()) {
            cells.add(List.of(row.candidate().title(), text(row.price()), text(row.capped()), text(row.tail()),
                    text(row.meanReciprocal()), number(row.exponent()), text(row.diversity()), text(row.leastKept()),
                    "<= " + number(row.gap(advice.benefit().kind())), fronts(advice, row)));
        }
        return cells;
    }

    /** What the columns mean, a line each. */
    static List<String> notes(Advice advice) {
        List<String> notes = new ArrayList<>();
        notes.add("guidance: towards " + advice.process().label() + ", prior " + number(advice.process().prior())
                + "; the number is the weight, of intervals and ramps the largest; intervals lie between two log "
                + "signal-to-noise ratios, log(t/(1 - t)) where t is the share of signal");
        if (advice.rows().stream().anyMatch(AdviceTable::isFound)) {
            notes.add("optimised, adaptive: found by this program where a nat of price counts as much as the "
                    + "number given of the benefit; adaptive weights depend on the point as well as on the noise level");
        }
        notes.add("p: probability of " + advice.process().label() + " given the output, by the law; E, P: mean and "
                + "probability over outputs");
        notes.add("price: half the mean square of the drift that guidance adds, summed over the process; the relative "
                + "entropy KL(output || class) is at most this");
        notes.add("tail exponent: if it is k, P(p <= prior/a) is at most a^-k for every a above 1, whatever the law");
        notes.add("diversity: " + advice.diversityText());
        notes.add(String.format(Locale.ROOT, "least mode kept: the smallest share of a mode over that in the class; "
                + "modes: %d %s, each output in the nearest", advice.modes().centres().size(), advice.modes().what()));
        notes.add("gap: how far " + advice.benefit().text() + " is above the best possible at this price, over "
                + advice.bound().what());
        notes.add("front: P where no other guidance is certainly better both in " + advice.benefit().text()
                + " and in price, D where none is both in that and in diversity");
        notes.add("intervals: " + advice.method());
        advice.leftOut().ifPresent(notes::add);
        return notes;
    }

    private static boolean isFound(Figures row) {
        return row.candidate().family() == Candidate.Family.OPTIMISED
                || row.candidate().family() == Candidate.Family.ADAPTIVE;
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
