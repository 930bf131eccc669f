package org.guidecheck.guard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.identification.SchemeMatch;
import org.guidecheck.guard.identification.SchemeMatch.Difference;
import org.guidecheck.guard.identification.SchemeMatch.Made;
import org.guidecheck.guard.identification.StepForm;
import org.guidecheck.law.NoiseLevel;

/**
 * Likely cause of a number in a step that is not the scheme's, by how the two numbers are related.
 *
 * @param relation names the number and its relation to the scheme's, the same for the same fault in another step
 * @param words    the number, what it must be, and the likely cause
 */
record Cause(String relation, String words) {
    /** Relative difference of numbers that are taken for equal: deviations are measured on a few hundred thousand. */
    private static final double SAME = 5e-3;
    /** The same for factors, which are known to more digits. */
    private static final double CLOSE = 1e-3;
    /** Factor of a prediction that counts as none. */
    private static final double NONE = 1e-6;
    /** Least difference from 1 of a number whose square is told apart from it. */
    private static final double APART = 0.02;
    private static final String SINGLE = "factor";
    static final String QUOTIENT = " times as large";
    private static final String MUCH = " times as much";

    /** The likely cause; its words are the numbers alone if none is known. */
    static Cause of(Difference difference, SchemeMatch match, Response response) {
        if (difference.kind() == Difference.Kind.REUSED_NOISE) {
            String whose = difference.call() == 0 ? "the start"
                    : "step " + match.made().get(difference.call() - 1).step();
            return new Cause("reused", String.format(Locale.ROOT, "its noise is that of %s again (correlation %.3f): "
                    + "is a seed or generator used twice?", whose, difference.found()));
        }
        if (difference.kind() == Difference.Kind.START) {
            return new Cause("start", String.format(Locale.ROOT, "the start has deviation %s, must be %s: %.4g times "
                    + "as much", Digits.of(difference.found(), difference.expected()),
                    Digits.of(difference.expected(), difference.found()), difference.found() / difference.expected()));
        }
        if (difference.isNoise()) {
            return ofNoise(difference, match);
        }
        Made made = match.made().get(difference.point() - 1);
        if (made.found().isPresent() && made.expected().isPresent()) {
            Optional<Cause> found =
                    ofForm(made.found().get(), made.expected().get(), difference.point(), match, response);
            if (found.isPresent()) {
                return found.get();
            }
        }
        String name = "the prediction of call " + (difference.call() + 1);
        return isUnmoved(difference.point(), response) ? new Cause("skipped", "is the step skipped?")
                : ofFactor(SINGLE, name, difference.found(), difference.expected(),
                        ofStep(difference, match, -1), ofStep(difference, match, 1));
    }

    private static Optional<Cause> ofForm(StepForm found, StepForm right, int point, SchemeMatch match,
            Response response) {
        if (isClose(found.keep(), 1) && Arrays.stream(found.factors()).allMatch(p -> Math.abs(p) <= NONE)) {
            return Optional.of(new Cause("skipped", "the point stays as it was: is the step skipped?"));
        }
        Optional<Cause> other = ofOtherStep(found, point, match, response);
        if (other.isPresent()) {
            return other;
        }
        Optional<Cause> alone = ofNumbers(found, right, point, match, response);
        return alone.filter(Cause::isKnown).or(() -> TwoTerms.cause(found, right, point, match, response))
                .or(() -> alone);
    }

    /** A single number that differs, or several in a known way. */
    private static Optional<Cause> ofNumbers(StepForm found, StepForm right, int point, SchemeMatch match,
            Response response) {
        int latest = right.factors().length - 1;
        while (latest > 0 && Math.abs(right.factors()[latest]) <= NONE) {
            latest--;
        }
        boolean isOnlyLatest = isSameBut(latest, found.factors(), right.factors());
        boolean isSamePoint = isClose(found.keep(), right.keep());
        double f = found.factors()[latest];
        double e = right.factors()[latest];
        if (isSamePoint) {
            return isOnlyLatest
                    ? Optional.of(ofFactor("clean", "the predicted clean point of call " + (right.first() + latest + 1),
                            f, e, before(point, match), Double.NaN))
                    : ofHistory(found, right);
        }
        if (isOnlyLatest && isClose(f, e)) {
            return Optional.of(ofFactor("point", "the point", found.keep(), right.keep(),
                    neighbour(point, -1, match).map(StepForm::keep).orElse(Double.NaN), Double.NaN));
        }
        int call = right.first() + latest;
        double root = Math.sqrt(response.levels().get(call).signal());
        return isChangeOfScore(found, right, latest, call, root, match)
                ? Optional.of(ofScore(found, right, f, e, call, isOnlyLatest)) : Optional.empty();
    }

    /**
     * A change of √t a − y, which is one of the predicted noise: in a step of x and the noise by its factor, in one of
     * the clean point and the noise by that of x.
     */
    private static Cause ofScore(StepForm found, StepForm right, double f, double e, int call, boolean isOnlyLatest) {
        Cause beside = ofFactor("score", "the predicted noise or score of call " + (call + 1), f, e, Double.NaN,
                Double.NaN);
        Cause other = ofFactor("noise", "the predicted noise of call " + (call + 1) + ", beside its clean point,",
                found.keep(), right.keep(), Double.NaN, Double.NaN);
        return isOnlyLatest && !beside.isKnown() && other.isKnown() ? other : beside;
    }

    /** Whether the coefficients of the step tell the cause, and not the factor of one prediction in its point alone. */
    boolean isOfForm() {
        return !relation.startsWith(SINGLE);
    }

    /** Whether the relation is more than a quotient. */
    boolean isKnown() {
        return !words.endsWith(QUOTIENT) && !words.endsWith(MUCH);
    }

    /** Whether a multiple of the score (√t a − y)/τ of a call has been added, with y the point of that call. */
    private static boolean isChangeOfScore(StepForm found, StepForm right, int latest, int call, double root,
            SchemeMatch match) {
        double change = found.factors()[latest] - right.factors()[latest];
        Optional<StepForm> at = call == 0 || match.made().get(call - 1).stage() == 0 ? Optional.empty()
                : match.made().get(call - 1).found();
        double keep = at.map(StepForm::keep).orElse(1.0);
        if (!isClose(found.keep(), right.keep() - change * keep / root)) {
            return false;
        }
        for (int i = 0; i < latest; i++) {
            int k = i + right.first() - at.map(StepForm::first).orElse(0);
            double own = at.isPresent() && k >= 0 && k < at.get().factors().length ? at.get().factors()[k] : 0;
            if (!isClose(found.factors()[i], right.factors()[i] - change * own / root)) {
                return false;
            }
        }
        return true;
    }

    /** All factors are those of a neighbouring step, as multiples of points, clean points, noise or scores. */
    private static Optional<Cause> ofOtherStep(StepForm found, int point, SchemeMatch match, Response response) {
        for (int shift : new int[] {-1, 1}) {
            Optional<StepForm> other = neighbour(point, shift, match);
            if (other.isPresent() && isSameInOneWay(found, other.get(), response)) {
                return Optional.of(new Cause("neighbour " + shift, "all of its coefficients are those of the step "
                        + (shift < 0 ? "before" : "after") + "; is an index off by one?"));
            }
        }
        return Optional.empty();
    }

    private static boolean isSameInOneWay(StepForm found, StepForm other, Response response) {
        if (isClose(found.keep(), other.keep()) && isSameAtEnd(found, other)) {
            return true;
        }
        List<double[]> one = ways(found, response);
        List<double[]> two = ways(other, response);
        return isPlain(found) && isPlain(other) && IntStream.range(0, one.size())
                .anyMatch(i -> isSameBut(-1, one.get(i), two.get(i)));
    }

    /** Whether a form has no prediction but the latest. */
    static boolean isPlain(StepForm form) {
        return isSameBut(form.factors().length - 1, form.factors(), new double[form.factors().length]);
    }

    /** The coefficients of a step K x + P a as multiples of other predictions at the level of its call. */
    private static List<double[]> ways(StepForm form, Response response) {
        NoiseLevel level = response.levels().get(form.latestCall());
        double root = Math.sqrt(level.signal());
        double noise = Math.sqrt(level.noise());
        double k = form.keep();
        double p = form.latest();
        return List.of(new double[] {k + p / root, p * noise / root},
                new double[] {k + p / root, p * level.noise() / root},
                new double[] {p + k * root, k * noise});
    }

    /** The scheme's form of the same point of a neighbouring step. */
    static Optional<StepForm> neighbour(int point, int shift, SchemeMatch match) {
        Made here = match.made().get(point - 1);
        return match.made().stream().filter(m -> m.step() == here.step() + shift && m.stage() == here.stage())
                .findFirst().flatMap(Made::expected);
    }

    private static double before(int point, SchemeMatch match) {
        return neighbour(point, -1, match).map(StepForm::latest).orElse(Double.NaN);
    }

    private static boolean isSameAtEnd(StepForm one, StepForm other) {
        int n = Math.min(one.factors().length, other.factors().length);
        for (int j = 1; j <= n; j++) {
            if (!isClose(one.factors()[one.factors().length - j], other.factors()[other.factors().length - j])) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Cause> ofHistory(StepForm found, StepForm right) {
        List<Integer> wrong = IntStream.range(0, found.factors().length)
                .filter(i -> !isClose(found.factors()[i], right.factors()[i])).boxed().toList();
        if (wrong.size() == 1) {
            int i = wrong.get(0);
            return Optional.of(ofFactor("past " + (i - found.factors().length), "the prediction of call "
                    + (right.first() + i + 1), found.factors()[i], right.factors()[i], Double.NaN, Double.NaN));
        }
        if (wrong.size() == 2) {
            int i = wrong.get(0);
            int j = wrong.get(1);
            boolean isExchanged = isClose(found.factors()[i], right.factors()[j])
                    && isClose(found.factors()[j], right.factors()[i]);
            if (isExchanged) {
                String calls = "calls " + (right.first() + i + 1) + " and " + (right.first() + j + 1);
                return Optional.of(new Cause("exchanged", Math.abs(right.factors()[i]) <= NONE
                        ? "the prediction of an earlier call is taken, of " + calls + ": is the history one step late?"
                        : "the factors of the predictions of " + calls
                                + " are exchanged: is the history in the wrong order?"));
            }
            double change = found.factors()[i] - right.factors()[i];
            if (Math.abs(change + found.factors()[j] - right.factors()[j]) <= CLOSE * Math.abs(change)) {
                // What one prediction gains the other loses: their difference has another factor.
                return Optional.of(ofFactor("difference " + (i - found.factors().length), "the difference of the "
                        + "predictions of calls " + (right.first() + i + 1) + " and " + (right.first() + j + 1),
                        found.factors()[i], right.factors()[i], Double.NaN, Double.NaN));
            }
        }
        return Optional.empty();
    }

    static Cause ofFactor(String kind, String name, double found, double right, double before, double after) {
        String is = "the factor of " + name + " is " + Digits.of(found, right) + ", must be " + Digits.of(right, found)
                + ": ";
        if (isClose(found, -right)) {
            return new Cause(kind + " sign", is + "is a sign wrong?");
        }
        if (Math.abs(found) <= CLOSE * Math.abs(right)) {
            return new Cause(kind + " dropped", is + "is it not used?");
        }
        if (isClose(found, before) || isClose(found, after)) {
            return new Cause(kind + " of neighbour", is + "it is that of the step "
                    + (isClose(found, before) ? "before" : "after") + "; is an index off by one?");
        }
        if (Math.abs(Math.abs(right) - 1) > APART && isClose(found, right * right)) {
            return new Cause(kind + " squared", is + "it is the square: is a root missing?");
        }
        if (Math.abs(Math.abs(right) - 1) > APART && isClose(found * found, Math.abs(right))) {
            return new Cause(kind + " root", is + "is the root taken twice?");
        }
        double ratio = found / right;
        return new Cause(kind + String.format(Locale.ROOT, " %.3g", ratio),
                is + String.format(Locale.ROOT, "%s", Digits.of(ratio, 1)) + QUOTIENT);
    }

    private static Cause ofNoise(Difference difference, SchemeMatch match) {
        double found = difference.found();
        double expected = difference.expected();
        String is = "the deviation of " + (difference.kind() == Difference.Kind.ALL_NOISE ? "all" : "its")
                + " noise is " + Digits.of(found, expected) + ", must be " + Digits.of(expected, found) + ": ";
        if (found <= SAME * expected) {
            return new Cause("no noise", is + "is no noise added?");
        }
        if (expected <= SAME * found) {
            return new Cause("added noise", is + "is noise added that does not belong there, or a sign wrong?");
        }
        if (isSame(found, expected * expected)) {
            return new Cause("variance", is + "is the variance taken for the deviation?");
        }
        if (isSame(found * found, expected)) {
            return new Cause("root of noise", is + "is the root taken twice?");
        }
        for (int shift : new int[] {-1, 1}) {
            if (isSame(found, deviation(difference.point(), shift, match))) {
                return new Cause("noise of neighbour", is + "it is that of the step " + (shift < 0 ? "before" : "after")
                        + "; is an index off by one?");
            }
        }
        double ratio = found / expected;
        boolean isEverywhere = match.differences().stream()
                .allMatch(d -> d.isNoise() && isSame(d.found(), ratio * d.expected()));
        return new Cause("noise", is + String.format(Locale.ROOT, "%.4g%s%s", ratio, MUCH,
                isEverywhere && match.differences().size() > 1 ? " in each of them" : ""));
    }

    /** The deviation of the noise that the scheme adds in a neighbouring step; not a number if there is none. */
    private static double deviation(int point, int shift, SchemeMatch match) {
        int k = match.made().get(point - 1).step() - 1 + shift;
        return k < 0 || k >= match.grid().steps() ? Double.NaN
                : match.scheme().step(match.grid(), k).result().deviation();
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

    /** The factor that the scheme has for the latest prediction in a neighbouring step; not a number if none. */
    private static double ofStep(Difference difference, SchemeMatch match, int shift) {
        int other = difference.point() + shift;
        return difference.call() != difference.point() - 1 ? Double.NaN
                : match.differences().stream().filter(d -> d.point() == other && d.call() == other - 1)
                        .mapToDouble(Difference::expected).findFirst().orElse(Double.NaN);
    }

    private static boolean isSameBut(int index, double[] one, double[] other) {
        for (int i = 0; i < one.length; i++) {
            if (i != index && !isClose(one[i], other[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isClose(double one, double other) {
        return Math.abs(one - other) <= CLOSE * Math.max(Math.abs(one), Math.abs(other)) + NONE;
    }

    private static boolean isSame(double one, double other) {
        return Math.abs(one - other) <= SAME * Math.max(Math.abs(one), Math.abs(other));
    }
}
