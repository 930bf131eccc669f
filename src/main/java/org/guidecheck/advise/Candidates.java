package org.guidecheck.advise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidanceSchedule.Piecewise;

/** Schedules to compare, all constant on the same pieces of the axis of noise levels. */
final class Candidates {
    /** First and last piece of the intervals, over the number of pieces. */
    private static final double[][] PARTS = {{0, 0.5}, {0.25, 0.75}, {0.5, 1}};

    private final double[] knots;

    /** With the values of λ between the pieces. */
    Candidates(double[] knots) {
        this.knots = knots.clone();
    }

    private int pieces() {
        return knots.length + 1;
    }

    /** Constant weights, and intervals and ramps whose largest weights are given. */
    List<Candidate> all(double[] constants, double[] tops) {
        List<Candidate> all = new ArrayList<>();
        for (double w : constants) {
            all.add(Candidate.of(Candidate.Family.CONSTANT, number(w), GuidanceSchedule.constant(w)));
        }
        for (double w : tops) {
            for (double[] part : PARTS) {
                int from = (int) Math.round(part[0] * pieces());
                int to = (int) Math.round(part[1] * pieces());
                all.add(Candidate.of(Candidate.Family.INTERVAL, number(w) + span(from, to),
                        pieces(i -> i >= from && i < to ? w : 0)));
            }
            all.add(Candidate.of(Candidate.Family.RISING, "to " + number(w), pieces(i -> w * (i + 0.5) / pieces())));
            all.add(Candidate.of(Candidate.Family.FALLING, "from " + number(w),
                    pieces(i -> w * (1 - (i + 0.5) / pieces()))));
            all.add(Candidate.of(Candidate.Family.COSINE, "up to " + number(w),
                    pieces(i -> w * 0.5 * (1 - Math.cos(2 * Math.PI * (i + 0.5) / pieces())))));
        }
        return all;
    }

    /** A schedule with these weights of the pieces. */
    GuidanceSchedule pieces(IntToDoubleFunction weight) {
        double[] weights = new double[pieces()];
        Arrays.setAll(weights, weight);
        return new Piecewise(weights, knots);
    }

    private String span(int from, int to) {
        return String.format(Locale.ROOT, " from %s to %s", from == 0 ? "pure noise" : lambda(from - 1),
                to == pieces() ? "clean data" : lambda(to - 1));
    }

    private String lambda(int knot) {
        return String.format(Locale.ROOT, "%.2f", knots[knot]);
    }

    /** Name of what is best where a nat of price counts as much as a number of the benefit. */
    static String perNat(double multiplier) {
        return "at " + number(multiplier) + " a nat";
    }

    static String number(double w) {
        return w == Math.rint(w) ? Long.toString((long) w) : String.format(Locale.ROOT, "%.4g", w);
    }
}
