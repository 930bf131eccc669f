package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.guard.identification.PointMassStatistics;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that data at one point a keeps its law, N(√t a, τ I), from call to call of the denoiser and to the output,
 * exactly or up to an error that falls as steps get shorter (the project's theory page, "Identifying a sampler"). The
 * mean is a sum of coefficients, known to rounding; the variance is measured on the start and noise alone.
 */
final class PointMass extends SamplerClaim {
    /** Error of a mean that is taken for exact, for data at distance 1. */
    private static final double EXACT = 1e-4;
    /** By how much an error must fall when there are four times as many steps: one of first order falls to a quarter. */
    private static final double FALLS = 0.5;
    private static final int FINER = 4;
    /** Steps at which samplers are often wrong that are right in few. */
    private static final int MANY = 1000;
    /**
     * Most signal √ᾱ at the first level, where the sampler cannot know the data: usual schedules have up to 0.07, with
     * few steps up to 0.17.
     */
    private static final double MOST_SIGNAL = 0.2;

    PointMass() {
        super("sampler.point-mass", "data at one point keeps its mean and variance from step to step",
                Departures.OF_MOMENTS);
    }

    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        return !candidate.isCopyInJava();
    }

    @Override
    boolean takesAnyOutput() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        double w = runs.candidate().lastWeight();
        Optional<Response> response = runs.identified().response(w);
        if (response.isPresent()) {
            evidence.add(start(response.get(), runs.candidate()));
            evidence.add(mean(runs, w, response.get()));
        } else {
            evidence.add(Evidence.of(Evidence.Kind.EXACT, "error of the mean", 0).by("impulses")
                    .decides(Unmeasured.because("cannot be measured: " + runs.identified().reason(w))));
        }
        evidence.addAll(variances(runs, alpha));
        return evidence.stream().anyMatch(e -> e.outcome() == Outcome.REFUTED)
                ? runs.identified().resemblance(w).map(found -> explained(evidence, found)).orElse(evidence)
                : evidence;
    }

    /** What refutes, with the known scheme from which the steps differ in one way. */
    private static List<Evidence> explained(List<Evidence> evidence, Resemblance found) {
        return evidence.stream().map(e -> e.outcome() == Outcome.REFUTED
                ? e.decides(new Requirement(e.rule() + "; " + found, e.requirement().required(),
                        e.requirement().allowed()))
                : e).toList();
    }

    private static Evidence start(Response response, SamplerUnderTest candidate) {
        double signal = Math.sqrt(response.levels().get(0).signal());
        if (candidate.declaration().start().isPresent()) {
            double declared = Math.sqrt(candidate.declaration().start().get().signal());
            return Evidence.of(Evidence.Kind.EXACT, "signal √ᾱ at the first level", signal)
                    .within(new Interval(signal, signal)).by("level of the first call")
                    .decides(
                            Requirement.within(
                                    String.format(Locale.ROOT, "must be %s, as the points have that are given",
                                            Digits.of(declared, signal)),
                                    Interval.around(declared, EXACT * declared), 0));
        }
        return Evidence.of(Evidence.Kind.EXACT, "signal √ᾱ at the first level, where the sampler cannot know the data",
                signal).within(new Interval(signal, signal)).by("level of the first call")
                .decides(Requirement.atMost("must be at most " + MOST_SIGNAL
                        + (signal > MOST_SIGNAL ? "; the first points lack that much of the data" : ""), MOST_SIGNAL,
                        0));
    }

    /** Largest error of a mean, and where. */
    private record MeanError(double size, String where) {
    }

    private static Evidence mean(RunCache runs, double w, Response response) {
        double rounding = Math.max(EXACT, runs.identified().rounding());
        MeanError found = worst(response, runs.identified().grid(runs.candidate().steps()).end());
        Evidence evidence = Evidence.of(Evidence.Kind.EXACT, "error of the mean, for data at distance 1", found.size())
                .within(Interval.ofError(found.size())).by("sums of coefficients, w = " + GuidanceSchedule.constant(w));
        double resolution = runs.departures().moment();
        if (found.size() <= rounding) {
            return evidence.decides(Requirement.atMost("must be at most " + rounding, rounding, 0));
        }
        int finerSteps = FINER * runs.candidate().steps();
        if (!runs.candidate().declaration().allows(finerSteps)) {
            return evidence.decides(beyond(finerSteps, found.where()));
        }
        Optional<Response> finer = runs.identified().response(w, finerSteps);
        if (finer.isEmpty() || finer.get().calls() <= response.calls()) {
            return evidence.decides(Requirement.atMost(String.format(Locale.ROOT,
                    "must be at most %.3g, as it takes no more calls in %d steps; %s", resolution, finerSteps,
                    found.where()), rounding, resolution));
        }
        MeanError after = worst(finer.get(), runs.identified().grid(finerSteps).end());
        double allowed = Math.max(rounding, FALLS * found.size());
        return Evidence.of(Evidence.Kind.EXACT,
                "error of the mean at four times the steps, for data at distance 1", after.size())
                .within(Interval.ofError(after.size())).by("sums of coefficients, w = " + GuidanceSchedule.constant(w))
                .with("at the usual steps", String.format(Locale.ROOT, "%.4g", found.size()))
                .decides(Requirement.atMost(String.format(Locale.ROOT, "must be at most %.4g, as it is %.4g at %d steps"
                        + " and should fall; %s", allowed, found.size(), runs.candidate().steps(), found.where()),
                        allowed, 0));
    }

    private static MeanError worst(Response response, NoiseLevel end) {
        NoiseLevel start = response.levels().get(0);
        MeanError worst = new MeanError(0, "");
        for (int m = 0; m <= response.calls(); m++) {
            NoiseLevel level = m == response.calls() ? end : response.levels().get(m);
            double root = Math.sqrt(level.signal());
            double found = response.signal(m);
            // The start is kept with a factor between none and that of the deviation.
            double least = root - Math.sqrt(level.noise() / start.noise() * start.signal());
            double error = Math.max(Math.max(least - found, found - root), 0);
            if (!(error <= worst.size())) {
                worst = new MeanError(Double.isNaN(error) ? Double.POSITIVE_INFINITY : error,
                        String.format(Locale.ROOT, "%s the factor of the data is %s, must be %s",
                                place(m, response.calls(), level), Digits.of(found, root), Digits.of(root, found)));
            }
        }
        return worst;
    }

    private static String place(int m, int calls, NoiseLevel level) {
        return m == calls ? "in the output"
                : m == 0 ? "at the start" : String.format(Locale.ROOT, "at call %d of %d (τ = %.6g)", m + 1, calls,
                        level.noise());
    }

    private static List<Evidence> variances(RunCache runs, double alpha) {
        double share = alpha / 5;
        try {
            PointMassStatistics usual = runs.pointMass(runs.candidate().steps(), share);
            if (!usual.isRegular()) {
                return List.of(unmeasured("the calls differ from run to run"));
            }
            NoiseLevel end = runs.identified().grid(runs.candidate().steps()).end();
            List<Evidence> evidence = new ArrayList<>();
            for (Variance.Kind kind : List.of(Variance.Kind.LARGEST, Variance.Kind.AVERAGE)) {
                Variance found = Variance.of(kind, usual, end, share);
                Evidence now = found.evidence(runs.departures().moment(), share);
                evidence.add(now.outcome() == Outcome.REFUTED ? falling(runs, kind, found, now, share) : now);
            }
            if (runs.candidate().steps() < MANY && runs.candidate().declaration().allows(MANY)) {
                atManySteps(runs, Variance.of(Variance.Kind.AVERAGE, usual, end, share), share)
                        .ifPresent(evidence::add);
            }
            return evidence;
        } catch (SamplerFailure e) {
            return List.of(unmeasured(e.getMessage()));
        }
    }

    /** The error may be one of long steps: it must then fall with four times as many. */
    private static Evidence falling(RunCache runs, Variance.Kind kind, Variance found, Evidence now, double share) {
        int finerSteps = FINER * runs.candidate().steps();
        int steps = runs.candidate().steps();
        if (!runs.candidate().declaration().allows(finerSteps)) {
            return now.decides(beyond(finerSteps, found.where()));
        }
        PointMassStatistics usual = runs.pointMass(steps, share);
        PointMassStatistics finer = runs.pointMass(finerSteps, share);
        NoiseLevel end = runs.identified().grid(steps).end();
        if (!finer.isRegular()) {
            return now;
        }
        if (finer.calls() <= usual.calls()) {
            // Levels end where steps cannot be shorter: large beside the noise there may be nothing beside the data.
            return kind == Variance.Kind.AVERAGE || found.departure() * found.unit() > Variance.NONE * Variance.NONE
                    ? now : found.absolute().mustBeNone(finerSteps, share);
        }
        if (kind == Variance.Kind.AVERAGE) {
            return Variance.of(kind, finer, NoiseLevel.CLEAN, share).mustFall(found, FALLS, share);
        }
        // Relative to τ, errors at the last levels need not fall before the steps are short there.
        Variance before = Variance.of(Variance.Kind.ABSOLUTE, usual, end, share);
        return Variance.of(Variance.Kind.ABSOLUTE, finer, runs.identified().grid(finerSteps).end(), share)
                .mustFall(before, FALLS, share);
    }

    /** What a sampler does in many steps alone; empty if it cannot take so many. */
    private static Optional<Evidence> atManySteps(RunCache runs, Variance usual, double share) {
        try {
            PointMassStatistics many = runs.pointMassOfFewPoints(MANY);
            return many.isRegular() ? Optional.of(Variance.of(Variance.Kind.AVERAGE, many, NoiseLevel.CLEAN, share)
                    .mustNotGrow(usual, runs.departures().moment(), MANY, share).asAttempt()) : Optional.empty();
        } catch (SamplerFailure e) {
            // Which numbers of steps it can take is another claim.
            return Optional.empty();
        }
    }

    private static Requirement beyond(int steps, String where) {
        return Unmeasured.because("may be an error of long steps, which " + steps
                + " steps would show, more than the sampler promises; " + where);
    }

    private static Evidence unmeasured(String why) {
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, Variance.Kind.LARGEST.quantity, 1).by("runs without data")
                .decides(Unmeasured.because("cannot be measured: " + why));
    }

    /** The variance that departs most, with bounds, in some unit. */
    private record Variance(Kind kind, double value, Interval bounds, Interval right, double unit, String where,
            long numbers) {
        /** Which variance. */
        enum Kind {
            LARGEST("variance of the noise at the call where it is most wrong, relative to τ"),
            ABSOLUTE("variance of the noise at the call where it is most wrong, less τ"),
            AVERAGE("average over the calls of the variance of the noise, relative to τ");

            private final String quantity;

            Kind(String quantity) {
                this.quantity = quantity;
            }
        }

        /** Deviation of the output, in units of the data, that counts as none. */
        private static final double NONE = 0.01;

        static Variance of(Kind kind, PointMassStatistics statistics, NoiseLevel end, double alpha) {
            return kind == Kind.AVERAGE ? average(statistics, alpha) : worst(kind, statistics, end, alpha);
        }

        /** The average, whose paths are independent and many enough for the normal law. */
        private static Variance average(PointMassStatistics statistics, double alpha) {
            double value = statistics.meanVariance();
            double radius = Departures.quantile(alpha) * statistics.standardError();
            boolean finite = Double.isFinite(value) && Double.isFinite(radius);
            return new Variance(Kind.AVERAGE, finite ? value : Double.MAX_VALUE,
                    finite ? Interval.around(value, radius) : Interval.atLeast(Double.MAX_VALUE),
                    new Interval(1, 1 / statistics.level(0).noise()), 1, "on average over " + statistics.calls()
                            + " calls",
                    statistics.paths());
        }

        private static Variance worst(Kind kind, PointMassStatistics statistics, NoiseLevel end, double alpha) {
            Variance worst = null;
            NoiseLevel start = statistics.level(0);
            for (int m = 0; m <= statistics.calls(); m++) {
                NoiseLevel level = m == statistics.calls() ? end : statistics.level(m);
                PointMassStatistics.Moments moments = statistics.moments(m);
                double square = level.isClean() ? NONE * NONE : level.noise();
                double scale = kind == Kind.ABSOLUTE ? 1 / square : 1;
                double value = moments.variance() / square;
                double radius = Departures.quantile(alpha / (statistics.calls() + 1))
                        * Math.sqrt(2.0 / moments.numbers());
                Interval bounds = Double.isFinite(value) ? new Interval(value / (1 + radius) / scale,
                        value / Math.max(0.1, 1 - radius) / scale) : Interval.atLeast(Double.MAX_VALUE);
                // A start N(0, I) is right for data of variance 1; at most that excess is left of it.
                Interval right = level.isClean() ? new Interval(0, 1 / scale)
                        : new Interval(1 / scale, 1 / start.noise() / scale);
                Variance here = new Variance(kind, Double.isFinite(value) ? value / scale : Double.MAX_VALUE, bounds,
                        right, kind == Kind.ABSOLUTE ? 1 : square, place(m, statistics.calls(), level),
                        moments.numbers());
                if (worst == null || here.departure() > worst.departure()) {
                    worst = here;
                }
            }
            return worst;
        }

        double departure() {
            return Math.max(0, Math.max(right.lower() - value, value - right.upper()));
        }

        Evidence evidence(double resolution, double alpha) {
            return Evidence.of(Evidence.Kind.EXACT_SAMPLING, kind.quantity, value).within(bounds)
                    .by("runs without data", numbers, alpha)
                    .decides(Requirement.within("must be 1" + (right.intersect(bounds).isEmpty() ? "; " + where : ""),
                            right, resolution));
        }

        /** The same in units of the data. */
        Variance absolute() {
            return new Variance(Kind.ABSOLUTE, value * unit,
                    new Interval(bounds.lower() * unit, Math.min(bounds.upper() * unit, Double.MAX_VALUE)),
                    new Interval(right.lower() * unit, right.upper() * unit), 1, where, numbers);
        }

        /** Evidence that a departure is none beside data of variance 1, which this can only refute. */
        Evidence mustBeNone(int finerSteps, double alpha) {
            double allowed = NONE * NONE;
            return atMost(allowed, "the usual steps", "a deviation of " + NONE + " beside data of 1, for " + finerSteps
                    + " steps are no shorter; " + where, alpha);
        }

        /** Evidence that a departure falls as steps get shorter, which this can only refute. */
        Evidence mustFall(Variance before, double factor, double alpha) {
            double allowed = factor * before.departure();
            return atMost(allowed, "four times the steps", String.format(Locale.ROOT,
                    "as it was %.4g and should fall; %s", before.departure(), where), alpha);
        }

        /** Evidence that a departure is no larger in many steps than in the usual number. */
        Evidence mustNotGrow(Variance before, double resolution, int steps, double alpha) {
            double allowed = Math.max(resolution, before.departure());
            return atMost(allowed, steps + " steps", String.format(Locale.ROOT, "as it is %.4g at the usual steps",
                    before.departure()), alpha);
        }

        private Evidence atMost(double allowed, String when, String why, double alpha) {
            return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, kind.quantity + ", at " + when, departure())
                    .within(new Interval(Math.max(0, least()), Math.max(0, Math.max(most(), least()))))
                    .by("runs without data", numbers, alpha)
                    .decides(new Requirement(String.format(Locale.ROOT, "must be at most %.4g, %s", allowed, why),
                            Interval.atMost(allowed), Optional.empty()));
        }

        /** The departure is at least this, for any value within the bounds. */
        private double least() {
            return Math.max(right.lower() - bounds.upper(), bounds.lower() - right.upper());
        }

        private double most() {
            return Math.max(right.lower() - bounds.lower(), bounds.upper() - right.upper());
        }
    }
}
