package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.statistics.Interval;

/**
 * Errors of an identified sampler's closed laws at rising numbers of steps, and their limit.
 *
 * @param laws the laws, at increasing numbers of steps; each of the last three has twice the steps of the one before
 */
record Ladder(List<ClosedLaw> laws) {
    /** Steps of the three laws from which the limit is extrapolated at first. */
    private static final int COARSEST = 25;
    private static final int DOUBLED = 3;
    private static final int MOST_CALLS = 2000;
    /** Steps of further laws that users want to see. */
    private static final int[] SHOWN = {5, 10};
    /** Relative difference of the errors between levels that were not refined. */
    private static final double SAME = 0.01;
    /** Least factor by which the error's change falls when steps are halved, if errors are those of short steps. */
    private static final double ASYMPTOTIC = 1.6;

    /**
     * Error of one mean or deviation in the limit of short steps.
     *
     * @param coordinate number of the mean, or of the deviation
     * @param value      the error, extrapolated from the two finest laws
     * @param change     its change when a further law is added; infinite where further steps do not refine the levels
     */
    record Limit(int coordinate, double value, double change) {
        private static Limit of(int i, List<ClosedLaw> last) {
            double first = last.get(0).departures().get(i);
            double second = last.get(1).departures().get(i);
            double third = last.get(2).departures().get(i);
            boolean isRefined = last.get(1).isRefinementOf(last.get(0)) && last.get(2).isRefinementOf(last.get(1));
            if (!isRefined || !Double.isFinite(first + second + third)) {
                return new Limit(i, third, Double.POSITIVE_INFINITY);
            }
            if (Math.abs(second - first) < ASYMPTOTIC * Math.abs(third - second)) {
                // The errors do not fall as those of short steps do: they may have settled, or be too small to tell.
                return new Limit(i, third,
                        2 * (Math.abs(second - first) + Math.abs(third - second)) + last.get(2).rounding()[i]);
            }
            // An error c/N + O(1/N²) has the limit 2 e(2N) − e(N), up to O(1/N²).
            double coarse = 2 * second - first;
            double fine = 2 * third - second;
            return new Limit(i, fine,
                    Math.abs(fine - coarse) + 2 * last.get(2).rounding()[i] + last.get(1).rounding()[i]);
        }

        /** Where the error may lie. */
        Interval bounds(double rounding) {
            return isKnown() ? Interval.around(value, change + rounding) : Interval.ALL;
        }

        boolean isKnown() {
            return change < Double.POSITIVE_INFINITY;
        }

        /** Largest size of the error. */
        double most() {
            double most = Math.abs(value) + change;
            return Double.isNaN(most) ? Double.POSITIVE_INFINITY : most;
        }

        /** The coordinate in words. */
        String place() {
            int d = ScorePair.STANDARD.dimension();
            return (coordinate < d ? "mean" : "deviation") + " of coordinate " + (coordinate % d + 1);
        }
    }

    /**
     * Computes laws until their limit is known.
     *
     * @param law      the law at a number of steps; empty if it cannot be computed
     * @param usual    the sampler's usual number of steps, which is shown
     * @param settled  error in the limit, all bounds included, below which no more laws are needed
     */
    static Ladder of(IntFunction<Optional<ClosedLaw>> law, int usual, double settled) {
        List<ClosedLaw> laws = new ArrayList<>();
        IntStream.of(SHOWN).filter(n -> n <= usual).forEach(n -> law.apply(n).ifPresent(laws::add));
        for (int n = COARSEST; laws.isEmpty() || 2 * laws.get(laws.size() - 1).calls() <= MOST_CALLS; n *= 2) {
            Optional<ClosedLaw> next = law.apply(n);
            if (next.isEmpty()) {
                break;
            }
            boolean isRefined = n == COARSEST || next.get().isRefinementOf(laws.get(laws.size() - 1));
            laws.add(next.get());
            if (!isRefined || new Ladder(laws).limit().filter(limit -> limit.most() <= settled).isPresent()) {
                break;
            }
        }
        return new Ladder(List.copyOf(laws));
    }

    /** The error in the limit, of the mean or deviation that departs most; empty if too few laws are known. */
    Optional<Limit> limit() {
        List<ClosedLaw> last = laws.stream().filter(law -> law.steps() >= COARSEST).toList();
        if (last.size() < DOUBLED) {
            return Optional.empty();
        }
        List<ClosedLaw> finest = last.subList(last.size() - DOUBLED, last.size());
        return IntStream.range(0, finest.get(0).departures().size()).mapToObj(i -> Limit.of(i, finest))
                .max(Comparator.comparingDouble(Limit::most));
    }

    /**
     * Whether the error still falls by more than a half from the last coarser levels to the finest: a scheme that is
     * unstable in few steps may be far off there and right in the limit.
     */
    boolean isFalling() {
        double last = finest().worst();
        return IntStream.iterate(laws.size() - 2, i -> i >= 0, i -> i - 1).mapToDouble(i -> laws.get(i).worst())
                .filter(error -> !(Math.abs(error - last) <= SAME * last)).findFirst().orElse(0) > 2 * last;
    }

    /** The law at most steps. */
    ClosedLaw finest() {
        return laws.get(laws.size() - 1);
    }

    /**
     * The order with which the largest error falls, from the coarsest law of the limit to the finest.
     *
     * @param floor error below which rounding hides the order; at least 1 is then returned
     */
    double order(double floor) {
        double order = slope(ClosedLaw::worst);
        return finest().worst() <= floor ? Math.max(1, order) : order;
    }

    /** The order with which the error of steps of first order falls between the same levels. */
    double orderOfFirst() {
        return slope(ClosedLaw::firstOrder);
    }

    private double slope(ToDoubleFunction<ClosedLaw> error) {
        ClosedLaw coarsest = laws.stream().filter(law -> law.steps() >= COARSEST).findFirst().orElseThrow();
        return Math.log(error.applyAsDouble(coarsest) / Math.max(error.applyAsDouble(finest()), Double.MIN_NORMAL))
                / Math.log((double) finest().steps() / coarsest.steps());
    }

    /** The numbers of steps. */
    String steps() {
        return laws.stream().map(law -> Integer.toString(law.steps())).collect(Collectors.joining(", "));
    }

    /** The errors of one mean or deviation, such as "0.02 at 100, 0.019 at 200 steps". */
    String inWords(int coordinate) {
        return inWords(law -> law.departures().get(coordinate));
    }

    /** The largest errors. */
    String inWords() {
        return inWords(ClosedLaw::worst);
    }

    /** Errors at the first and the last few numbers of steps. */
    private String inWords(ToDoubleFunction<ClosedLaw> error) {
        List<ClosedLaw> last = laws.subList(Math.max(0, laws.size() - DOUBLED), laws.size());
        String others = laws.size() > DOUBLED + 1 ? ", …, " : ", ";
        String first = laws.size() > DOUBLED ? text(error, laws.get(0)) + others : "";
        return first + last.stream().map(law -> text(error, law)).collect(Collectors.joining(", ")) + " steps";
    }

    private static String text(ToDoubleFunction<ClosedLaw> error, ClosedLaw law) {
        return String.format(Locale.ROOT, "%.4g at %d", error.applyAsDouble(law), law.steps());
    }
}
