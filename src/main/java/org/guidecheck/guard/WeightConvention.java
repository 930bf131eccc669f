package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/**
 * Claim that the sampler guides with the requested weight, and not with 1 + w. On two linear scores every weight
 * leads to another output law. The weights whose law agrees with the draws form an interval, which contains the
 * weight with which the sampler guides except with the false-alarm probability.
 */
final class WeightConvention extends SamplerClaim {
    private static final double LEAST = -3;
    private static final double COARSE_STEP = 0.5;
    private static final double FINEST_STEP = 5e-3;

    WeightConvention() {
        super("sampler.weight-convention",
                "asked for weight w (guidance_scale 1 + w) the sampler guides with weight w");
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        SamplerUnderTest candidate = runs.candidate();
        for (double w : candidate.weights()) {
            RecordedRun run = runs.pair(w);
            Fit fit = new Fit(runs, runs.grid(run), run.ends(), alpha / candidate.weights().size());
            evidence.add(fit.evidence(w));
        }
        return evidence;
    }

    /** Fit of weights to the means and variances of draws. */
    private static final class Fit {
        private final RunCache runs;
        private final TimeGrid grid;
        private final List<Interval> means = new ArrayList<>();
        private final List<Interval> variances = new ArrayList<>();
        private final double alpha;
        private final int points;

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

        Evidence evidence(double asked) {
            double best = nearest(asked);
            boolean fits = misfit(best) <= 0;
            Interval weights = fits ? new Interval(edge(best, -1), edge(best, 1)) : new Interval(best, best);
            boolean holds = misfit(asked) <= 0;
            return Evidence.of(Evidence.Kind.EXACT_SAMPLING, "weight that it behaves as, asked for "
                    + GuidanceSchedule.constant(asked), best)
                    .within(weights).by("means and variances of " + points + " draws", points, alpha)
                    .decides(
                            "must be " + GuidanceSchedule.constant(asked)
                                    + (fits ? "" : "; no weight fits, this one comes nearest"),
                            Interval.around(asked, 0), holds ? Outcome.HOLDS : Outcome.REFUTED);
        }

        /** The weight that fits best. */
        private double nearest(double asked) {
            double best = asked;
            for (double w = LEAST; w <= 2 * asked + 4; w += COARSE_STEP) {
                best = misfit(w) < misfit(best) ? w : best;
            }
            for (double step = COARSE_STEP / 2; step > FINEST_STEP; step /= 2) {
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
            while (misfit(within + direction * step) <= 0 && step < 64) {
                within += direction * step;
                step *= 2;
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
