package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/**
 * Sums over the points of runs in which every prediction is the origin. For data at one point, the origin, the noised
 * law at each call is N(0, τ I); what the points are made of is the start and the sampler's noise alone. Not
 * thread-safe.
 */
public final class PointMassStatistics {
    private final List<NoiseLevel> levels = new ArrayList<>();
    private final List<Moments> moments = new ArrayList<>();
    private boolean isRegular = true;
    private long paths;
    private double average;
    private double averageSquare;
    private double[] startsBefore = {};
    private double[] lastsBefore = {};
    private final Pairs starts = new Pairs();
    private final Pairs lasts = new Pairs();

    /** Products of numbers in the same place of two batches. */
    private static final class Pairs {
        private double products;
        private double squares;
        private long count;

        private void add(double[] one, double[] other) {
            int length = Math.min(one.length, other.length);
            for (int i = 0; i < length; i++) {
                products += one[i] * other[i];
                squares += 0.5 * (one[i] * one[i] + other[i] * other[i]);
            }
            count += length;
        }

        private double correlation() {
            return squares == 0 ? 0 : products / squares;
        }
    }

    /**
     * Sums over all coordinates of the points at one call, or of the output.
     *
     * <p>Coordinates are paired with the next coordinate of the same point, and points with the next point and with
     * the one half a batch later.
     */
    public static final class Moments {
        private static final double SQRT_3 = Math.sqrt(3);

        private long numbers;
        private double second;
        private double third;
        private double fourth;
        private double coordinates;
        private long coordinatePairs;
        private double neighbours;
        private long neighbourPairs;
        private double halves;
        private long halfPairs;
        private long repeated;
        private double withBefore;

        private void add(double[] x, int d) {
            int n = x.length / d;
            for (double each : x) {
                double square = each * each;
                second += square;
                third += each * square;
                fourth += square * square;
            }
            numbers += x.length;
            for (int p = 0; p < n; p++) {
                for (int i = 0; i + 1 < d; i++) {
                    coordinates += x[p * d + i] * x[p * d + i + 1];
                }
            }
            coordinatePairs += (long) n * (d - 1);
            neighbours += products(x, d);
            neighbourPairs += x.length - d;
            int shift = n / 2 * d;
            halves += products(x, shift);
            halfPairs += x.length - shift;
            repeated += repeatedPoints(x, d);
        }

        private static double products(double[] x, int shift) {
            double sum = 0;
            for (int i = 0; i + shift < x.length; i++) {
                sum += x[i] * x[i + shift];
            }
            return sum;
        }

        /**
         * Points whose first two coordinates another point has as well: never, for draws from a density. One coordinate
         * in single precision may come twice.
         */
        private static long repeatedPoints(double[] x, int d) {
            double[] sorted = new double[x.length / d];
            Arrays.setAll(sorted, p -> x[p * d] + SQRT_3 * x[p * d + 1]);
            Arrays.sort(sorted);
            long equal = 0;
            for (int p = 1; p < sorted.length; p++) {
                equal += sorted[p] == sorted[p - 1] ? 1 : 0;
            }
            return equal;
        }

        private void follow(double[] before, double[] x) {
            for (int i = 0; i < x.length; i++) {
                withBefore += before[i] * x[i];
            }
        }

        /** {@return number of coordinates of all points} */
        public long numbers() {
            return numbers;
        }

        /** {@return mean square of the coordinates} */
        public double variance() {
            return second / numbers;
        }

        /** {@return skewness, 0 for a normal law; its standard error is √(6/n)} */
        public double skewness() {
            return third / numbers / Math.pow(variance(), 1.5);
        }

        /** {@return excess kurtosis, 0 for a normal law; its standard error is √(24/n)} */
        public double kurtosis() {
            return fourth / numbers / (variance() * variance()) - 3;
        }

        /** {@return correlation of neighbouring coordinates} */
        public double correlationOfCoordinates() {
            return coordinates / coordinatePairs / variance();
        }

        /** {@return number of pairs behind {@link #correlationOfCoordinates()}} */
        public long coordinatePairs() {
            return coordinatePairs;
        }

        /** {@return correlation of each point with the next of its batch} */
        public double correlationOfNeighbours() {
            return neighbours / neighbourPairs / variance();
        }

        /** {@return number of pairs behind {@link #correlationOfNeighbours()}} */
        public long neighbourPairs() {
            return neighbourPairs;
        }

        /** {@return correlation of each point with that half a batch later} */
        public double correlationOfHalves() {
            return halves / halfPairs / variance();
        }

        /** {@return number of pairs behind {@link #correlationOfHalves()}} */
        public long halfPairs() {
            return halfPairs;
        }

        /** {@return number of points that are there twice in their batch} */
        public long repeated() {
            return repeated;
        }
    }

    /**
     * Adds a run.
     *
     * @param sampler the sampler
     * @param w       guidance weight
     * @param grid    noise levels that it is offered
     * @param noises  noise for a number of points and a dimension
     * @param n       number of points, at least 2
     * @param d       their dimension, at least 2
     * @throws org.guidecheck.sampler.SamplerFailure if the sampler fails, or calls the denoiser for parts of a batch
     */
    public void add(GuidedSampler sampler, double w, TimeGrid grid, BiFunction<Integer, Integer, Noise> noises, int n,
            int d) {
        double[] squares = new double[n * d];
        double[] noise = {0};
        double[][] kept = new double[2][];
        double[][] before = new double[1][];
        ChosenPredictions denoiser = new ChosenPredictions(n, PointMassStatistics::origin, (call, level, x) -> {
            if (levels.size() <= call) {
                levels.add(level);
            }
            isRegular = isRegular && levels.get(call).equals(level);
            at(call).add(x, d);
            if (call > 0) {
                at(call).follow(before[0], x);
            }
            // A sampler may change its points in place.
            before[0] = x.clone();
            for (int i = 0; i < x.length; i++) {
                squares[i] += x[i] * x[i];
            }
            noise[0] += level.noise();
            kept[call == 0 ? 0 : 1] = x;
        }, false);
        double[] ends = Draws.of(sampler, denoiser,
                GuidanceSchedule.constant(w), grid, noises.apply(n, d));
        isRegular = isRegular && denoiser.calls() == levels.size();
        if (denoiser.calls() > 1) {
            starts.add(startsBefore, kept[0]);
            lasts.add(lastsBefore, kept[1]);
            startsBefore = kept[0].clone();
            lastsBefore = kept[1].clone();
        }
        at(denoiser.calls()).add(ends, d);
        if (denoiser.calls() > 0) {
            at(denoiser.calls()).follow(before[0], ends);
        }
        for (double sum : squares) {
            double each = sum / Math.max(Double.MIN_NORMAL, noise[0]);
            average += each;
            averageSquare += each * each;
        }
        paths += squares.length;
    }

    /**
     * {@return mean over paths, which are the coordinates of each point, of Σ x²/Σ τ over the calls; 1 if point masses
     * are kept}
     */
    public double meanVariance() {
        return average / paths;
    }

    /** {@return standard error of {@link #meanVariance()}, from the spread between paths, which are independent} */
    public double standardError() {
        double mean = meanVariance();
        return Math.sqrt(Math.max(0, averageSquare / paths - mean * mean) / paths);
    }

    /** {@return correlation of the numbers in the same places of two batches, at the start or at the last call} */
    public double correlationOfBatches() {
        return Math.abs(starts.correlation()) > Math.abs(lasts.correlation()) ? starts.correlation()
                : lasts.correlation();
    }

    /** {@return number of pairs behind {@link #correlationOfBatches()}} */
    public long batchPairs() {
        return starts.count;
    }

    /** {@return number of paths: coordinates of points} */
    public long paths() {
        return paths;
    }

    private static void origin(int call, int dimension, double[] conditional, double[] unconditional) {
        // Predictions are zeros.
    }

    private Moments at(int m) {
        while (moments.size() <= m) {
            moments.add(new Moments());
        }
        return moments.get(m);
    }

    /** {@return whether all runs called the denoiser at the same levels, and at least once} */
    public boolean isRegular() {
        return isRegular && !levels.isEmpty() && moments.size() == levels.size() + 1;
    }

    /** {@return number of calls K of a run} */
    public int calls() {
        return levels.size();
    }

    /**
     * Noise level of a call.
     *
     * @param call from 0 to K − 1
     * @return the level
     */
    public NoiseLevel level(int call) {
        return levels.get(call);
    }

    /**
     * Sums at a call.
     *
     * @param m from 0 to K; K for the output
     * @return the sums
     */
    public Moments moments(int m) {
        return moments.get(m);
    }

    /**
     * Variance of the noise that is new in a point.
     *
     * @param m     number of the call, from 1 to K; K for the output
     * @param decay factor ρ of the point before
     * @return the mean square of x_m − ρ x_{m−1}, at least 0; its relative standard error is √(2/n)
     */
    public double freshVariance(int m, double decay) {
        Moments here = moments.get(m);
        return Math.max(0, here.variance() - 2 * decay * here.withBefore / here.numbers()
                + decay * decay * moments.get(m - 1).variance());
    }

    /**
     * Factor of the point before in a point, as measured.
     *
     * @param m number of the call, from 1 to K; K for the output
     * @return the regression of x_m on x_{m−1}
     */
    public double decay(int m) {
        return moments.get(m).withBefore / moments.get(m).numbers() / moments.get(m - 1).variance();
    }
}
