package org.guidecheck.advise;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Interval;

/**
 * Figures of all ways to guide, and the best of them under a condition.
 *
 * @param process       law, class and end
 * @param benefit       what is to be small
 * @param modes         modes of the class
 * @param rows          figures, without guidance first
 * @param bound         bound of the best possible
 * @param diversityText what the figures of diversity are, in words
 * @param method        how the figures were found, in words
 * @param leftOut       which adaptive weights are left out, and why, in words; empty if none are
 */
public record Advice(GuidedProcess process, Benefit benefit, Modes modes, List<Figures> rows, BestBound bound,
        String diversityText, String method, Optional<String> leftOut) {
    /** Diversity as entropy. */
    static final String ENTROPY = "differential entropy of the output, in nats";
    /** Diversity as a distance. */
    static final String DISTANCE =
            "mean squared distance of two outputs over that of two draws of the class, each cut off at "
                    + "four times the latter";

    /** What holds for a trained network, and what does not. */
    public static final String FOR_NETWORKS = "These figures are exact for the law given, with its own scores. For a "
            + "network trained on such data they say what its guidance aims at; the network's errors are not in them. "
            + "Three bounds hold for whatever law a perfect network has learnt: M is at most 1/prior, its value without "
            + "guidance; the tail is as rare as its exponent says; and the price of a schedule with weights up to w is "
            + "at most w^2/(1 + 2w) log(1/prior). Take the order of the schedules as a first guess and check the output "
            + "itself, with watch or guard.";

    /** Copies the list. */
    public Advice {
        rows = List.copyOf(rows);
    }

    /**
     * Condition on an advice.
     *
     * @param mostPrice      largest price; +∞ for any
     * @param leastDiversity smallest diversity; −∞ for any
     */
    public record Condition(double mostPrice, double leastDiversity) {
        /** No condition. */
        public static final Condition NONE = new Condition(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

        /** {@return whether there is none} */
        public boolean isNone() {
            return equals(NONE);
        }
    }

    /** {@return the least value that a diversity can have} */
    double leastDiversity() {
        return diversityText.equals(ENTROPY) ? Double.NEGATIVE_INFINITY : 0;
    }

    /**
     * The best way to guide: of those that certainly meet a condition, the one with the smallest upper bound of the
     * benefit; of equals, that with the smallest price.
     *
     * @param condition the condition
     * @return its figures; empty if none certainly meets the condition
     */
    public Optional<Figures> best(Condition condition) {
        return rows.stream()
                // Weights that were not kept show what is possible, but cannot be used.
                .filter(row -> row.candidate().schedule().isPresent() || !row.candidate().weights().isEmpty())
                .filter(row -> row.costsAtMost(condition.mostPrice())
                        && row.isAsDiverseAs(condition.leastDiversity()))
                .min(Comparator.comparingDouble((Figures row) -> row.benefit(benefit.kind()).upper())
                        .thenComparingDouble(row -> row.price().upper()));
    }

    /**
     * Whether a way to guide might meet a condition.
     *
     * @param condition the condition
     * @return false if all certainly fail
     */
    public boolean mayBeMet(Condition condition) {
        return rows.stream().anyMatch(row -> row.price().lower() <= condition.mostPrice()
                && row.diversity().upper() >= condition.leastDiversity());
    }

    /**
     * Whether no other way to guide is better in both benefit and price for certain.
     *
     * @param row figures
     * @return whether it may be on the Pareto front of benefit against price
     */
    public boolean isOnPriceFront(Figures row) {
        return isOnFront(row, other -> other.price().scale(-1));
    }

    /**
     * The same for benefit against diversity.
     *
     * @param row figures
     * @return whether it may be on the front
     */
    public boolean isOnDiversityFront(Figures row) {
        return isOnFront(row, Figures::diversity);
    }

    /** Nobody is certainly at least as good in both; good is small benefit and large second figure. */
    private boolean isOnFront(Figures row, Function<Figures, Interval> second) {
        Interval own = row.benefit(benefit.kind());
        return rows.stream().noneMatch(other -> other.benefit(benefit.kind()).upper() < own.lower()
                && second.apply(other).lower() > second.apply(row).upper());
    }
}
