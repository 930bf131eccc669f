package org.guidecheck.statistics;

import java.util.List;

/** Allowance made in a comparison, with its reason. Sizes are in the units of the compared quantity. */
public sealed interface Tolerance {

    /** {@return the size of the allowance, finite and at least 0} */
    double size();

    /** {@return the reason for the size, in words} */
    String why();

    /**
     * Sum of several allowances.
     *
     * @param tolerances allowances, all in the same units
     * @return the sum of their sizes, 0 if empty
     */
    static double total(List<Tolerance> tolerances) {
        return tolerances.stream().mapToDouble(Tolerance::size).sum();
    }

    /**
     * Floating-point rounding.
     *
     * @param size size, finite and at least 0
     * @param why  reason for the size, not blank
     */
    record Rounding(double size, String why) implements Tolerance {
        /** Checks the ranges. */
        public Rounding {
            check(size, why);
        }
    }

    /**
     * Error of a finite step, for example C·hᵖ as measured on a ladder of steps.
     *
     * @param size size, finite and at least 0
     * @param why  reason for the size, not blank
     */
    record Discretisation(double size, String why) implements Tolerance {
        /** Checks the ranges. */
        public Discretisation {
            check(size, why);
        }
    }

    /**
     * Error of a reference that was itself sampled.
     *
     * @param size size, finite and at least 0
     * @param why  reason for the size, not blank
     */
    record Statistical(double size, String why) implements Tolerance {
        /** Checks the ranges. */
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
