package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/**
 * What the law of a candidate's output on the pair of linear scores may be: for a copy of a built-in sampler that one's own
 * law, exactly; for a scheme of its own the law of the process, give or take {@value #FACTOR} times what the reference
 * sampler is off by in as many steps, the worst coordinate speaking for all.
 *
 * @param centre    the law
 * @param shift     how far means may be off, in deviations
 * @param stretch   how far logarithms of variances may be off
 */
record GaussianOutput(GaussianLaw centre, double shift, double stretch) {
    /** How much coarser than the reference a scheme of its own may be. */
    static final double FACTOR = 3;
    private static final double MOST_STRETCH = 50;

    /**
     * What a run's output may be.
     *
     * @param bench what is run
     * @param w     the weight that the sampler behaves as
     * @param grid  levels that it visits
     */
    static GaussianOutput of(RunCache bench, double w, TimeGrid grid) {
        GaussianLaw reference = GaussianLaw.of(bench.reference(), ScorePair.STANDARD, w, grid);
        if (bench.isCopy()) {
            return new GaussianOutput(reference, 0, 0);
        }
        GaussianLaw limit = ScorePair.STANDARD.limit(w, bench.churn(), grid.start(), grid.end());
        if (!limit.isProper() || !reference.isProper()) {
            return new GaussianOutput(limit, 0, 0);
        }
        List<GaussianLaw.Coordinate> limits = new ArrayList<>();
        double shift = 0;
        double stretch = 0;
        for (int i = 0; i < limit.coordinates().size(); i++) {
            GaussianLaw.Coordinate right = limit.coordinates().get(i);
            GaussianLaw.Coordinate coarse = reference.coordinates().get(i);
            limits.add(new GaussianLaw.Coordinate(right.mean(), right.variance(), coarse.rounding()));
            shift = Math.max(shift, Math.abs(coarse.mean() - right.mean()) / right.deviation());
            stretch = Math.max(stretch, Math.abs(Math.log(coarse.variance() / right.variance())));
        }
        return new GaussianOutput(new GaussianLaw(limits), FACTOR * shift, Math.min(MOST_STRETCH, FACTOR * stretch));
    }

    Interval means(int i) {
        GaussianLaw.Coordinate c = centre.coordinates().get(i);
        return Interval.around(c.mean(), (shift + c.blur()) * c.deviation());
    }

    Interval variances(int i) {
        GaussianLaw.Coordinate c = centre.coordinates().get(i);
        double least = Math.max(0, 1 - c.blur());
        double most = 1 + c.blur();
        return new Interval(least * least * c.variance() * Math.exp(-stretch), most * most * c.variance() * Math.exp(stretch));
    }

    /**
     * Holds points against the law.
     *
     * @param ends  d coordinates of each point in turn, in the axes of the coordinates
     * @param where in a few words
     * @param alpha false-alarm rate of all together
     * @return evidence on the mean and on the variance that fit worst, on the dependence of coordinates, and for a copy on
     *     the shape
     */
    List<Evidence> hold(double[] ends, String where, double alpha) {
        int d = centre.coordinates().size();
        double share = alpha / (4 * d);
        int n = ends.length / d;
        String method = "exact tests on " + n + " draws";
        List<Tolerance> allowed = shift == 0 && stretch == 0 ? List.of() : List.of(new Tolerance.Discretisation(
                Math.max(shift, stretch), "3 times what the built-in sampler of the kind is off by, in deviations"));
        for (double x : ends) {
            if (!Double.isFinite(x)) {
                return List.of(Evidence.of(Evidence.Kind.POINTWISE, "draws, " + where, Double.POSITIVE_INFINITY).by(method)
                        .decides("are finite", Outcome.REFUTED));
            }
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(worst("mean", where, d, i -> GaussianSample.ofCoordinate(ends, d, i).meanWithin(share), this::means)
                .by(method, n, alpha / 4).allowing(allowed));
        evidence.add(worst("variance", where, d, i -> GaussianSample.ofCoordinate(ends, d, i).varianceWithin(share),
                this::variances).by(method, n, alpha / 4).allowing(allowed));
        evidence.add(worst("correlation with the next", where, d, i -> GaussianSample.ofCoordinate(ends, d, i)
                .correlationWith(GaussianSample.ofCoordinate(ends, d, (i + 1) % d), share),
                i -> Interval.around(0, 2 * (blur(i) + blur((i + 1) % d))))
                .by(method, n, alpha / 4));
        if (shift == 0 && stretch == 0) {
            double limit = Math.sqrt(Math.log(2 / share) / (2 * n));
            evidence.add(worst("distance from the normal distribution", where, d, i -> {
                double far = GaussianSample.ofCoordinate(ends, d, i).distanceFrom(centre.coordinates().get(i));
                return new Interval(Math.max(0, far - limit), far + limit);
            }, i -> Interval.around(0, blur(i))).by("Dvoretzky, Kiefer and Wolfowitz, " + n + " draws", n, alpha / 4));
        }
        return evidence;
    }

    private double blur(int i) {
        return centre.coordinates().get(i).blur();
    }

    /** What is looked at in a coordinate. */
    @FunctionalInterface
    private interface Look {
        Interval at(int i);
    }

    /** The coordinate whose interval is farthest from what is allowed, in its own widths. */
    private static Evidence worst(String what, String where, int d, Look look, Look allowed) {
        int worst = 0;
        Interval seen = null;
        double farthest = -1;
        for (int i = 0; i < d; i++) {
            Interval here = look.at(i);
            double gap = Math.max(here.lower() - allowed.at(i).upper(), allowed.at(i).lower() - here.upper()) / here.width();
            if (farthest == -1 || gap > farthest) {
                farthest = gap;
                worst = i;
                seen = here;
            }
        }
        Interval may = allowed.at(worst);
        Outcome outcome = seen.intersect(may).isPresent() ? Outcome.HOLDS : Outcome.REFUTED;
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, what + " of coordinate " + (worst + 1) + ", " + where,
                seen.midpoint()).within(seen)
                .decides(may.width() == 0 ? String.format(Locale.ROOT, "is %.6g", may.lower())
                        : String.format(Locale.ROOT, "is in [%.6g, %.6g]", may.lower(), may.upper()), may, outcome);
    }
}
