package org.guidecheck.law;

import java.util.List;
import org.guidecheck.text.InvalidInputException;

/**
 * The parameters of a law by their names, as a file holds them; numbers are finite. A parameter that is missing or of
 * the wrong kind is an {@link InvalidInputException} with its path.
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

    /** A matrix, by rows, which need not be of one length. */
    double[][] matrix(String name);

    /** A number for each coordinate of a point, another parameter; the file may hold one number for all. */
    double[] coordinates(String name, String point);

    /** A covariance: a number or one for each coordinate of a point, another parameter, or a matrix. */
    Covariance covariance(String name, String point);

    /** A law. */
    Law law(String name);

    /** A list of laws. */
    List<Law> laws(String name);

    /** Counts numbers that the law needs beside those that are read, against the limit of a file. */
    void reserve(String name, long numbers);
}
