package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Search for weights, constant on pieces of the axis of noise levels, that make E^w[h] + λ·price small on one frame (theory.md,
 * "The price of guidance").
 */
final class ScheduleSearch {
    private static final int ROUNDS = 40;
    /** Fall of the sum below which the search ends. */
    private static final double ENOUGH = 1e-6;
    private static final double SHORTEST = 1e-3;

    private final LineFrame frame;
    private final double[] knots;
    private final double multiplier;
    private final double[] ends;

    /**
     * Prepares a search.
     *
     * @param frame      law and class
     * @param knots      λ between the pieces, ascending
     * @param multiplier λ of the price, above 0
     * @param ends       h at the points of the frame
     */
    ScheduleSearch(LineFrame frame, double[] knots, double multiplier, double[] ends) {
        this.frame = frame;
        this.knots = knots;
        this.multiplier = multiplier;
        this.ends = ends;
    }

    /** Moves weights towards the best ones of each piece, by shorter strides where the sum does not fall. */
    double[] improve(double[] from, double most) {
        double[] weights = from.clone();
        double least = sum(weights);
        double stride = 1;
        for (int round = 0; round < ROUNDS && stride > SHORTEST; round++) {
            double[] next = between(weights, wanted(weights, most), stride);
            double found = sum(next);
            if (found < least) {
                boolean done = least - found < ENOUGH;
                least = found;
                weights = next;
                stride = done ? 0 : Math.min(1, 1.5 * stride);
            } else {
                stride /= 3;
            }
        }
        return weights;
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] result = new double[from.length];
        Arrays.setAll(result, i -> from[i] + share * (to[i] - from[i]));
        return result;
    }

    private GuidanceSchedule schedule(double[] weights) {
        return knots.length == 0 ? GuidanceSchedule.constant(weights[0])
                : new GuidanceSchedule.Piecewise(weights, knots);
    }

    private double sum(double[] weights) {
        LineFrame.Output output = frame.forward(frame.pushes(schedule(weights)));
        return LineFrame.mean(output.masses(), ends) + multiplier * output.price();
    }

    /** −∫ E[⟨g, V′⟩] du / (λ ∫ E‖g‖² du) on each piece, from 0 to the largest weight. */
    private double[] wanted(double[] weights, double most) {
        LineFrame.Pushes pushes = frame.pushes(schedule(weights));
        double[][] values = frame.backward(pushes, multiplier, ends);
        double[] down = frame.products(pushes, frame::gradient, k -> slopes(values[k], values[k + 1]));
        double[] square = frame.products(pushes, frame::gradient, frame::gradient);
        double[] gains = new double[weights.length];
        double[] sizes = new double[weights.length];
        for (int k = 0; k < down.length; k++) {
            int piece = piece(frame.grid().level(k), frame.grid().level(k + 1));
            gains[piece] -= down[k];
            sizes[piece] += square[k];
        }
        double[] result = new double[weights.length];
        Arrays.setAll(result, i -> sizes[i] > 0 ? Math.max(0, Math.min(most, gains[i] / (multiplier * sizes[i]))) : 0);
        return result;
    }

    private int piece(NoiseLevel from, NoiseLevel to) {
        NoiseLevel middle = NoiseLevel.ofLogSignal(0.5 * (from.logSignal() + to.logSignal()));
        int piece = 0;
        while (piece < knots.length && middle.logSnr() >= knots[piece]) {
            piece++;
        }
        return piece;
    }

    private static double[] slopes(double[] earlier, double[] later) {
        double[] result = new double[earlier.length - 1];
        Arrays.setAll(result, i -> 0.5 * (earlier[i + 1] - earlier[i] + later[i + 1] - later[i]));
        return result;
    }
}
