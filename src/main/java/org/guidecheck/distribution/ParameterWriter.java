package org.guidecheck.distribution;

import java.util.Arrays;
import java.util.List;

/** Receives the parameters of a law by their names, one after another; what it got, {@link ParameterReader} reads back. */
public interface ParameterWriter {

    /**
     * A number.
     *
     * @param name  its name
     * @param value finite
     */
    void number(String name, double value);

    /**
     * A list of numbers, or a vector.
     *
     * @param name   its name
     * @param values finite
     */
    void numbers(String name, double[] values);

    /**
     * A matrix, or a list of vectors.
     *
     * @param name its name
     * @param rows finite numbers
     */
    void matrix(String name, double[][] rows);

    /**
     * A law.
     *
     * @param name its name
     * @param law  the law
     */
    void law(String name, Distribution law);

    /**
     * A list of laws.
     *
     * @param name its name
     * @param laws the laws, in order
     */
    void laws(String name, List<Distribution> laws);

    /**
     * A number for each coordinate; one number if all are the same.
     *
     * @param name   its name
     * @param values at least one
     */
    default void coordinates(String name, double[] values) {
        if (Arrays.stream(values).allMatch(value -> Double.compare(value, values[0]) == 0)) {
            number(name, values[0]);
        } else {
            numbers(name, values);
        }
    }
}
