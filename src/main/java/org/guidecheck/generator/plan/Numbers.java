package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Coding of a plan's numbers, and for each kind its distance from the simplest number and the simpler numbers to try.
 */
public final class Numbers {
    /** Code of the scale 1. */
    static final int UNIT_SCALE = 180;
    /** Code of the scale 10, the largest. */
    static final int LARGEST_SCALE = 270;
    /** Turns are in steps of five degrees; this one is 45 degrees. */
    static final int DIAGONAL_TURN = 9;
    /** Number of different turns, up to 180 degrees. */
    static final int TURNS = 36;

    private static final int SCALES_IN_DECADE = 90;
    private static final int SERIES_IN_DECADE = 3;
    private static final int NOT_ROUND = 1_000_000;

    private Numbers() {
    }

    // Means, in thousandths.

    static double[] means(List<Integer> thousandths) {
        return thousandths.stream().mapToDouble(mean -> mean / 1000.0).toArray();
    }

    /**
     * Order of simplicity: whole numbers before tenths before hundredths, then smaller before larger, then positive
     * first.
     */
    static long meanDistance(int thousandths) {
        int roundness = thousandths % 1000 == 0 ? 0 : thousandths % 100 == 0 ? 1 : thousandths % 10 == 0 ? 2 : 3;
        return (long) roundness * NOT_ROUND + 2L * Math.abs(thousandths) + (thousandths < 0 ? 1 : 0);
    }

    static List<Integer> simplerMeans(int thousandths) {
        int sign = Integer.signum(thousandths);
        int size = Math.abs(thousandths);
        List<Integer> options = new ArrayList<>(List.of(0));
        for (int unit : new int[] {1000, 100, 10, 1}) {
            int down = size / unit * unit;
            int half = size / 2 / unit * unit;
            for (int option : new int[] {half, down - unit, down, down + unit}) {
                options.add(option);
                options.add(sign * option);
            }
        }
        return simpler(thousandths, options, Numbers::meanDistance);
    }

    // Scales have two digits and the code 90·decade + digits − 10, from 0 for 0.010 to 270 for 10.

    /** The two digits, from 10 to 99. */
    private static int digits(int code) {
        return code % SCALES_IN_DECADE + 10;
    }

    private static double power(int code) {
        return Math.pow(10, 3 - code / SCALES_IN_DECADE);
    }

    /**
     * The scale with a code.
     *
     * @param code from 0 to 270
     * @return scale from 0.01 to 10
     */
    public static double scale(int code) {
        return digits(code) / power(code);
    }

    static double[] scales(List<Integer> codes) {
        return codes.stream().mapToDouble(Numbers::scale).toArray();
    }

    /** The scale in thousandths, which is a whole number. */
    static int thousandths(int code) {
        return (int) Math.round(1000 / power(code)) * digits(code);
    }

    /**
     * The square of a scale, rounded to two digits, so that laws print short variances.
     *
     * @param code code of the scale
     * @return variance
     */
    public static double variance(int code) {
        int square = digits(code) * digits(code);
        int unit = square < 1000 ? 10 : 100;
        return Math.round(square / (double) unit) * unit / (power(code) * power(code));
    }

    /**
     * The code of the largest scale that is at most the given one.
     *
     * @param scale above 0; clipped to 0.01 to 10
     * @return code
     */
    public static int scaleCode(double scale) {
        int decade = Math.max(0, Math.min(2, (int) Math.floor(Math.log10(scale)) + 2));
        int digits = (int) Math.floor(scale * Math.pow(10, 3 - decade));
        return Math.max(0, Math.min(LARGEST_SCALE, SCALES_IN_DECADE * decade + digits - 10));
    }

    /** Order of simplicity: the series 1-2-5 before other scales, then nearer to 1 first. */
    static long scaleDistance(int code) {
        int offset = code % SCALES_IN_DECADE;
        boolean round = offset == 0 || offset == 10 || offset == 40;
        return (round ? 0L : NOT_ROUND) + Math.abs(code - UNIT_SCALE);
    }

    /**
     * The code of a scale of the series 1-2-5.
     *
     * @param number from 0 for 0.01 to 9 for 10
     * @return code
     */
    public static int seriesCode(int number) {
        return SCALES_IN_DECADE * (number / SERIES_IN_DECADE) + new int[] {0, 10, 40}[number % SERIES_IN_DECADE];
    }

    /** {@return number of scales in the series 1-2-5} */
    public static int seriesSize() {
        return 3 * SERIES_IN_DECADE + 1;
    }

    static List<Integer> simplerScales(int code) {
        List<Integer> options = new ArrayList<>();
        for (int i = 0; i < seriesSize(); i++) {
            options.add(seriesCode(i));
        }
        options.add((code + UNIT_SCALE) / 2);
        options.add(code + Integer.signum(UNIT_SCALE - code));
        return simpler(code, options, Numbers::scaleDistance);
    }

    // Turns.

    static long turnDistance(int turn) {
        return turn == 0 ? 0 : turn == DIAGONAL_TURN ? 1 : 1L + turn;
    }

    static List<Integer> simplerTurns(int turn) {
        return simpler(turn, List.of(0, DIAGONAL_TURN, turn / 2, turn - 1), Numbers::turnDistance);
    }

    // Shares, at least 1, and weights of components, at least 0.

    static long shareDistance(int share) {
        return share == 0 ? NOT_ROUND : share - 1L;
    }

    static List<Integer> simplerShares(int share) {
        return simpler(share, share == 0 ? List.of(1) : List.of(1, Math.max(1, share / 2), Math.max(1, share - 1)),
                Numbers::shareDistance);
    }

    /** The distinct options with a smaller distance, nearest to the simplest first. */
    static List<Integer> simpler(int from, List<Integer> options, IntToLongFunction distance) {
        return options.stream().distinct()
                .filter(option -> distance.applyAsLong(option) < distance.applyAsLong(from))
                .sorted((a, b) -> Long.compare(distance.applyAsLong(a), distance.applyAsLong(b)))
                .toList();
    }

    // Lists.

    static long total(List<Integer> numbers, IntToLongFunction distance) {
        long sum = 0;
        for (int number : numbers) {
            sum += distance.applyAsLong(number);
        }
        return sum;
    }

    static List<Integer> sum(List<Integer> a, List<Integer> b) {
        return IntStream.range(0, a.size()).mapToObj(i -> a.get(i) + b.get(i)).toList();
    }

    /** All lists with one number replaced by one of its options. */
    static List<List<Integer>> oneReplaced(List<Integer> numbers, IntFunction<List<Integer>> options) {
        List<List<Integer>> result = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            for (int option : options.apply(numbers.get(i))) {
                result.add(with(numbers, i, option));
            }
        }
        return result;
    }

    static <E> List<E> with(List<E> list, int index, E element) {
        List<E> result = new ArrayList<>(list);
        result.set(index, element);
        return List.copyOf(result);
    }

    static <E> List<E> without(List<E> list, int index) {
        return IntStream.range(0, list.size()).filter(i -> i != index).mapToObj(list::get).toList();
    }

    /** Draws an index with these odds. */
    static int choose(Random random, int... odds) {
        int at = random.nextInt(IntStream.of(odds).sum());
        int index = 0;
        while (at >= odds[index]) {
            at -= odds[index++];
        }
        return index;
    }

    /** Draws a whole number from least to most, both included. */
    static int between(Random random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
