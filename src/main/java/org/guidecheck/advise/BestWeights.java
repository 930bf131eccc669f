package org.guidecheck.advise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Interval;

/**
 * Checker of the best weights at multipliers of the price: the lines of the bound that their least sums give, and which
 * weights are left out and why.
 */
final class BestWeights {
    /** By how much benefit and price of the best weights may depart from the least sum, over the gain. */
    private static final double AGREEMENT = 0.02;
    /** Error of the start at t > 0 without guidance, over the value. */
    private static final double START_ERROR = 2 * TimeGrid.START_SIGNAL;
    private static final String DISAGREE =
            "whose benefit and price are not known to agree with the least sum to 2 % of what there is to gain";

    private final Benefit benefit;
    private final double before;
    private final String unresolved;
    private final List<BestBound.Line> lines = new ArrayList<>();
    private final Map<String, List<String>> leftOut = new LinkedHashMap<>();

    /**
     * A checker without lines.
     *
     * @param benefit    what is to be small
     * @param before     interval of the benefit without guidance
     * @param unresolved why there may be no least sum, in words that follow the names of weights
     */
    BestWeights(Benefit benefit, Interval before, String unresolved) {
        this.benefit = benefit;
        this.before = before.upper();
        this.unresolved = unresolved;
    }

    /**
     * Takes the line of a least sum, and the best weights if the sum of their benefit and price agrees with it.
     *
     * @param multiplier of the price, above 0
     * @param least      least sum of benefit and multiplier·price; the whole line if not known
     * @param figures    figures of the weights that reach it
     * @return the figures, if they agree
     */
    Optional<Figures> accept(double multiplier, Interval least, Supplier<Figures> figures) {
        if (!Double.isFinite(least.lower())) {
            leaveOut(multiplier, unresolved);
            return Optional.empty();
        }
        lines.add(new BestBound.Line(multiplier, least.lower() - START_ERROR * before));
        Figures row = figures.get();
        double sum = row.benefit(benefit.kind()).upper() + multiplier * row.price().upper();
        if (sum - least.lower() <= AGREEMENT * (before - least.lower())) {
            return Optional.of(row);
        }
        leaveOut(multiplier, DISAGREE);
        return Optional.empty();
    }

    private void leaveOut(double multiplier, String why) {
        leftOut.computeIfAbsent(why, each -> new ArrayList<>()).add(Candidates.perNat(multiplier));
    }

    /** {@return lines of the bound} */
    List<BestBound.Line> lines() {
        return lines;
    }

    /** {@return the weights that are left out, and why, in one line; empty if none are} */
    Optional<String> leftOut() {
        return leftOut.isEmpty() ? Optional.empty() : Optional.of(leftOut.entrySet().stream()
                .map(each -> "adaptive " + String.join(", ", each.getValue()) + ", " + each.getKey())
                .collect(Collectors.joining("; ", "left out: ", "")));
    }
}
