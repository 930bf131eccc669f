package org.guidecheck.guard.problem;

import java.util.Arrays;
import org.guidecheck.statistics.Interval;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Sample of a Gaussian of unknown mean and variance, with exact intervals for both (Student's t and χ²), at a number of
 * draws that is fixed in advance.
 *
 * @param numbers independent draws
 */
@SuppressWarnings("ArrayRecordComponent") // made and read within this package, and not changed
public record GaussianSample(double[] numbers) {

    /**
     * One coordinate of a batch of points.
     *
     * @param points     the coordinates of each point in turn
     * @param dimension  number of coordinates of a point
     * @param coordinate from 0
     */
    public static GaussianSample ofCoordinate(double[] points, int dimension, int coordinate) {
        double[] numbers = new double[points.length / dimension];
        for (int p = 0; p < numbers.length; p++) {
            numbers[p] = points[p * dimension + coordinate];
        }
        return new GaussianSample(numbers);
    }

    int size() {
        return numbers.length;
    }

    double mean() {
        double sum = 0;
        for (double x : numbers) {
            sum += x;
        }
        return sum / numbers.length;
    }

    /** {@return the unbiased estimate of the variance} */
    public double variance() {
        double mean = mean();
        double sum = 0;
        for (double x : numbers) {
            sum += (x - mean) * (x - mean);
        }
        return sum / (numbers.length - 1);
    }

    /** {@return an interval that contains the mean except with probability alpha} */
    public Interval meanWithin(double alpha) {
        double radius = quantileOfT(size() - 1, alpha) * Math.sqrt(variance() / size());
        return Double.isFinite(radius) ? Interval.around(mean(), radius) : Interval.ALL;
    }

    /** {@return an interval that contains the variance except with probability alpha} */
    public Interval varianceWithin(double alpha) {
        double squares = variance() * (size() - 1);
        ChiSquaredDistribution chi = new ChiSquaredDistribution(size() - 1);
        double lower = squares / chi.inverseCumulativeProbability(1 - alpha / 2);
        double upper = squares / chi.inverseCumulativeProbability(alpha / 2);
        return Double.isFinite(upper) ? new Interval(lower, upper) : Interval.ALL;
    }

    /**
     * The correlation r with another sample of the same size, plus and minus its largest size, except with
     * probability alpha, if the two are independent: r√((n − 2)/(1 − r²)) then follows Student's law. The interval is
     * around 1 if all points of a sample are equal.
     */
    public Interval correlationWith(GaussianSample other, double alpha) {
        double mean = mean();
        double otherMean = other.mean();
        double products = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < numbers.length; i++) {
            double x = numbers[i] - mean;
            double y = other.numbers[i] - otherMean;
            products += x * y;
            squares += x * x;
            otherSquares += y * y;
        }
        double t = quantileOfT(size() - 2, alpha);
        double correlation = products / Math.sqrt(squares * otherSquares);
        return Interval.around(Double.isNaN(correlation) ? 1 : correlation, t / Math.sqrt(size() - 2 + t * t));
    }

    /** {@return the residual variance of the linear regression on another sample} */
    public double residualVariance(GaussianSample other) {
        double mean = mean();
        double otherMean = other.mean();
        double products = 0;
        for (int i = 0; i < numbers.length; i++) {
            products += (numbers[i] - mean) * (other.numbers[i] - otherMean);
        }
        double covariance = products / (numbers.length - 1);
        return variance() - covariance * covariance / other.variance();
    }

    /**
     * The largest distance between the distribution functions of the sample and of a normal law. If the sample has
     * this law, it is at most √(log(2/α)/(2n)) except with probability α (Dvoretzky, Kiefer and Wolfowitz; constant
     * by Massart, 1990).
     */
    public double distanceFrom(GaussianLaw.Coordinate law) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        NormalDistribution normal = new NormalDistribution(law.mean(), law.deviation());
        double worst = 0;
        for (int i = 0; i < sorted.length; i++) {
            double value = normal.cumulativeProbability(sorted[i]);
            worst = Math.max(worst, Math.max((i + 1.0) / sorted.length - value, value - (double) i / sorted.length));
        }
        return worst;
    }

    private static double quantileOfT(double degrees, double alpha) {
        return -new TDistribution(degrees).inverseCumulativeProbability(alpha / 2);
    }
}
