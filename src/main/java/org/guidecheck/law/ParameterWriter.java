package org.guidecheck.law;

import java.util.Arrays;
import java.util.List;

/** Sink for a law's parameters by name, in order; {@link ParameterReader} reads them back. */
public interface ParameterWriter {

    /** A number. */
    void number(String name, double value);

    /** A list of numbers, or a vector. */
    void numbers(String name, double[] values);

    /** A matrix by rows, or a list of vectors. */
    void matrix(String name, double[][] rows);

    /** A law. */
    void law(String name, Law law);

    /** A list of laws. */
    void laws(String name, List<Law> laws);

    /** A number for each coordinate; written as one number if all are equal. */
    default void coordinates(String name, double[] values) {
        if (Arrays.stream(values).allMatch(value -> Double.compare(value, values[0]) == 0)) {
            number(name, values[0]);
        } else {
            numbers(name, values);
        }
    }
}
