package org.guidecheck.distribution;

import java.util.Arrays;
import java.util.Locale;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.Binary64;

/** Points as arrays of numbers, and how they are checked and converted. */
public final class Points {
    private Points() {
    }

    /**
     * Numbers as elements of a field.
     *
     * @param x any numbers
     * @return as many elements
     */
    public static Binary64[] of(double[] x) {
        Binary64[] result = new Binary64[x.length];
        Arrays.setAll(result, i -> new Binary64(x[i]));
        return result;
    }

    /**
     * Elements of a field as numbers.
     *
     * @param x   any elements
     * @param <T> elements of the field
     * @return as many numbers
     */
    public static <T extends CalculusFieldElement<T>> double[] toDoubles(T[] x) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> x[i].getReal());
        return result;
    }

    /** A copy of the coordinates, which must exist and be finite. */
    static double[] requireFinite(String name, double[] x) {
        if (x.length == 0) {
            throw new InvalidLawException(name, "must have at least one coordinate");
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i])) {
                throw new InvalidLawException(String.format(Locale.ROOT, "%s[%d]", name, i), x[i], "must be finite");
            }
        }
        return x.clone();
    }

    /** A copy of numbers above 0, one for each coordinate. */
    static double[] requirePositive(String name, double[] x, int dimension) {
        double[] copy = requireFinite(name, x);
        if (x.length != dimension) {
            throw new InvalidLawException(name, x.length, "must have one number for each of the " + dimension
                    + " coordinates");
        }
        for (int i = 0; i < x.length; i++) {
            if (!(x[i] > 0)) {
                throw new InvalidLawException(String.format(Locale.ROOT, "%s[%d]", name, i), x[i], "must be above 0");
            }
        }
        return copy;
    }

    static double norm(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }
}
