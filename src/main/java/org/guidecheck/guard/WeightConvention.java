package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that the sampler guides with the requested weight, and not with 1 + w. On two linear scores every weight
 * leads to another output law. The weights whose law agrees with the draws form an interval, which contains the
 * weight with which the sampler guides except with the false-alarm probability. Where the sampler is linear in the
 * predictions, the weight of each call of the denoiser is known to rounding instead.
 */
final class WeightConvention extends SamplerClaim {
    /** Weights at which linear samplers are looked at too. */
    private static final List<Double> FURTHER = List.of(7.5, 20.0);
    private static final double LEAST = -3;
    private static final double COARSE_STEP = 0.5;
    private static final double FINEST_STEP = 1e-3;
    /** Most weights on the coarse ladder, so that its length does not grow with the weight. */
    private static final int LADDER = 200;
    /** Step at which the search for the end of the weights that fit gives up. */
    private static final double FARTHEST = 64;
    /** Rounding of a mean in deviations, and relative rounding of a variance. */
    private static final double SMALL = 1e-6;

    WeightConvention() {
        super("sampler.weight-convention",
                "asked for weight w (guidance_scale 1 + w) the sampler guides with weight w",
                Departures.OF_WEIGHTS);
    }

    @Override
    Optional<SamplerUnderTest> judged(SamplerUnderTest candidate) {
        return Optional.of(candidate);
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        SamplerUnderTest candidate = runs.candidate();
        DeclaredRule rule = candidate.declaration().guidance();
        if (!rule.isPlain()) {
            candidate.weights().forEach(w -> evidence.addAll(RuleEvidence.of(runs, rule, w)));
            return evidence;
        }
        for (double w : candidate.weights()) {
            evidence.add(decide(runs, w, alpha / candidate.weights().size()));
        }
        if (!candidate.guidedWeights().isEmpty()) {
            // Known to rounding, and so at no cost where samplers are often wrong that are right at small weights.
            FURTHER.stream().filter(w -> !candidate.weights().contains(w)).flatMap(w -> identified(runs, w).stream())
                    .forEach(evidence::add);
        }
        return evidence;
    }

    /** Of the weight of each call, where the sampler is linear in the predictions. */
    private static Optional<Evidence> identified(RunCache runs, double w) {
        return runs.identified().response(w).filter(each -> runs.identified().isLinear(w))
                .map(each -> runs.identified().weights(each).evidence(w,
                        runs.identified().roundingOfWeights() * (1 + w),
                        runs.departures().moment() * (1 + w)));
    }

    /**
     * Of the points' law as it is computed, where these are the points of the copied sampler from the same normals; else
     * of few draws, and if these do not refute of as many as confirm a mean. Each number has half of the rate.
     */
    private static Evidence decide(RunCache runs, double w, double alpha) {
        Optional<Evidence> identified = identified(runs, w);
        if (identified.isPresent()) {
            return identified.get();
        }
        RecordedRun run = runs.pair(w);
        TimeGrid grid = runs.grid(run);
        Departures departures = runs.departures();
        GaussianOutput law = GaussianOutput.of(runs, w, grid);
        if (!law.center().isProper()) {
            return Evidence.of(Evidence.Kind.EXACT, "weight that it behaves as, asked for "
                    + GuidanceSchedule.constant(w), w).by("closed form")
                    .decides(Unmeasured.because("cannot be measured: the law exceeds the numbers of double precision"));
        }
        if (runs.isCoupled() && runs.pairCoupling(w).isSame()) {
            Optional<LinearResponse> response = LinearResponse.of(runs, TestProblem.PAIR, w, grid);
            if (response.isPresent() && response.get().law().isProper()) {
                return new Fit(runs, grid, response.get().law()).evidence(w, departures);
            }
        }
        boolean sharp = law.isSharp(departures);
        double share = sharp ? alpha / 2 : alpha;
        Evidence look = new Fit(runs, grid, run.ends(), share).evidence(w, departures);
        if (!sharp || look.outcome() == Outcome.REFUTED) {
            return look;
        }
        int steps = runs.candidate().steps();
        int wanted = departures.draws(share / (2 * ScorePair.STANDARD.dimension()));
        int draws = runs.affordable(wanted, steps);
        Evidence evidence = new Fit(runs, grid, runs.many(TestProblem.PAIR, w, steps, "weight", draws), share)
                .evidence(w, departures);
        return draws >= wanted ? evidence : evidence.with("would decide", "more draws; or a lower --effort");
    }

    /** Fit of weights to the means and variances of draws. */
    private static final class Fit {
        private final RunCache runs;
        private final TimeGrid grid;
        private final List<Interval> means = new ArrayList<>();
        private final List<Interval> variances = new ArrayList<>();
        private final double alpha;
        private final int points;

        /** Of a law that is known up to rounding. */
        Fit(RunCache runs, TimeGrid grid, GaussianLaw law) {
            this.runs = runs;
            this.grid = grid;
            this.alpha = 0;
            this.points = 0;
            for (GaussianLaw.Coordinate c : law.coordinates()) {
                means.add(Interval.around(c.mean(), SMALL * c.deviation()));
                variances.add(Interval.around(c.variance(), SMALL * c.variance()));
            }
        }

        Fit(RunCache runs, TimeGrid grid, double[] ends, double alpha) {
            this.runs = runs;
            this.grid = grid;
            this.alpha = alpha;
            int d = ScorePair.STANDARD.dimension();
            this.points = ends.length / d;
            for (int i = 0; i < d; i++) {
                GaussianSample sample = GaussianSample.ofCoordinate(ends, d, i);
                boolean finite = Double.isFinite(sample.variance());
                means.add(
                        finite ? sample.meanWithin(alpha / (2 * d)) : new Interval(Double.MAX_VALUE, Double.MAX_VALUE));
                variances.add(finite ? sample.varianceWithin(alpha / (2 * d))
                        : new Interval(Double.MAX_VALUE, Double.MAX_VALUE));
            }
        }

        /**
         * The largest gap between a measured interval and that of a weight, in widths of the former; at most 0 if all
         * meet.
         */
        double misfit(double w) {
            GaussianOutput law = GaussianOutput.of(runs, w, grid);
            if (!law.center().isProper()) {
                return Double.POSITIVE_INFINITY;
            }
            double worst = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < means.size(); i++) {
                worst = Math.max(worst,
                        Math.max(gap(means.get(i), law.means(i)), gap(variances.get(i), law.variances(i))));
            }
            return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
        }

        private static double gap(Interval seen, Interval allowed) {
            return Math.max(seen.lower() - allowed.upper(), allowed.lower() - seen.upper())
                    / (seen.width() + Double.MIN_NORMAL);
        }

        Evidence evidence(double asked, Departures departures) {
            double best = nearest(asked);
            boolean fits = misfit(best) <= 0;
            Interval weights = fits ? new Interval(edge(best, -1), edge(best, 1)) : new Interval(best, best);
            if (misfit(asked) <= 0) {
                // The weights that fit need not be connected.
                weights = new Interval(Math.min(weights.lower(), edge(asked, -1)),
                        Math.max(weights.upper(), edge(asked, 1)));
            }
            boolean sharp = GaussianOutput.of(runs, asked, grid).isSharp(departures);
            Evidence.Kind kind = !sharp ? Evidence.Kind.PLAIN_SAMPLING
                    : points == 0 ? Evidence.Kind.ESTIMATED : Evidence.Kind.EXACT_SAMPLING;
            String rule = "must be " + GuidanceSchedule.constant(asked)
                    + (fits ? "" : "; no weight fits, this one comes nearest")
                    + (sharp ? "" : "; allows more for long steps than it looks for");
            // No weight fits: the law is that of none, the weight asked for among them.
            Requirement requirement = fits
                    ? Requirement.within(rule, Interval.around(asked, 0), departures.moment() * (1 + asked))
                    : Requirement.within(rule, Interval.atLeast(Math.nextUp(best)), 0);
            return Evidence.of(kind, "weight that it behaves as, asked for " + GuidanceSchedule.constant(asked), best)
                    .within(weights)
                    .by(points == 0 ? "mean and variance from the factor of each normal"
                            : "means and variances of " + points + " draws", points, alpha)
                    .decides(requirement);
        }

        /** The weight that fits best: first on a ladder of weights around the one asked for, then nearer. */
        private double nearest(double asked) {
            double best = asked;
            double coarse = Math.max(COARSE_STEP, (asked + 4) / LADDER);
            for (double w = LEAST; w <= 2 * asked + 4; w += coarse) {
                best = misfit(w) < misfit(best) ? w : best;
            }
            for (double step = coarse / 2; step > FINEST_STEP; step /= 2) {
                for (double w : new double[] {best - step, best + step}) {
                    best = misfit(w) < misfit(best) ? w : best;
                }
            }
            return best;
        }

        /** The end, on one side, of the weights that fit. */
        private double edge(double inside, int direction) {
            double within = inside;
            double step = FINEST_STEP;
            while (misfit(within + direction * step) <= 0 && step < FARTHEST) {
                within += direction * step;
                step *= 2;
            }
            if (step >= FARTHEST) {
                return direction * Double.POSITIVE_INFINITY;
            }
            double outside = within + direction * step;
            while (Math.abs(outside - within) > FINEST_STEP) {
                double middle = 0.5 * (within + outside);
                if (misfit(middle) <= 0) {
                    within = middle;
                } else {
                    outside = middle;
                }
            }
            return outside;
        }
    }
}
