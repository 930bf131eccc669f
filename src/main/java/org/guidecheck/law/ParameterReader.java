package org.guidecheck.law;

import java.util.List;
import org.guidecheck.text.InvalidInputException;

/**
 * Source of a law's parameters by name, such as a file. All numbers are finite; a parameter that is missing or of the
 * wrong kind is an {@link InvalidInputException} with its path.
 */
public interface ParameterReader {

    /** A number. */
    double number(String name);

    /** A list of numbers. */
    double[] numbers(String name);

    /** A vector of the law's space, of at most {@link Law#LARGEST_DIMENSION} coordinates. */
    double[] point(String name);

    /** A list of vectors. */
    double[][] points(String name);

    /** A matrix by rows. The rows may differ in length; the law must check that. */
    double[][] matrix(String name);

    /** A number for each coordinate of the parameter {@code point}; the file may hold one number for all. */
    double[] coordinates(String name, String point);

    /** A covariance of the dimension of the parameter {@code point}: a number, a list of variances or a matrix. */
    Covariance covariance(String name, String point);

    /** A law. */
    Law law(String name);

    /** A list of laws. */
    List<Law> laws(String name);

    /** Counts numbers that the law stores in addition to those read, against the limit of one file. */
    void reserve(String name, long numbers);
}
