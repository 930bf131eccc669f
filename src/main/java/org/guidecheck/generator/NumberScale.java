package org.guidecheck.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of a plan on scales that a search by steps of about 1 suits: means as they are, scales, shares and weights as
 * logarithms, turns in half right angles.
 */
final class NumberScale {
    private static final int FARTHEST = 10_000;
    /** Means are kept to hundredths. */
    private static final int MEAN_UNIT = 10;
    private static final int MOST_SHARE = 99;

    private NumberScale() {
    }

    /** Takes down the numbers of a plan and leaves them as they are. */
    static final class Reading implements Tuning {
        private final List<Double> numbers = new ArrayList<>();

        @Override
        public int mean(int thousandths) {
            numbers.add(thousandths / 1000.0);
            return thousandths;
        }

        @Override
        public int scale(int code) {
            numbers.add(Math.log(Numbers.scale(code)));
            return code;
        }

        @Override
        public int share(int share) {
            numbers.add(Math.log(Math.max(1, share)));
            return share;
        }

        @Override
        public int turn(int turn) {
            numbers.add((double) turn / Numbers.DIAGONAL_TURN);
            return turn;
        }

        List<Double> numbers() {
            return numbers;
        }
    }

    /** Puts numbers into a plan, each made one that a plan may have. */
    static final class Writing implements Tuning {
        private final double[] numbers;
        private int next;

        Writing(double[] numbers) {
            this.numbers = numbers;
        }

        /** How many were put in. */
        int used() {
            return next;
        }

        @Override
        public int mean(int thousandths) {
            return MEAN_UNIT * within(1000 * numbers[next++] / MEAN_UNIT, -FARTHEST / MEAN_UNIT, FARTHEST / MEAN_UNIT);
        }

        @Override
        public int scale(int code) {
            // The next code below, of a scale half a code above.
            return Numbers.scaleNear(1.005 * Math.exp(numbers[next++]));
        }

        @Override
        public int share(int share) {
            return logarithmic(numbers[next++], MOST_SHARE);
        }

        @Override
        public int turn(int turn) {
            return Math.floorMod(Math.round(numbers[next++] * Numbers.DIAGONAL_TURN), Numbers.TURNS);
        }
    }

    /** A whole number from 1 from its logarithm. */
    static int logarithmic(double number, int most) {
        return within(Math.exp(number), 1, most);
    }

    private static int within(double number, int least, int most) {
        return (int) Math.max(least, Math.min(most, Math.round(number)));
    }
}
