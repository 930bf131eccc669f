package org.guidecheck.guard;

import java.util.Locale;
import java.util.Optional;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.identification.SchemeMatch;
import org.guidecheck.guard.identification.SchemeMatch.Difference;

/** Likely causes of a number in a step that is not the scheme's, by how the two numbers are related. */
final class Cause {
    /** Relative difference of numbers that are taken for equal: deviations are measured on a few hundred thousand. */
    private static final double SAME = 5e-3;

    private Cause() {
    }

    /** The likely cause in words; empty if none is known. */
    static Optional<String> of(Difference difference, SchemeMatch match, Response response) {
        double found = difference.found();
        double expected = difference.expected();
        if (isUnmoved(difference.point(), response)) {
            return Optional.of("is the step skipped?");
        }
        if (difference.isNoise()) {
            return ofNoise(difference, match);
        }
        if (isSame(found, -expected)) {
            return Optional.of("is a sign wrong?");
        }
        if (Math.abs(found) <= SAME * Math.abs(expected)) {
            return Optional.of("is the prediction not used?");
        }
        boolean isNext = isOfStep(difference, match, 1);
        if (isNext || isOfStep(difference, match, -1)) {
            return Optional.of("it is that of the step " + (isNext ? "after" : "before") + "; is an index off by one?");
        }
        return Optional.empty();
    }

    private static Optional<String> ofNoise(Difference difference, SchemeMatch match) {
        double found = difference.found();
        double expected = difference.expected();
        if (found <= SAME * expected) {
            return Optional.of("is no noise added?");
        }
        if (expected <= SAME * found) {
            return Optional.of("is noise added that does not belong there, or a sign wrong?");
        }
        if (isSame(found, expected * expected)) {
            return Optional.of("is the variance taken for the deviation?");
        }
        if (isSame(found * found, expected)) {
            return Optional.of("is the root taken twice?");
        }
        double ratio = found / expected;
        boolean isEverywhere = match.differences().stream()
                .allMatch(d -> d.isNoise() && isSame(d.found(), ratio * d.expected()));
        return Optional.of(String.format(Locale.ROOT, "%.4g times as much%s", ratio,
                isEverywhere && match.differences().size() > 1 ? " in each of them" : ""));
    }

    /** Whether a point is the one before, so far as predictions show. */
    private static boolean isUnmoved(int point, Response response) {
        for (int k = 0; k < response.calls(); k++) {
            if (!isSame(response.both(point, k), response.both(point - 1, k))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the factor is the one that the scheme has for the latest prediction in a neighbouring step. */
    private static boolean isOfStep(Difference difference, SchemeMatch match, int shift) {
        int other = difference.point() + shift;
        return difference.call() == difference.point() - 1 && match.differences().stream()
                .anyMatch(d -> d.point() == other && d.call() == other - 1 && isSame(difference.found(), d.expected()));
    }

    private static boolean isSame(double one, double other) {
        return Math.abs(one - other) <= SAME * Math.max(Math.abs(one), Math.abs(other));
    }
}
