package org.guidecheck.law;

import java.util.Arrays;
import java.util.Locale;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.Binary64;

/** Vectors as arrays: conversion to and from field elements, norms and validation. */
public final class Vectors {
    /** Wider than the tolerance of {@link Affine} for equal gains, so that each of its uniform scalings passes. */
    private static final double EQUAL = 1e-8;

    private Vectors() {
    }

    /**
     * {@return the coordinates as field elements without derivatives}
     *
     * @param x coordinates
     */
    public static Binary64[] elements(double[] x) {
        Binary64[] result = new Binary64[x.length];
        Arrays.setAll(result, i -> new Binary64(x[i]));
        return result;
    }

    /**
     * {@return the values of field elements, without their derivatives}
     *
     * @param x   elements
     * @param <T> their type
     */
    public static <T extends CalculusFieldElement<T>> double[] toDoubles(T[] x) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> x[i].getReal());
        return result;
    }

    /**
     * {@return the Euclidean norm ‖x‖}
     *
     * @param x coordinates
     */
    public static double norm(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }

    /** Whether all factors are equal within 1e-8, relatively. */
    static boolean areEqual(double[] factors) {
        return Arrays.stream(factors).allMatch(factor -> Math.abs(factor - factors[0]) <= EQUAL * factors[0]);
    }

    /** The vector of factors_i · x_i. */
    static double[] scaled(double[] x, double[] factors) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> factors[i] * x[i]);
        return result;
    }

    /** The vector of factor·(x_i + by_i). */
    static double[] moved(double[] x, double factor, double[] by) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> factor * (x[i] + by[i]));
        return result;
    }

    /** A copy of the coordinates, of which there must be at least one, all finite. */
    static double[] requireFinite(String name, double[] x) {
        if (x.length == 0) {
            throw new InvalidInputException(name, "must have at least one coordinate");
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i])) {
                throw new InvalidInputException(String.format(Locale.ROOT, "%s[%d]", name, i), x[i], "must be finite");
            }
        }
        return x.clone();
    }

    /** A copy of the numbers, which must be as many as the dimension, all above 0. */
    static double[] requirePositive(String name, double[] x, int dimension) {
        double[] copy = requireFinite(name, x);
        if (x.length != dimension) {
            throw new InvalidInputException(name, x.length, "must have one number for each of the " + dimension
                    + " coordinates");
        }
        for (int i = 0; i < x.length; i++) {
            if (!(x[i] > 0)) {
                throw new InvalidInputException(String.format(Locale.ROOT, "%s[%d]", name, i), x[i], "must be above 0");
            }
        }
        return copy;
    }
}
