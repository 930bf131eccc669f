package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.guidecheck.audit.Reading.Convention;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Whether a model's noise levels are off by one of those that it was trained at. One level of a thousand changes the
 * answers far less than a network errs, so that single levels do not show it. All levels together may. Let r be the
 * model's error and Δ the change of an exact model's answers to the next level, both less what fits the scores, the
 * points and a change of the points' size at the same level: a wrong size is no wrong level. The model is closer to
 * the next level than to its own, in a mean square, if E Σ w (⟨r, Δ⟩ − ½‖Δ‖²) is above 0. So must be E Σ w (1.5‖Δ‖² −
 * ⟨r, Δ⟩), or the error is none of one level. Both are asked of noisier and of cleaner levels, apart, because an error
 * that has nothing to do with levels looks like one of a level in both by chance far more rarely than in all together.
 * The weights w of the levels are inverse mean square errors. Each sum is cut at {@value #CUT} of its deviations.
 * Weights, cuts and fits come from draws of their own.
 *
 * <p>This can only refute: a network's own error may hide a shift.
 */
final class LevelShift {
    private static final int PILOT = 2048;
    private static final int FEWEST = 4096;
    private static final int MOST = 65_536;
    private static final double CUT = 20;
    private static final double POINTS_CHANGE = 0.01;
    /** Least share of the change to the next level that no wrong size explains, for a level to be asked. */
    private static final double LEAST_LEFT = 1e-4;
    /** Shifts, in steps, that the draws of the fits must show before more are drawn. */
    private static final Interval WORTH_ASKING = new Interval(0.25, 2);
    private static final Requirement REFUTES_ONLY =
            new Requirement("at most 0; can only refute", Interval.atMost(0), Optional.empty());

    private final ModelUnderTest subject;
    private final ExactScores exact;
    private final boolean isCleaner;
    private final Convention says;
    private final LabelledDraws draws;
    private final List<Fit> fits;

    private LevelShift(ModelUnderTest subject, ExactScores exact, boolean isCleaner) {
        this.subject = subject;
        this.exact = exact;
        this.isCleaner = isCleaner;
        this.says = Convention.of(subject.model());
        this.draws = new LabelledDraws(subject.law(), OptionalInt.empty(), subject.streams("shift of levels"));
        this.fits = subject.levels().stream().map(this::fit).toList();
    }

    /** Both directions; none for a model that names no levels. */
    static List<Evidence> of(ModelUnderTest subject, ExactScores exact, double alpha) {
        return subject.model().levels().isEmpty() ? List.of()
                : List.of(new LevelShift(subject, exact, true).evidence(alpha / 2),
                        new LevelShift(subject, exact, false).evidence(alpha / 2));
    }

    private String direction() {
        return isCleaner ? "cleaner" : "noisier";
    }

    private String name() {
        return "its noise level is off by one of " + subject.model().levels().size() + ", to the " + direction()
                + " one";
    }

    private NoiseLevel next(NoiseLevel level) {
        List<NoiseLevel> trained = subject.model().levels();
        int i = trained.indexOf(level) + (isCleaner ? 1 : -1);
        return trained.get(Math.max(0, Math.min(trained.size() - 1, i)));
    }

    /** Errors of the model, changes to the next level, and what neither may be, at the draws of a level. */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Seen(double[] error, double[] change, double[][] nuisances, int dimension) {
        Errors less(Nuisances fitted, double[] ofError, double[] ofChange) {
            return new Errors(fitted.less(error, nuisances, ofError), fitted.less(change, nuisances, ofChange),
                    dimension);
        }
    }

    /** The same, freed of what fits a wrong size. */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Errors(double[] error, double[] change, int dimension) {
        double product(int p) {
            return Directions.dot(error, change, p * dimension, dimension);
        }

        double square(int p) {
            return Directions.dot(change, change, p * dimension, dimension);
        }

        double sum(double a, double b) {
            double sum = 0;
            for (int p = 0; p < error.length / dimension; p++) {
                sum += a * product(p) + b * square(p);
            }
            return sum;
        }
    }

    /**
     * What the first draws of a level show.
     *
     * @param level    the level
     * @param fitted   the nuisances
     * @param ofError  their multiples in the error
     * @param ofChange their multiples in the change
     * @param weight   w; 0 if a wrong size explains the change
     * @param errors   errors at these draws
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Fit(NoiseLevel level, Nuisances fitted, double[] ofError, double[] ofChange, double weight,
            Errors errors) {
        double weightOfChange() {
            return weight * errors.sum(0, 1);
        }
    }

    private Seen seen(NoiseLevel level, long first, int count) {
        boolean isConditional = subject.model().isConditional();
        NoisedBatch batch = NoisedBatch.of(draws, first, count, level);
        double[] right = batch.scores(exact, isConditional);
        double[] larger = Directions.moved(batch.points(), batch.points(), POINTS_CHANGE);
        double[] moved = new NoisedBatch(level, larger, batch.classes()).scores(exact, isConditional);
        double[][] nuisances = {right, batch.points(), less(moved, right)};
        return new Seen(less(batch.scores(subject.field(), isConditional), right),
                less(batch.scores(says.of(exact, says, this::next), isConditional), right), nuisances,
                batch.dimension());
    }

    private Fit fit(NoiseLevel level) {
        Seen seen = seen(level, 0, PILOT);
        Nuisances fitted = new Nuisances(seen.nuisances());
        double[] ofError = fitted.multiplesOf(seen.error(), seen.nuisances());
        double[] ofChange = fitted.multiplesOf(seen.change(), seen.nuisances());
        Errors errors = seen.less(fitted, ofError, ofChange);
        double left = errors.sum(0, 1);
        double all = Directions.dot(seen.change(), seen.change(), 0, seen.change().length);
        // At least a share of the change to the next level, for models that are exact.
        double size = (Directions.dot(errors.error(), errors.error(), 0, errors.error().length) + left) / PILOT;
        return new Fit(level, fitted, ofError, ofChange,
                left > LEAST_LEFT * all ? 1 / Math.max(size, Double.MIN_NORMAL) : 0, errors);
    }

    private Evidence evidence(double alpha) {
        List<List<Fit>> halves = halves(fits.stream().filter(each -> each.weight() > 0).toList());
        double steps = steps(fits);
        String least = "least gain over 0 and 2 steps if " + name();
        if (!halves.stream().allMatch(each -> WORTH_ASKING.contains(steps(each)))) {
            return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, least, 0)
                    .by("fitted by " + PILOT + " draws of each level").decides(REFUTES_ONLY).saying(said(steps, false))
                    .asAttempt();
        }
        List<Evidence> parts = new ArrayList<>();
        for (List<Fit> each : halves) {
            parts.add(mean(each, 1, -0.5, alpha / (2 * halves.size())));
            parts.add(mean(each, -1, 1.5, alpha / (2 * halves.size())));
        }
        Interval bounds = new Interval(parts.stream().mapToDouble(each -> each.bounds().lower()).min().orElseThrow(),
                parts.stream().mapToDouble(each -> each.bounds().upper()).min().orElseThrow());
        Evidence found = Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, least,
                parts.stream().mapToDouble(Evidence::value).min().orElseThrow()).within(bounds)
                .by("betting confidence sequences", parts.stream().mapToLong(Evidence::samples).sum(),
                        parts.stream().mapToDouble(Evidence::alphaSpent).sum())
                .decides(REFUTES_ONLY).asAttempt();
        return found.saying(said(steps, found.outcome() == Outcome.REFUTED));
    }

    /** Noisier and cleaner levels, each with about half of all that is known of a shift. */
    private static List<List<Fit>> halves(List<Fit> known) {
        if (known.size() < 2) {
            return List.of(known);
        }
        double left = known.stream().mapToDouble(Fit::weightOfChange).sum() / 2;
        int half = 0;
        while (half < known.size() - 1 && (half == 0 || left > 0)) {
            left -= known.get(half).weightOfChange();
            half++;
        }
        return List.of(known.subList(0, half), known.subList(half, known.size()));
    }

    private String said(double steps, boolean isRefuted) {
        return isRefuted ? String.format(Locale.ROOT, "%s: a shift by %.2f steps fits best", name(), steps)
                : String.format(Locale.ROOT, "a shift by one step to the %s level is not found; %.2f fit best",
                        direction(), steps);
    }

    /** The mean of Σ w (a⟨r, Δ⟩ + b‖Δ‖²), cut and divided by the cut; measured until its sign is known. */
    private Evidence mean(List<Fit> levels, double a, double b, double alpha) {
        PlainMean pilot = new PlainMean();
        double[] first = new double[PILOT];
        levels.forEach(each -> add(first, each.errors(), each.weight(), a, b));
        for (double each : first) {
            pilot.add(each * each);
        }
        double cut = CUT * Math.sqrt(pilot.mean());
        return new MeanOfDraws("part", new Interval(-1, 1), Requirement.atMost("at most 0", 0, 0), alpha, FEWEST,
                subject.effort().samples(MOST)).decide((from, count) -> {
                    double[] sums = new double[count];
                    for (Fit each : levels) {
                        add(sums, seen(each.level(), PILOT + from, count).less(each.fitted(), each.ofError(),
                                each.ofChange()), each.weight(), a, b);
                    }
                    for (int p = 0; p < count; p++) {
                        sums[p] = Math.max(-1, Math.min(1, sums[p] / cut));
                    }
                    return sums;
                });
    }

    private static void add(double[] sums, Errors errors, double weight, double a, double b) {
        for (int p = 0; p < sums.length; p++) {
            sums[p] += weight * (a * errors.product(p) + b * errors.square(p));
        }
    }

    /** The shift in steps that fits best at the first draws; 0 if a wrong size explains all changes. */
    private static double steps(List<Fit> levels) {
        double products = levels.stream().mapToDouble(each -> each.weight() * each.errors().sum(1, 0)).sum();
        double squares = levels.stream().mapToDouble(Fit::weightOfChange).sum();
        return squares > 0 ? products / squares : 0;
    }

    private static double[] less(double[] a, double[] b) {
        double[] result = a.clone();
        for (int i = 0; i < a.length; i++) {
            result[i] -= b[i];
        }
        return result;
    }
}
