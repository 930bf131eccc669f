package org.guidecheck.advise;

import java.util.List;
import org.guidecheck.statistics.Interval;

/**
 * What a way to guide does, each figure with its interval; the whole line where a figure is not known.
 *
 * @param candidate      the way to guide
 * @param meanReciprocal M_w = E[1/p(c|Y)]
 * @param exponent       1 + 2 inf w: P(p(c|Y) ≤ π_c/a) is at most a to minus this, whatever the law
 * @param tail           P(p(c|Y) ≤ q)
 * @param capped         E min(1/p(c|Y), K)
 * @param diversity      differential entropy in nats on the line and, where meshes suffice, in the plane; elsewhere the
 *                       mean squared distance of two outputs over that of two draws of the class
 * @param spread         variance over that of the class; in more dimensions the mean squared distance
 * @param modes          share of the outputs in each mode
 * @param leastKept      the smallest share of a mode over that in the class
 * @param price          ½E∫ ‖w g‖² du, at least the relative entropy of the output to the class
 * @param promised       bound of the price for any law with this prior, w²/(1 + 2w) log(1/π_c) at the largest w; NaN if
 *                       there is none
 * @param ideal          a bound from below of the benefit of all guidance at this price
 */
public record Figures(Candidate candidate, Interval meanReciprocal, double exponent, Interval tail, Interval capped,
        Interval diversity, Interval spread, List<Interval> modes, Interval leastKept, Interval price,
        double promised, double ideal) {
    /** Copies the list. */
    public Figures {
        modes = List.copyOf(modes);
    }

    /**
     * The number that guidance is to make small.
     *
     * @param kind which
     * @return its interval
     */
    public Interval benefit(Benefit.Kind kind) {
        return kind == Benefit.Kind.CAPPED ? capped : tail;
    }

    /**
     * A copy with another interval of the mean reciprocal M, which bounds E min(1/p, K) ≤ M and, by Markov's inequality,
     * P(p ≤ q) ≤ (M − 1)/(1/q − 1); the tail is also at most what holds for any law.
     */
    Figures withMean(Interval mean, Benefit limits, double prior) {
        double q = limits.limit();
        double any = q < prior ? Math.pow(q / prior, exponent) : 1;
        double most = Math.min(any, (mean.upper() - 1) / (1 / q - 1));
        return new Figures(candidate, mean, exponent, upTo(tail, most), upTo(capped, mean.upper()), diversity, spread,
                modes,
                leastKept, price, promised, ideal);
    }

    private static Interval upTo(Interval interval, double most) {
        return interval.intersect(Interval.atMost(Math.max(most, interval.lower()))).orElse(interval);
    }

    /** A copy with another figure of diversity. */
    Figures withDiversity(Interval other) {
        return new Figures(candidate, meanReciprocal, exponent, tail, capped, other, spread, modes, leastKept, price,
                promised,
                ideal);
    }

    /** A copy with a bound of the best possible at its price, and a price that is no less than its benefit allows. */
    Figures withIdeal(BestBound bound, Benefit.Kind kind) {
        Interval possible = price.intersect(Interval.atLeast(bound.leastPrice(benefit(kind).upper()))).orElse(price);
        return new Figures(candidate, meanReciprocal, exponent, tail, capped, diversity, spread, modes, leastKept,
                possible,
                promised, bound.at(possible.upper()));
    }

    /**
     * How far the benefit is from the best possible at the same price, at most.
     *
     * @param kind which number is to be small
     * @return at least 0; infinite if not known
     */
    public double gap(Benefit.Kind kind) {
        return Math.max(0, benefit(kind).upper() - ideal);
    }

    /** Whether the price is at most a limit, by its upper end. */
    boolean costsAtMost(double limit) {
        return price.upper() <= limit;
    }

    /** Whether the diversity is at least a limit, by its lower end. */
    boolean isAsDiverseAs(double limit) {
        return diversity.lower() >= limit;
    }

    /** The possible part of an interval; all that is possible, if there is none. An unknown figure stays unknown. */
    static Interval within(Interval found, Interval possible) {
        return Double.isFinite(found.width()) ? found.intersect(possible).orElse(possible) : found;
    }

    /** Quotient of two intervals of positive numbers. */
    static Interval quotient(Interval above, Interval below) {
        if (!(below.lower() > 0) || Double.isInfinite(above.upper()) || Double.isInfinite(below.upper())) {
            return Interval.ALL;
        }
        return new Interval(Math.max(0, above.lower()) / below.upper(), Math.max(0, above.upper()) / below.lower());
    }

    /** The smallest quotient of the shares of modes. */
    static Interval leastKept(List<Interval> shares, List<Interval> ofClass) {
        double lower = Double.POSITIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        for (int k = 0; k < shares.size(); k++) {
            Interval kept = quotient(shares.get(k), ofClass.get(k));
            lower = Math.min(lower, kept.lower());
            upper = Math.min(upper, kept.upper());
        }
        return shares.isEmpty() ? Interval.ALL : new Interval(lower, upper);
    }
}
