package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
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
            return new GaussianOutput(limit, 0, 0);
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

    /**
     * Tests points.
     *
     * @param ends  d coordinates of each point in turn, in the axes of the law
     * @param where which run, for the evidence
     * @param alpha false-alarm rate of all tests together
     * @return evidence on the mean, the variance and the correlation that fit worst, and for a copy on the shape
     */
    List<Evidence> check(double[] ends, String where, double alpha) {
        int d = center.coordinates().size();
        double share = alpha / (4 * d);
        int n = ends.length / d;
        String method = "exact tests on " + n + " draws";
        List<Tolerance> allowed = shift == 0 && stretch == 0 ? List.of() : List.of(new Tolerance.Discretisation(
                Math.max(shift, stretch), "3 times the error of the built-in sampler of the kind, in deviations"));
        Evidence finite = finite(ends, where);
        if (finite.outcome() == Outcome.REFUTED) {
            return List.of(finite);
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(worst("mean of coordinate %d", where, d,
                i -> GaussianSample.ofCoordinate(ends, d, i).meanWithin(share), this::means)
                .by(method, n, alpha / 4).allowing(allowed));
        evidence.add(worst("variance of coordinate %d", where, d,
                i -> GaussianSample.ofCoordinate(ends, d, i).varianceWithin(share),
                this::variances).by(method, n, alpha / 4).allowing(allowed));
        evidence.add(worst("correlation of coordinate %d with the next", where, d,
                i -> GaussianSample.ofCoordinate(ends, d, i)
                        .correlationWith(GaussianSample.ofCoordinate(ends, d, (i + 1) % d), share),
                i -> Interval.around(0, 2 * (blur(i) + blur((i + 1) % d))))
                .by(method, n, alpha / 4));
        if (shift == 0 && stretch == 0) {
            double limit = Math.sqrt(Math.log(2 / share) / (2 * n));
            evidence.add(worst("distance of coordinate %d from its normal law", where, d, i -> {
                double distance = GaussianSample.ofCoordinate(ends, d, i).distanceFrom(center.coordinates().get(i));
                return new Interval(Math.max(0, distance - limit), distance + limit);
            }, i -> Interval.around(0, blur(i))).by("Dvoretzky, Kiefer and Wolfowitz, " + n + " draws", n, alpha / 4));
        }
        return evidence;
    }

    private double blur(int i) {
        return center.coordinates().get(i).blur();
    }

    /** Evidence that all coordinates are finite. */
    static Evidence finite(double[] ends, String where) {
        double wrong = Arrays.stream(ends).filter(x -> !Double.isFinite(x)).count();
        return Evidence.of(Evidence.Kind.EXACT, "coordinates that are not finite, " + where, wrong)
                .within(new Interval(wrong, wrong)).by(ends.length + " coordinates")
                .decides("must be 0", wrong == 0 ? Outcome.HOLDS : Outcome.REFUTED);
    }

    /** Evidence on the coordinate whose interval is farthest from the allowed one, in widths of the former. */
    private static Evidence worst(String quantity, String where, int d, IntFunction<Interval> measured,
            IntFunction<Interval> allowed) {
        int worst = 0;
        Interval seen = null;
        double farthest = -1;
        for (int i = 0; i < d; i++) {
            Interval here = measured.apply(i);
            Interval limit = allowed.apply(i);
            double gap = Math.max(here.lower() - limit.upper(), limit.lower() - here.upper()) / here.width();
            if (farthest == -1 || gap > farthest) {
                farthest = gap;
                worst = i;
                seen = here;
            }
        }
        Interval limit = allowed.apply(worst);
        Outcome outcome = seen.intersect(limit).isPresent() ? Outcome.HOLDS : Outcome.REFUTED;
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, String.format(Locale.ROOT, quantity, worst + 1) + ", " + where,
                seen.midpoint()).within(seen)
                .decides(Digits.rule(limit), limit, outcome);
    }
}
