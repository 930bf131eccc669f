package org.guidecheck.claim.foundation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.law.NoiseLevel;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Quadrature of a noised density on panels of the line by two Gauss–Legendre rules.
 *
 * <p>A noised density is the clean law convolved with a Gaussian of standard deviation √τ, so no feature is narrower,
 * and panels of a few √τ miss none. They cover twice the reach of the law and ten deviations of the noise; beyond, in
 * the tails, panels widen geometrically.
 */
final class LinePanels {
    private static final GaussIntegrator COARSE = new GaussIntegratorFactory().legendre(14);
    private static final GaussIntegrator FINE = new GaussIntegratorFactory().legendre(20);
    /** Value of |x|·density, and so about the mass beyond x, that is negligible. */
    private static final double NOTHING = 1e-12;
    private static final int MOST_PANELS = 500;
    /** Ratio of the ends of neighbouring panels in the tails. */
    private static final double FACTOR = 4;

    private final double[] knots;
    private final double[] cumulative;
    private final double error;

    /**
     * Integrates a noised density.
     *
     * @param subject a law on the line
     * @param level   noisy
     * @param width   of a panel, in units of √τ: up to 6, the rules differ by some 1e-9 at most
     */
    LinePanels(LawUnderTest subject, NoiseLevel level, double width) {
        DoubleUnaryOperator density = x -> Math.exp(subject.logDensity(new double[] {x}, level));
        knots = knots(density, 2 * Math.sqrt(level.signal()) * subject.law().reach() + 10 * Math.sqrt(level.noise()),
                width * Math.sqrt(level.noise()));
        cumulative = new double[knots.length];
        double difference = 0;
        for (int i = 1; i < knots.length; i++) {
            double fine = integral(FINE, density, knots[i - 1], knots[i]);
            difference += Math.abs(fine - integral(COARSE, density, knots[i - 1], knots[i]));
            cumulative[i] = cumulative[i - 1] + fine;
        }
        error = difference;
    }

    private static double[] knots(DoubleUnaryOperator density, double half, double width) {
        Deque<Double> knots = new ArrayDeque<>();
        int panels = (int) Math.ceil(2 * half / width);
        for (int i = 0; i <= panels; i++) {
            knots.add(half * (2.0 * i / panels - 1));
        }
        for (int side : List.of(-1, 1)) {
            double x = side * half;
            for (int i = 0; i < MOST_PANELS && density.applyAsDouble(x) * Math.abs(x) > NOTHING; i++) {
                x *= FACTOR;
                if (side < 0) {
                    knots.addFirst(x);
                } else {
                    knots.addLast(x);
                }
            }
        }
        return knots.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Applies a rule on [−1, 1] to a panel. */
    private static double integral(GaussIntegrator rule, DoubleUnaryOperator f, double from, double to) {
        double half = 0.5 * (to - from);
        double middle = 0.5 * (to + from);
        double sum = 0;
        for (int i = 0; i < rule.getNumberOfPoints(); i++) {
            sum += rule.getWeight(i) * f.applyAsDouble(middle + half * rule.getPoint(i));
        }
        return sum * half;
    }

    /** The integral over all panels. */
    double total() {
        return cumulative[cumulative.length - 1];
    }

    /** Sum of the differences of the two rules over all panels. */
    double error() {
        return error;
    }

    int size() {
        return knots.length - 1;
    }

    /**
     * Largest difference, over the ends of panels, between the distribution function and the empirical one of numbers.
     */
    double distance(double[] numbers) {
        int[] below = new int[knots.length];
        for (double x : numbers) {
            int at = Arrays.binarySearch(knots, x);
            // First knot not below the number, if any.
            int first = at >= 0 ? at : -at - 1;
            if (first < below.length) {
                below[first]++;
            }
        }
        double largest = 0;
        long count = 0;
        for (int i = 0; i < knots.length; i++) {
            count += below[i];
            double distance = Math.abs((double) count / numbers.length - cumulative[i]);
            largest = distance <= largest ? largest : distance;
        }
        return largest;
    }
}
