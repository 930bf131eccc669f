package org.guidecheck.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;

/**
 * Guidance schedule: the weight w as a function of the noise level. The guided score is s(·|c) + w g, so w = 0 is the
 * conditional score. The {@code guidance_scale} of common libraries is 1 + w.
 */
public sealed interface GuidanceSchedule {

    /**
     * The weight at a noise level.
     *
     * @param level noise level
     * @return w, finite
     */
    double weight(NoiseLevel level);

    /**
     * The weight averaged over a step, in the time u = log t of the reverse process.
     *
     * @param from start of the step, the noisier end
     * @param to   end of the step
     * @return ∫ w du / ∫ du
     */
    double meanWeight(NoiseLevel from, NoiseLevel to);

    /** {@return the largest weight} */
    double largest();

    /** {@return the smallest weight} */
    double smallest();

    /**
     * The schedule w + change.
     *
     * @param change finite
     * @return a new schedule
     */
    GuidanceSchedule plus(double change);

    /**
     * The schedule factor · w.
     *
     * @param factor finite
     * @return a new schedule
     */
    GuidanceSchedule times(double factor);

    /**
     * The schedule with its jumps moved along the axis of noise levels.
     *
     * @param change added to λ = log(t/τ) of each jump, finite
     * @return a new schedule
     */
    GuidanceSchedule shifted(double change);

    /**
     * The schedule restricted to an interval of noise levels: w where from ≤ λ &lt; to, and 0 elsewhere.
     *
     * @param from λ = log(t/τ) at the noisier end; −∞ for pure noise
     * @param to   λ at the cleaner end, above from; +∞ for clean data
     * @return a new schedule
     * @throws IllegalArgumentException unless from is below to
     */
    GuidanceSchedule within(double from, double to);

    /**
     * The same weight at every noise level.
     *
     * @param w finite
     * @return the schedule
     */
    static Constant constant(double w) {
        return new Constant(w);
    }

    /**
     * Constant guidance weight.
     *
     * @param w finite
     */
    record Constant(double w) implements GuidanceSchedule {
        /** Checks the weight; throws {@link IllegalArgumentException}. */
        public Constant {
            requireFinite("weight", w);
        }

        @Override
        public double weight(NoiseLevel level) {
            return w;
        }

        @Override
        public double meanWeight(NoiseLevel from, NoiseLevel to) {
            return w;
        }

        @Override
        public double largest() {
            return w;
        }

        @Override
        public double smallest() {
            return w;
        }

        @Override
        public Constant times(double factor) {
            return new Constant(factor * w);
        }

        @Override
        public Constant shifted(double change) {
            return this;
        }

        @Override
        public GuidanceSchedule within(double from, double to) {
            return new Piecewise(new double[] {w}, new double[0]).within(from, to);
        }

        @Override
        public Constant plus(double change) {
            return new Constant(w + change);
        }

        @Override
        public String toString() {
            return number(w);
        }
    }

    /** Piecewise constant guidance weight, with jumps at given log signal-to-noise ratios. */
    final class Piecewise implements GuidanceSchedule {
        private final double[] weights;
        private final double[] breaks;

        /**
         * Schedule with the given weights and jumps.
         *
         * @param weights one more than breaks, finite; the first applies at the noisy end
         * @param breaks  λ = log(t/τ) from which on the next weight applies, finite and strictly increasing
         * @throws IllegalArgumentException if the lengths or numbers do not fit
         */
        public Piecewise(double[] weights, double[] breaks) {
            if (weights.length != breaks.length + 1) {
                throw new IllegalArgumentException("weights.length=" + weights.length
                        + ": must be one more than the number of breaks, " + breaks.length);
            }
            for (double w : weights) {
                requireFinite("weight", w);
            }
            for (int i = 0; i < breaks.length; i++) {
                requireFinite("break", breaks[i]);
                if (i > 0 && !(breaks[i] > breaks[i - 1])) {
                    throw new IllegalArgumentException("break=" + breaks[i] + ": must be above the one before, "
                            + breaks[i - 1]);
                }
            }
            this.weights = weights.clone();
            this.breaks = breaks.clone();
        }

        @Override
        public double weight(NoiseLevel level) {
            double lambda = level.logSnr();
            int i = 0;
            while (i < breaks.length && lambda >= breaks[i]) {
                i++;
            }
            return weights[i];
        }

        @Override
        public double meanWeight(NoiseLevel from, NoiseLevel to) {
            double start = from.logSignal();
            double end = to.logSignal();
            if (!(end > start)) {
                return weight(from);
            }
            double sum = 0;
            double at = start;
            for (int i = 0; i < weights.length && at < end; i++) {
                double until = i < breaks.length
                        ? Math.min(end, NoiseLevel.ofLogSnr(breaks[i]).logSignal()) : end;
                if (until > at) {
                    sum += weights[i] * (until - at);
                    at = until;
                }
            }
            return sum / (end - start);
        }

        @Override
        public double largest() {
            return Arrays.stream(weights).max().orElseThrow();
        }

        @Override
        public double smallest() {
            return Arrays.stream(weights).min().orElseThrow();
        }

        @Override
        public Piecewise times(double factor) {
            return new Piecewise(Arrays.stream(weights).map(w -> factor * w).toArray(), breaks);
        }

        @Override
        public Piecewise shifted(double change) {
            return new Piecewise(weights, Arrays.stream(breaks).map(at -> at + change).toArray());
        }

        @Override
        public Piecewise within(double from, double to) {
            if (!(from < to)) {
                throw new IllegalArgumentException("from=" + from + ": must be below to=" + to);
            }
            double[] ends = DoubleStream.concat(Arrays.stream(breaks), DoubleStream.of(from, to))
                    .filter(Double::isFinite).sorted().distinct().toArray();
            double[] pieces = new double[ends.length + 1];
            for (int i = 0; i < pieces.length; i++) {
                double first = i == 0 ? Double.NEGATIVE_INFINITY : ends[i - 1];
                double last = i == ends.length ? Double.POSITIVE_INFINITY : ends[i];
                long passed = Arrays.stream(breaks).filter(at -> at <= first).count();
                pieces[i] = first >= from && last <= to ? weights[(int) passed] : 0;
            }
            return new Piecewise(pieces, ends);
        }

        @Override
        public Piecewise plus(double change) {
            return new Piecewise(Arrays.stream(weights).map(w -> w + change).toArray(), breaks);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Piecewise that && Arrays.equals(weights, that.weights)
                    && Arrays.equals(breaks, that.breaks);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(weights) + Arrays.hashCode(breaks);
        }

        @Override
        public String toString() {
            return IntStream.range(0, weights.length)
                    .mapToObj(i -> (i == 0 ? "" : number(breaks[i - 1]) + ":") + number(weights[i]))
                    .collect(Collectors.joining(","));
        }
    }

    /**
     * Parses a schedule: {@code 3} is constant; {@code 0,-1:3,2:0} is 0 up to λ = −1, then 3 up to λ = 2, then 0.
     *
     * @param text in the format of {@code toString}
     * @return the schedule
     * @throws IllegalArgumentException naming the part that cannot be read
     */
    static GuidanceSchedule parse(String text) {
        String[] parts = text.split(",", -1);
        double[] weights = new double[parts.length];
        double[] breaks = new double[parts.length - 1];
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            int colon = part.indexOf(':');
            if ((i == 0) != (colon < 0)) {
                throw new IllegalArgumentException("weights=" + text + ": part '" + part + "' must be "
                        + (i == 0 ? "a weight" : "LOGSNR:WEIGHT"));
            }
            if (i > 0) {
                breaks[i - 1] = readNumber(text, part.substring(0, colon));
            }
            weights[i] = readNumber(text, part.substring(colon + 1));
        }
        return parts.length == 1 ? new Constant(weights[0]) : new Piecewise(weights, breaks);
    }

    private static double readNumber(String text, String number) {
        try {
            return Double.parseDouble(number.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("weights=" + text + ": '" + number + "' must be a number", e);
        }
    }

    private static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + "=" + value + ": must be finite");
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
