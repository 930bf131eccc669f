package org.guidecheck.guard;

import java.util.Locale;

/** Numbers with as many digits as tell two of them apart. */
final class Digits {
    private static final int LEAST = 4;
    private static final int MOST = 17;

    private Digits() {
    }

    /** A number with as many significant digits as tell it from another number, at least {@value #LEAST}. */
    static String of(double x, double other) {
        int digits = LEAST;
        while (digits < MOST && text(x, digits).equals(text(other, digits))) {
            digits++;
        }
        return text(x, digits);
    }

    private static String text(double x, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "g", x);
    }
}
