package org.guidecheck.statistics;

import java.util.List;

/** An allowance made in a comparison, with its reason. Sizes are in the units of the compared quantity. */
public sealed interface Tolerance {

    /**
     * How much is allowed.
     *
     * @return the size, finite and at least 0
     */
    double size();

    /**
     * Where the size comes from.
     *
     * @return the reason, in words
     */
    String why();

    /**
     * The sum of several allowances.
     *
     * @param tolerances the allowances, all in the same units
     * @return the sum of their sizes, 0 for none
     */
    static double total(List<Tolerance> tolerances) {
        return tolerances.stream().mapToDouble(Tolerance::size).sum();
    }

    /**
     * Floating-point rounding.
     *
     * @param size the size, finite and at least 0
     * @param why where the size comes from, not blank
     */
    record Rounding(double size, String why) implements Tolerance {
        /** Guards the ranges. */
        public Rounding {
            check(size, why);
        }
    }

    /**
     * The error of a finite step, for example {@code C h^p} as measured on a ladder of steps.
     *
     * @param size the size, finite and at least 0
     * @param why where the size comes from, not blank
     */
    record Discretisation(double size, String why) implements Tolerance {
        /** Guards the ranges. */
        public Discretisation {
            check(size, why);
        }
    }

    /**
     * The error of a reference that was itself sampled.
     *
     * @param size the size, finite and at least 0
     * @param why where the size comes from, not blank
     */
    record Statistical(double size, String why) implements Tolerance {
        /** Guards the ranges. */
        public Statistical {
            check(size, why);
        }
    }

    private static void check(double size, String why) {
        if (!(size >= 0 && size < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("size=" + size + ": must be finite and at least 0");
        }
        if (why.isBlank()) {
            throw new IllegalArgumentException("why=" + why + ": must not be blank");
        }
    }
}
