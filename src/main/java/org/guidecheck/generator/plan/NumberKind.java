package org.guidecheck.generator.plan;

import java.util.List;

/** Kinds of numbers in a plan, each with a coordinate in which steps of about 1 are sensible. */
enum NumberKind {
    /** A mean in thousandths. The coordinate is the mean; nearest numbers are hundredths. */
    MEAN {
        @Override
        double coordinate(int thousandths) {
            return thousandths / 1000.0;
        }

        @Override
        int nearest(double coordinate) {
            return MEAN_UNIT * within(1000 * coordinate / MEAN_UNIT, -FARTHEST / MEAN_UNIT, FARTHEST / MEAN_UNIT);
        }
    },
    /** A scale as a code, see {@link Numbers}. The coordinate is the logarithm of the scale. */
    SCALE {
        @Override
        double coordinate(int code) {
            return Math.log(Numbers.scale(code));
        }

        @Override
        int nearest(double coordinate) {
            // scaleCode rounds down, so this rounds to the nearest code.
            return Numbers.scaleCode(1.005 * Math.exp(coordinate));
        }
    },
    /** A share, at least 1, or the weight of a component, at least 0. The coordinate is its logarithm. */
    SHARE {
        @Override
        double coordinate(int share) {
            return Math.log(Math.max(1, share));
        }

        @Override
        int nearest(double coordinate) {
            return ofLogarithm(coordinate, MOST_SHARE);
        }
    },
    /** A turn in steps of five degrees. The coordinate is in units of 45 degrees. */
    TURN {
        @Override
        double coordinate(int turn) {
            return (double) turn / Numbers.DIAGONAL_TURN;
        }

        @Override
        int nearest(double coordinate) {
            return Math.floorMod(Math.round(coordinate * Numbers.DIAGONAL_TURN), Numbers.TURNS);
        }
    };

    private static final int FARTHEST = 10_000;
    private static final int MEAN_UNIT = 10;
    private static final int MOST_SHARE = 99;

    /** The coordinate of a number. */
    abstract double coordinate(int number);

    /** The admissible number nearest to a coordinate. */
    abstract int nearest(double coordinate);

    /** A whole number, from 1 to most, from its logarithm. */
    static int ofLogarithm(double number, int most) {
        return within(Math.exp(number), 1, most);
    }

    private static int within(double number, int least, int most) {
        return (int) Math.max(least, Math.min(most, Math.round(number)));
    }

    /** Replaces the numbers of a plan one by one, in a fixed order. */
    @FunctionalInterface
    interface Change {
        int apply(NumberKind kind, int number);

        default List<Integer> all(NumberKind kind, List<Integer> numbers) {
            return numbers.stream().map(number -> apply(kind, number)).toList();
        }
    }
}
