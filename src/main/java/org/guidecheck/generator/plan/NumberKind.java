package org.guidecheck.generator.plan;

import java.util.List;

/** The kinds of a plan's numbers, each with a coordinate on which a search takes steps of about 1. */
enum NumberKind {
    /** A mean, in thousandths. The coordinate is the mean itself; the nearest is kept to hundredths. */
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
    /** A scale, as a code. The coordinate is its logarithm. */
    SCALE {
        @Override
        double coordinate(int code) {
            return Math.log(Numbers.scale(code));
        }

        @Override
        int nearest(double coordinate) {
            // The next code below, of a scale half a code above.
            return Numbers.scaleNear(1.005 * Math.exp(coordinate));
        }
    },
    /** A share from 1, or the weight of a component, from 0. The coordinate is its logarithm. */
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
    /** A turn, in steps of five degrees. The coordinate is in half right angles. */
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

    abstract double coordinate(int number);

    /** The number nearest to a coordinate that a plan may have. */
    abstract int nearest(double coordinate);

    /** A whole number from 1 from its logarithm. */
    static int ofLogarithm(double number, int most) {
        return within(Math.exp(number), 1, most);
    }

    private static int within(double number, int least, int most) {
        return (int) Math.max(least, Math.min(most, Math.round(number)));
    }

    /** Replaces the numbers of a plan, which come one after another and always in the same order. */
    @FunctionalInterface
    interface Change {
        int apply(NumberKind kind, int number);

        default List<Integer> all(NumberKind kind, List<Integer> numbers) {
            return numbers.stream().map(number -> apply(kind, number)).toList();
        }
    }
}
