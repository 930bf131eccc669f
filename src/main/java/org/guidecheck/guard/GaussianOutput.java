package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * The law that a sampler's output on two linear scores must have. For a copy of a built-in sampler it is the law of
 * that sampler's steps, exactly. For any other scheme it is the law of the process, within {@value #FACTOR} times the
 * error of the reference sampler in as many steps, of its worst coordinate.
 *
 * @param center  the law
 * @param shift   largest allowed error of a mean, in standard deviations
 * @param stretch largest allowed error of the logarithm of a variance
 */
record GaussianOutput(GaussianLaw center, double shift, double stretch) {
    /** Allowed error of an unknown scheme, in errors of the reference. */
    static final double FACTOR = 3;
    private static final double LARGEST_STRETCH = 50;

    /**
     * The law of the output at a weight.
     *
     * @param runs runs of the sampler
     * @param w    weight with which it guides
     * @param grid noise levels that it visits
     */
    static GaussianOutput of(RunCache runs, double w, TimeGrid grid) {
        GaussianLaw reference = GaussianLaw.of(runs.reference(), ScorePair.STANDARD, w, grid);
        if (runs.isCopy()) {
            return new GaussianOutput(reference, 0, 0);
        }
        GaussianLaw limit = ScorePair.STANDARD.limit(w, runs.churn(), grid.start(), grid.end());
        if (!limit.isProper() || !reference.isProper()) {
            return new GaussianOutput(limit.isProper() ? reference : limit, 0, 0);
        }
        List<GaussianLaw.Coordinate> limits = new ArrayList<>();
        double shift = 0;
        double stretch = 0;
        for (int i = 0; i < limit.coordinates().size(); i++) {
            GaussianLaw.Coordinate exact = limit.coordinates().get(i);
            GaussianLaw.Coordinate coarse = reference.coordinates().get(i);
            limits.add(new GaussianLaw.Coordinate(exact.mean(), exact.variance(), coarse.rounding()));
            shift = Math.max(shift, Math.abs(coarse.mean() - exact.mean()) / exact.deviation());
            stretch = Math.max(stretch, Math.abs(Math.log(coarse.variance() / exact.variance())));
        }
        return new GaussianOutput(new GaussianLaw(limits), FACTOR * shift, Math.min(LARGEST_STRETCH, FACTOR * stretch));
    }

    /** The allowed means of a coordinate. */
    Interval means(int i) {
        GaussianLaw.Coordinate c = center.coordinates().get(i);
        return Interval.around(c.mean(), (shift + c.blur()) * c.deviation());
    }

    /** The allowed variances of a coordinate. */
    Interval variances(int i) {
        GaussianLaw.Coordinate c = center.coordinates().get(i);
        double least = Math.max(0, 1 - c.blur());
        double most = 1 + c.blur();
        return new Interval(least * least * c.variance() * Math.exp(-stretch),
                most * most * c.variance() * Math.exp(stretch));
    }

    /** The largest rounding error of a coordinate, absolute. */
    double rounding(int i) {
        GaussianLaw.Coordinate c = center.coordinates().get(i);
        // Both samplers round.
        return (2 * c.blur() + GaussianChain.ROUNDING) * c.deviation();
    }

    /** Whether the law is known, and rounding is smaller than the departures looked for. */
    boolean isVisible(Departures departures) {
        return center.isProper() && center.coordinates().stream().allMatch(c -> 2 * c.blur()
                + GaussianChain.ROUNDING * (1 + Math.abs(c.mean()) / c.deviation()) <= departures.moment());
    }

    /** The law with a larger rounding error of each coordinate, absolute. */
    GaussianOutput blurredBy(double[] rounding) {
        List<GaussianLaw.Coordinate> coordinates = new ArrayList<>();
        for (int i = 0; i < rounding.length; i++) {
            GaussianLaw.Coordinate c = center.coordinates().get(i);
            coordinates.add(new GaussianLaw.Coordinate(c.mean(), c.variance(), c.rounding() + rounding[i]));
        }
        return new GaussianOutput(new GaussianLaw(coordinates), shift, stretch);
    }

    /** Whether the allowance for long steps is no larger than the departures looked for. */
    boolean isSharp(Departures departures) {
        return Math.max(shift, stretch) <= departures.moment();
    }

    /** Draws of a sampler: which problem, weight, steps and purpose. */
    record Source(RunCache runs, TestProblem problem, double w, int steps, String purpose,
            UnaryOperator<double[]> toAxes) {
        double[] draw(int points) {
            return toAxes.apply(runs.many(problem, w, steps, purpose, points));
        }
    }

    /**
     * Tests the points of a run; if these do not refute, tests as many draws as the departures looked for take. The
     * numbers of both are fixed beforehand, and each has half of the false-alarm rate.
     *
     * @param first  the points of the run, in the axes of the law
     * @param source of further draws
     * @param where  which run, for the evidence
     * @param alpha  false-alarm rate of all tests together
     */
    List<Evidence> decide(double[] first, Source source, String where, double alpha) {
        Departures departures = source.runs().departures();
        if (!isVisible(departures) || !isSharp(departures)) {
            return check(first, where, alpha, departures);
        }
        List<Evidence> look = check(first, where, alpha / 2, departures);
        if (look.stream().anyMatch(e -> e.outcome() == Outcome.REFUTED)) {
            return look;
        }
        int wanted = departures.draws(alpha / (8 * center.coordinates().size()));
        int draws = source.runs().affordable(wanted, source.steps());
        List<Evidence> evidence = check(source.draw(draws), where, alpha / 2, departures);
        return draws >= wanted ? evidence
                : evidence.stream().map(e -> e.with("would decide", wanted + " draws; or a lower --effort")).toList();
    }

    /**
     * Tests points.
     *
     * @param ends       d coordinates of each point in turn, in the axes of the law
     * @param where      which run, for the evidence
     * @param alpha      false-alarm rate of all tests together
     * @param departures sizes of the departures to look for
     * @return evidence on the mean, the variance and the correlation that fit worst, and for a copy on the shape; it
     *         can only refute where the allowance for long steps is larger than these departures
     */
    private List<Evidence> check(double[] ends, String where, double alpha, Departures departures) {
        return check(ends, where, alpha, departures,
                isSharp(departures) ? Evidence.Kind.EXACT_SAMPLING : Evidence.Kind.PLAIN_SAMPLING);
    }

    /** The same tests of so few points that they can only refute. */
    List<Evidence> refute(double[] ends, String where, double alpha, Departures departures) {
        return check(ends, where, alpha, departures, Evidence.Kind.PLAIN_SAMPLING);
    }

    private List<Evidence> check(double[] ends, String where, double alpha, Departures departures,
            Evidence.Kind kind) {
        if (!center.isProper()) {
            return List.of(Evidence.of(Evidence.Kind.EXACT, "output law, " + where, 0).by("closed form")
                    .decides(
                            Unmeasured.because("cannot be measured: the law exceeds the numbers of double precision")));
        }
        Evidence finite = finite(ends, where);
        if (finite.outcome() == Outcome.REFUTED) {
            return List.of(finite);
        }
        int d = center.coordinates().size();
        double share = alpha / (4 * d);
        int n = ends.length / d;
        String method = "exact tests on " + n + " draws";
        List<Tolerance> allowed = isExact() ? List.of() : List.of(new Tolerance.Discretisation(
                Math.max(shift, stretch), "3 times the error of the built-in sampler of the kind, in deviations"));
        Tests tests = new Tests(kind, where, departures, alpha / 4, n);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(tests.worst("mean of coordinate %d", method,
                i -> GaussianSample.ofCoordinate(ends, d, i).meanWithin(share),
                i -> within(i, means(i), departures.moment(), center.coordinates().get(i).deviation()))
                .allowing(allowed));
        evidence.add(tests.worst("variance of coordinate %d", method,
                i -> GaussianSample.ofCoordinate(ends, d, i).varianceWithin(share),
                i -> within(i, variances(i), departures.moment(), center.coordinates().get(i).variance()))
                .allowing(allowed));
        evidence.add(tests.worst("correlation of coordinate %d with the next", method,
                i -> GaussianSample.ofCoordinate(ends, d, i)
                        .correlationWith(GaussianSample.ofCoordinate(ends, d, (i + 1) % d), share),
                i -> within(i, Interval.around(0, 2 * (blur(i) + blur((i + 1) % d))), departures.moment(), 1)));
        if (isExact()) {
            double limit = Math.sqrt(Math.log(2 / share) / (2 * n));
            evidence.add(tests.worst("distance of coordinate %d from its normal law",
                    "Dvoretzky, Kiefer and Wolfowitz, " + n + " draws", i -> {
                        double distance =
                                GaussianSample.ofCoordinate(ends, d, i).distanceFrom(center.coordinates().get(i));
                        return new Interval(Math.max(0, distance - limit), distance + limit);
                    }, i -> within(i, new Interval(0, blur(i)), departures.share(), 1)));
        }
        return evidence;
    }

    /** Requirement that nothing confirms where rounding hides a departure. */
    private Requirement within(int i, Interval required, double resolution, double unit) {
        String rule = Digits.rule(required);
        return blur(i) <= resolution ? Requirement.within(rule, required, resolution * unit)
                : new Requirement(rule + "; rounding hides departures", required, Optional.empty());
    }

    private boolean isExact() {
        return shift == 0 && stretch == 0;
    }

    private double blur(int i) {
        return center.coordinates().get(i).blur();
    }

    /** Evidence that all coordinates are finite. */
    static Evidence finite(double[] ends, String where) {
        double wrong = Arrays.stream(ends).filter(x -> !Double.isFinite(x)).count();
        return Evidence.of(Evidence.Kind.EXACT, "coordinates that are not finite, " + where, wrong)
                .within(new Interval(wrong, wrong)).by(ends.length + " coordinates")
                .decides(Requirement.exactly("must be 0", 0));
    }

    /** Tests of each coordinate, of which the one that fits worst is shown. */
    private final class Tests {
        private final Evidence.Kind kind;
        private final String where;
        private final Departures departures;
        private final double alpha;
        private final int draws;

        Tests(Evidence.Kind kind, String where, Departures departures, double alpha, int draws) {
            this.kind = kind;
            this.where = where;
            this.departures = departures;
            this.alpha = alpha;
            this.draws = draws;
        }

        /** Evidence on the coordinate with the worst outcome, and the largest gap in widths of its interval. */
        Evidence worst(String quantity, String method, IntFunction<Interval> measured,
                IntFunction<Requirement> required) {
            Evidence worst = null;
            double farthest = 0;
            for (int i = 0; i < center.coordinates().size(); i++) {
                Interval seen = measured.apply(i);
                Requirement requirement = required.apply(i);
                Evidence here = evidence(String.format(Locale.ROOT, quantity, i + 1) + ", " + where, seen, requirement)
                        .by(method, draws, alpha);
                Interval limit = requirement.required();
                double gap = Math.max(seen.lower() - limit.upper(), limit.lower() - seen.upper()) / seen.width();
                int order = worst == null ? 1 : here.outcome().compareTo(worst.outcome());
                if (order > 0 || (order == 0 && gap > farthest)) {
                    worst = here;
                    farthest = gap;
                }
            }
            return worst;
        }

        private Evidence evidence(String quantity, Interval seen, Requirement requirement) {
            double value = seen.lower() / 2 + seen.upper() / 2;
            Evidence started = Evidence.of(kind, quantity, Double.isNaN(value) ? 0 : value).within(seen);
            return started.decides(isSharp(departures) ? requirement
                    : requirement.saying(requirement.rule() + String.format(Locale.ROOT,
                            "; allows %.2g for long steps, wider than %.2g", Math.max(shift, stretch),
                            departures.moment())));
        }
    }
}
