package org.guidecheck.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Rounding of numbers to the precision of a picture. */
final class Rounded {
    private static final MathContext DIGITS = new MathContext(5);

    private Rounded() {
    }

    static double of(double x) {
        return Double.isFinite(x) ? new BigDecimal(x).round(DIGITS).doubleValue() : x;
    }
}
