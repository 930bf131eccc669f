package org.guidecheck.guard;

import java.util.Locale;
import org.guidecheck.statistics.Interval;

/** Numbers with as many digits as a reader needs to tell them apart. */
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

    /** An interval that a value must be in, as a rule of evidence. */
    static String rule(Interval limit) {
        String lower = rounded(limit.lower());
        String upper = rounded(limit.upper());
        return lower.equals(upper)
                ? "must be " + lower
                        + (limit.width() == 0 ? "" : String.format(Locale.ROOT, " ± %.1g", limit.width() / 2))
                : "must be in [" + lower + ", " + upper + "]";
    }

    private static String rounded(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e6 ? String.format(Locale.ROOT, "%.0f", x) : text(x, 6);
    }

    private static String text(double x, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "g", x);
    }
}
