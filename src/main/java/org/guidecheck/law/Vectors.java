package org.guidecheck.law;

import java.util.Arrays;
import java.util.Locale;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.Binary64;

/** Vectors as arrays of numbers: conversion to and from field elements, norms, checks. */
public final class Vectors {
    /** Wider than the tolerance of {@link Affine} for equal lengths, so that every uniform scaling counts as one. */
    private static final double ALIKE = 1e-8;

    private Vectors() {
    }

    /**
     * Numbers as field elements without derivatives.
     *
     * @param x coordinates
     * @return as many elements
     */
    public static Binary64[] elements(double[] x) {
        Binary64[] result = new Binary64[x.length];
        Arrays.setAll(result, i -> new Binary64(x[i]));
        return result;
    }

    /**
     * The values of field elements.
     *
     * @param x   elements
     * @param <T> their type
     * @return as many numbers
     */
    public static <T extends CalculusFieldElement<T>> double[] toDoubles(T[] x) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> x[i].getReal());
        return result;
    }

    /**
     * Euclidean length.
     *
     * @param x coordinates
     * @return ‖x‖
     */
    public static double norm(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }

    /** Whether all are equal to the first within rounding. */
    static boolean areAlike(double[] factors) {
        return Arrays.stream(factors).allMatch(factor -> Math.abs(factor - factors[0]) <= ALIKE * factors[0]);
    }

    /** Products of factor and coordinate. */
    static double[] scaled(double[] x, double[] factors) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> factors[i] * x[i]);
        return result;
    }

    /** A copy of the coordinates, which must exist and be finite. */
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

    /** A copy of numbers above 0, one for each coordinate. */
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
