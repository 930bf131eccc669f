package org.guidecheck.advise;

import java.util.List;

/**
 * Bound from below of the benefit that any guidance reaches at a price: the largest of the lines D(λ) − λ·price, where
 * D(λ) is at most every sum of benefit and λ·price, and of what Pinsker's inequality leaves of the unguided benefit
 * (theory.md, "The price of guidance").
 *
 * @param lines    the lines
 * @param unguided a number that is at most the benefit without guidance
 * @param least    least value of the benefit
 * @param most     largest value of the benefit
 * @param what     over what the bound is, in words
 */
public record BestBound(List<Line> lines, double unguided, double least, double most, String what) {
    /**
     * A line.
     *
     * @param multiplier λ, above 0
     * @param sum        a number that is at most D(λ)
     */
    public record Line(double multiplier, double sum) {
    }

    /** Copies the list. */
    public BestBound {
        lines = List.copyOf(lines);
    }

    /**
     * The bound.
     *
     * @param price at least 0
     * @return a number that no guidance of at most this price goes below
     */
    public double at(double price) {
        double best = Math.max(least, unguided - (most - least) * Math.sqrt(0.5 * price));
        for (Line line : lines) {
            best = Math.max(best, line.sum() - line.multiplier() * price);
        }
        return best;
    }

    /**
     * The bound the other way round.
     *
     * @param benefit a benefit
     * @return a price that no guidance of at most this benefit goes below, at least 0
     */
    public double leastPrice(double benefit) {
        double least = 0;
        for (Line line : lines) {
            least = Math.max(least, (line.sum() - benefit) / line.multiplier());
        }
        return least;
    }
}
