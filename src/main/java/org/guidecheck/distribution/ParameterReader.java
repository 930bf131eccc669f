package org.guidecheck.distribution;

import java.util.List;

/**
 * The parameters of a law by their names, as a file holds them. A parameter that is missing or of the wrong kind is an
 * {@link InvalidLawException} with its path.
 */
public interface ParameterReader {

    /**
     * A number.
     *
     * @param name its name
     * @return finite
     */
    double number(String name);

    /**
     * A list of numbers.
     *
     * @param name its name
     * @return finite numbers
     */
    double[] numbers(String name);

    /**
     * A number for each coordinate; the file may give one for all.
     *
     * @param name      its name
     * @param dimension d, the length of the result if the file gives one number
     * @return finite numbers
     */
    double[] numbers(String name, int dimension);

    /**
     * A vector of the law's space.
     *
     * @param name its name
     * @return coordinates, at most {@link Distribution#LARGEST_DIMENSION}
     */
    double[] point(String name);

    /**
     * A list of vectors.
     *
     * @param name its name
     * @return coordinates of each
     */
    double[][] points(String name);

    /**
     * A matrix.
     *
     * @param name its name
     * @return its rows, which need not be of one length
     */
    double[][] matrix(String name);

    /**
     * A covariance: a variance for all directions, a variance for each coordinate, or a matrix.
     *
     * @param name      its name
     * @param dimension d, if the file gives one number
     * @return the covariance
     */
    Covariance covariance(String name, int dimension);

    /**
     * A law.
     *
     * @param name its name
     * @return the law
     */
    Distribution law(String name);

    /**
     * A list of laws.
     *
     * @param name its name
     * @return the laws, in order
     */
    List<Distribution> laws(String name);

    /**
     * Counts numbers that the law needs beside those that are read, against the limit of a file.
     *
     * @param name    the parameter to name if they are too many
     * @param numbers how many
     */
    void reserve(String name, long numbers);
}
