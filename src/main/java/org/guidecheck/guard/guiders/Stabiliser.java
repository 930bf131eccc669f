package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Small number that a rule adds to a denominator so that it does not divide by 0, such as 1e-8 beside a squared length.
 * It shrinks a multiple of a prediction by a share that depends on the size of the prediction alone, so that one number
 * must explain the departures at all points.
 *
 * @param amount the number, above 0
 * @param words  the denominator
 */
record Stabiliser(double amount, String words) {
    /** Largest number that rules use for this alone: 1e-5, as estimated. */
    private static final double LARGEST = 1.05e-5;
    private static final int ITERATIONS = 8;
    private static final double RELATIVE_CHANGE = 1e-4;
    private static final double START = 1e-8;

    /** Sizes of predictions that rules divide by. */
    private enum Size {
        SQUARE("the square of the length of the %s prediction"),
        MEAN_SQUARE("the mean square of the %s prediction"),
        LENGTH("the length of the %s prediction"),
        DEVIATION("the standard deviation of the %s prediction"),
        DEVIATION_OF_SAMPLE("the standard deviation (by d - 1) of the %s prediction"),
        VARIANCE("the variance of the %s prediction");

        private final String words;

        Size(String words) {
            this.words = words;
        }

        double of(double[] v) {
            double mean = Arrays.stream(v).sum() / v.length;
            double square = Arrays.stream(v).map(each -> each * each).sum();
            double about = v.length == 1 ? 0 : Arrays.stream(v).map(each -> (each - mean) * (each - mean)).sum();
            return switch (this) {
                case SQUARE -> square;
                case MEAN_SQUARE -> square / v.length;
                case LENGTH -> Math.sqrt(square);
                case DEVIATION -> Math.sqrt(about / v.length);
                case DEVIATION_OF_SAMPLE -> Math.sqrt(about / Math.max(1, v.length - 1));
                case VARIANCE -> about / v.length;
            };
        }
    }

    /** How the number shrinks a quotient. */
    private enum Shrinking {
        PLAIN(""), ROOT(" under its root");

        private final String words;

        Shrinking(String words) {
            this.words = words;
        }

        /** The share by which a quotient gets smaller. */
        double share(double size, double amount) {
            return switch (this) {
                case PLAIN -> amount / (size + amount);
                case ROOT -> 1 - Math.sqrt(size / (size + amount));
            };
        }
    }

    /** {@return whether it is as small as those that rules use against division by 0, which is no fault} */
    boolean isSmall() {
        return amount <= LARGEST;
    }

    /** What is done, in words. */
    String says() {
        return "a number of about " + String.format(Locale.ROOT, "%.0e", amount).replace("e-0", "e-")
                + " is added to a denominator (" + words + ")";
    }

    /** A point whose answer departs from the expected one. */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Sample(ProbeBatch batch, int row, double[] departure, double rounding) {
        double[] base(Affine affine) {
            int d = batch.dimension();
            return affine.base(Arrays.copyOfRange(batch.conditional(), row * d, (row + 1) * d),
                    Arrays.copyOfRange(batch.points(), row * d, (row + 1) * d));
        }
    }

    /** Departures of answers from those of a rule that adds nothing, where both predictions are the conditional one. */
    static final class Departures {
        private final List<Sample> samples = new ArrayList<>();

        /** Adds the answers of a step, unless all are the expected ones: a rule may do something else in some steps. */
        void add(ProbeBatch batch, double[] found, double[] expected, double[] rounding) {
            int d = batch.dimension();
            if (IntStream.range(0, found.length).allMatch(i -> Math.abs(found[i] - expected[i]) <= rounding[i / d])) {
                return;
            }
            for (int p = 0; p < batch.count(); p++) {
                double[] departure = new double[d];
                for (int i = 0; i < d; i++) {
                    departure[i] = found[p * d + i] - expected[p * d + i];
                }
                samples.add(new Sample(batch, p, departure, rounding[p]));
            }
        }

        /**
         * The number that explains the departures at all points up to rounding.
         *
         * @param weight multiple of the prediction that is shrunk, of either sign, unless points of size 0 show it
         * @return empty if there is none
         */
        Optional<Stabiliser> explained(double weight) {
            for (Size size : Size.values()) {
                for (Affine.Kind kind : Affine.Kind.values()) {
                    for (Shrinking shrinking : Shrinking.values()) {
                        double amount = new Fit(samples, size, kind, shrinking, weight).amount();
                        if (amount > 0) {
                            return Optional.of(new Stabiliser(amount,
                                    String.format(Locale.ROOT, size.words, kind.words()) + shrinking.words));
                        }
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** Fit of one number to departures. */
    private static final class Fit {
        private final List<Sample> samples;
        private final Shrinking shrinking;
        private final List<double[]> bases = new ArrayList<>();
        private final double[] sizes;
        private final double multiple;

        Fit(List<Sample> samples, Size size, Affine.Kind kind, Shrinking shrinking, double weight) {
            this.samples = samples;
            this.shrinking = shrinking;
            this.sizes = new double[samples.size()];
            for (int p = 0; p < sizes.length; p++) {
                Sample sample = samples.get(p);
                Affine affine = kind.at(sample.batch().level());
                double[] base = sample.base(affine);
                bases.add(base);
                sizes[p] = size.of(ProbeBatch.scaled(base, affine.factor()));
            }
            double shown = whereSizeIsZero();
            this.multiple = Double.isNaN(shown) ? weight * direction(weight) : shown;
        }

        /** The multiple that is lost where the size is 0, by least squares; not a number if it nowhere is. */
        private double whereSizeIsZero() {
            double product = 0;
            double square = 0;
            for (int p = 0; p < sizes.length; p++) {
                for (int i = 0; sizes[p] == 0 && i < bases.get(p).length; i++) {
                    double unit = bases.get(p)[i] / samples.get(p).rounding();
                    product -= unit * samples.get(p).departure()[i] / samples.get(p).rounding();
                    square += unit * unit;
                }
            }
            return product / square;
        }

        /** The sign of the multiple with which the number is above 0. */
        private double direction(double weight) {
            double sum = 0;
            for (int p = 0; p < sizes.length; p++) {
                for (int i = 0; i < bases.get(p).length; i++) {
                    sum -= weight * bases.get(p)[i] * samples.get(p).departure()[i]
                            / (samples.get(p).rounding() * samples.get(p).rounding());
                }
            }
            return sum < 0 ? -1 : 1;
        }

        /** The number that fits; not a number if none does up to rounding. */
        double amount() {
            double amount = START;
            for (int k = 0; k < ITERATIONS && amount > 0; k++) {
                amount += change(amount);
            }
            return amount > 0 && isExplained(amount) ? amount : Double.NaN;
        }

        private double expected(int p, int i, double amount) {
            return -multiple * shrinking.share(sizes[p], amount) * bases.get(p)[i];
        }

        /** The Gauss-Newton step. */
        private double change(double amount) {
            double small = RELATIVE_CHANGE * amount;
            double product = 0;
            double square = 0;
            for (int p = 0; p < sizes.length; p++) {
                for (int i = 0; i < bases.get(p).length; i++) {
                    double now = expected(p, i, amount);
                    double slope = (expected(p, i, amount + small) - now) / small / samples.get(p).rounding();
                    product += slope * (samples.get(p).departure()[i] - now) / samples.get(p).rounding();
                    square += slope * slope;
                }
            }
            return product / square;
        }

        private boolean isExplained(double amount) {
            for (int p = 0; p < sizes.length; p++) {
                for (int i = 0; i < bases.get(p).length; i++) {
                    double off = samples.get(p).departure()[i] - expected(p, i, amount);
                    if (!(Math.abs(off) <= samples.get(p).rounding())) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
