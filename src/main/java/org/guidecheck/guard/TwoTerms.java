package org.guidecheck.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.identification.SchemeMatch;
import org.guidecheck.guard.identification.SchemeMatch.Made;
import org.guidecheck.guard.identification.StepForm;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.StepTable;

/**
 * Likely cause of the coefficients of a step of two terms, by how they are related to those of the scheme. Such a step
 * K x + P a, of the point and the predicted clean point, can be read in three ways, as x = √t a + √τ ε: as one of the
 * point and the clean point, of the point and the predicted noise ε, or of the clean point and the noise. A formula in
 * which one coefficient is wrong has one wrong coefficient in one of these readings.
 *
 * @param k factor of the point
 * @param p factor of the predicted clean point
 * @param here  level at which the point is predicted
 * @param there level to which the step leads
 */
record TwoTerms(double k, double p, NoiseLevel here, NoiseLevel there) {
    /** Relative difference of numbers that are taken for equal; smaller than that of other causes, as there are many. */
    private static final double CLOSE = 2e-4;
    /** Least difference from 1 of a quotient that tells a cause. */
    private static final double APART = 0.01;
    private static final String WRONG_LEVEL = ": is a level off by one?";

    /** A number of a step, beside the scheme's and that in the step before. */
    private record Coefficient(String name, double found, double right, double before) {
    }

    /** The likely cause; empty if the step has more terms, or none is known. */
    static Optional<Cause> cause(StepForm found, StepForm right, int point, SchemeMatch match, Response response) {
        int call = right.latestCall();
        if (!Cause.isPlain(found) || !Cause.isPlain(right) || call != point - 1) {
            return Optional.empty();
        }
        Made made = match.made().get(point - 1);
        NoiseLevel here = response.levels().get(call);
        NoiseLevel there = made.stage() == 0 ? match.grid().level(made.step()) : response.levels().get(point);
        TwoTerms is = new TwoTerms(found.keep(), found.latest(), here, there);
        TwoTerms must = new TwoTerms(right.keep(), right.latest(), here, there);
        Optional<TwoTerms> before = Cause.neighbour(point, -1, match).filter(Cause::isPlain)
                .map(form -> new TwoTerms(form.keep(), form.latest(), response.levels().get(form.latestCall()), here));
        return is.misread(must).or(() -> is.alone(must, before, made, match)).or(() -> is.otherLevels(made, match));
    }

    /** The factors of clean point and noise, where these are the two terms. */
    private double ofClean() {
        return p + k * Math.sqrt(here.signal());
    }

    private double ofNoise() {
        return k * Math.sqrt(here.noise());
    }

    /** The factors of point and noise, where these are the two terms. */
    private double ofPoint() {
        return k + p / Math.sqrt(here.signal());
    }

    private double ofNoiseBeside() {
        return -p * Math.sqrt(here.noise() / here.signal());
    }

    /** One prediction taken for another in a step that is otherwise right. */
    private Optional<Cause> misread(TwoTerms must) {
        double root = Math.sqrt(here.signal());
        double noise = Math.sqrt(here.noise());
        if (isClose(k, must.k + must.p / noise) && isClose(p, -must.p * root / noise)) {
            return Optional.of(new Cause("noise for clean", "the predicted noise is taken for the clean point"));
        }
        if (isClose(k, must.k + must.p * (1 + 1 / noise) / root) && isClose(p, -must.p / noise)) {
            return Optional.of(new Cause("score for noise", "the score is taken for the predicted noise"));
        }
        if (isClose(must.k, k) && isClose(p * root, must.p) && isApart(root)) {
            return Optional.of(new Cause("signal for root",
                    "the predicted clean point is divided by √ᾱ once more: is ᾱ taken for its root?"));
        }
        return Optional.empty();
    }

    /** One number that differs, in the reading in which it is related to the scheme's in a known way. */
    private Optional<Cause> alone(TwoTerms must, Optional<TwoTerms> before, Made made, SchemeMatch match) {
        double none = Double.NaN;
        List<Coefficient> pairs = List.of(
                new Coefficient("the predicted clean point", p, must.p, before.map(TwoTerms::p).orElse(none)),
                new Coefficient("the point", k, must.k, before.map(TwoTerms::k).orElse(none)),
                new Coefficient("the point, beside the predicted noise or score,", ofPoint(), must.ofPoint(),
                        before.map(TwoTerms::ofPoint).orElse(none)),
                new Coefficient("the predicted noise or score", ofNoiseBeside(), must.ofNoiseBeside(),
                        before.map(TwoTerms::ofNoiseBeside).orElse(none)),
                new Coefficient("the predicted clean point, beside the noise,", ofClean(), must.ofClean(),
                        before.map(TwoTerms::ofClean).orElse(none)),
                new Coefficient("the predicted noise, beside the clean point,", ofNoise(), must.ofNoise(),
                        before.map(TwoTerms::ofNoise).orElse(none)));
        double deviation = match.scheme().step(match.grid(), made.step() - 1).result().deviation();
        return IntStream.range(0, pairs.size()).boxed().flatMap(i -> {
            Coefficient other = pairs.get(i % 2 == 0 ? i + 1 : i - 1);
            return isClose(other.found(), other.right()) ? related(pairs.get(i), deviation).stream()
                    : Optional.<Cause>empty().stream();
        }).findFirst();
    }

    private Optional<Cause> related(Coefficient number, double deviation) {
        Cause usual = Cause.ofFactor(number.name(), number.name(), number.found(), number.right(), number.before(),
                Double.NaN);
        return usual.isKnown() ? Optional.of(usual) : byLevels(number, deviation);
    }

    /** A number that is the scheme's with another level in its place, or that lacks a term. */
    private Optional<Cause> byLevels(Coefficient number, double deviation) {
        double ratio = number.found() / number.right();
        double signal = Math.sqrt(here.signal() / there.signal());
        if (isApart(signal) && isClose(ratio, signal)) {
            return of(number, "signal here", number.name().startsWith("the point")
                    ? "√(ᾱ/ᾱ′) times as large, the root of α: is α taken for its root, or a level off by one?"
                    : "√ᾱ is that of the level before the step, not after it" + WRONG_LEVEL);
        }
        double noise = Math.sqrt(here.noise() / there.noise());
        if (isApart(noise) && isClose(ratio, noise)) {
            return of(number, "noise here", "√τ is that of the level before the step, not after it" + WRONG_LEVEL);
        }
        if (deviation > 0 && isClose(number.found() * number.found(),
                number.right() * number.right() + deviation * deviation)) {
            return of(number, "not subtracted", "is the variance of the added noise not subtracted?");
        }
        double change = number.right() - 1;
        if (number.name().startsWith("the point") && Math.abs(change) > APART) {
            double times = (number.found() - 1) / change;
            for (double simple : new double[] {2, 0.5, -1, 0}) {
                if (Math.abs(times - simple) < CLOSE) {
                    return of(number, "change " + simple, String.format(Locale.ROOT,
                            "its difference from 1 is %s", simple == 0 ? "missing: is a term dropped?"
                                    : simple < 0 ? "that with the other sign: is a sign wrong?"
                                            : String.format(Locale.ROOT, "%.3g times as large", simple)));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Cause> of(Coefficient number, String relation, String words) {
        return Optional.of(new Cause(number.name() + " " + relation, "the factor of " + number.name() + " is "
                + Digits.of(number.found(), number.right()) + ", must be "
                + Digits.of(number.right(), number.found()) + ": " + words));
    }

    /** The coefficients of a step between other levels of the scheme. */
    private Optional<Cause> otherLevels(Made made, SchemeMatch match) {
        TimeGrid grid = match.grid();
        int at = made.step() - 1;
        for (int from = Math.max(0, at - 1); from <= at + 1; from++) {
            for (int to = from + 1; to <= Math.min(grid.steps(), at + 3); to++) {
                if ((from != at || to != at + 1) && isStepBetween(grid.level(from), grid.level(to), match)) {
                    return Optional.of(new Cause("levels " + (from - at) + " " + (to - at), String.format(Locale.ROOT,
                            "its coefficients are those of a step from level %d to level %d (τ %s to %s), must be from "
                                    + "level %d to level %d: is an index off by one?",
                            from + 1, to + 1, Digits.of(grid.level(from).noise(), grid.level(to).noise()),
                            Digits.of(grid.level(to).noise(), grid.level(from).noise()), at + 1, at + 2)));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isStepBetween(NoiseLevel from, NoiseLevel to, SchemeMatch match) {
        StepTable table = match.scheme().step(new TimeGrid(List.of(from, to)), 0);
        if (table.stages().size() != 1 || table.history() > 0 || table.result().terms().size() != 1) {
            return false;
        }
        // The score is (√t a − x)/τ.
        StepTable.Term term = table.result().terms().get(0);
        double keep = table.result().keep() + term.point() - term.score() / from.noise();
        double factor = term.score() * Math.sqrt(from.signal()) / from.noise();
        return isClose(k, keep) && isClose(p, factor);
    }

    private static boolean isApart(double quotient) {
        return Math.abs(quotient - 1) > APART;
    }

    private static boolean isClose(double one, double other) {
        return Math.abs(one - other) <= CLOSE * Math.max(Math.abs(one), Math.abs(other));
    }
}
