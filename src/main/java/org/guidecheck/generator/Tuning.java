package org.guidecheck.generator;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** What becomes of the numbers of a plan, which come one after another and always in the same order. */
interface Tuning {
    /** A mean, in thousandths. */
    int mean(int thousandths);

    /** A scale, as a code. */
    int scale(int code);

    /** A share from 1, or the weight of a component, from 0. */
    int share(int share);

    /** A turn, in steps of five degrees. */
    int turn(int turn);

    /** Numbers of one kind. */
    static List<Integer> all(List<Integer> numbers, IntUnaryOperator change) {
        return numbers.stream().map(change::applyAsInt).toList();
    }
}
