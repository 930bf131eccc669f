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
 * The sampler guides with the weight that it was asked for. From its output on the pair of linear scores the weights are told
 * whose law it may have: an interval that contains the weight at which it runs, except with the false-alarm probability.
 */
final class WeightConvention extends SamplerClaim {
    private static final double LEAST = -3;
    private static final double STRIDE = 0.5;
    private static final double FINENESS = 5e-3;

    WeightConvention() {
        super("sampler.weight-convention", "asked for weight w (guidance_scale 1 + w) the sampler guides with weight w");
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        SamplerUnderTest candidate = bench.candidate();
        for (double w : candidate.weights()) {
            RecordedRun run = bench.pair(w);
            Fit fit = new Fit(bench, bench.grid(run), run.ends(), alpha / candidate.weights().size());
            evidence.add(fit.evidence(w));
        }
        return evidence;
    }

    /** How well weights fit to points. */
    private static final class Fit {
        private final RunCache bench;
        private final TimeGrid grid;
        private final List<Interval> means = new ArrayList<>();
        private final List<Interval> variances = new ArrayList<>();
        private final double alpha;
        private final int points;

        Fit(RunCache bench, TimeGrid grid, double[] ends, double alpha) {
            this.bench = bench;
            this.grid = grid;
            this.alpha = alpha;
            int d = ScorePair.STANDARD.dimension();
            this.points = ends.length / d;
            for (int i = 0; i < d; i++) {
                GaussianSample sample = GaussianSample.ofCoordinate(ends, d, i);
                boolean finite = Double.isFinite(sample.variance());
                means.add(finite ? sample.meanWithin(alpha / (2 * d)) : new Interval(Double.MAX_VALUE, Double.MAX_VALUE));
                variances.add(finite ? sample.varianceWithin(alpha / (2 * d)) : new Interval(Double.MAX_VALUE, Double.MAX_VALUE));
            }
        }

        /** How far what was seen is from what a weight leads to, in widths of what was seen; 0 or less if it may be. */
        double misfit(double w) {
            GaussianOutput law = GaussianOutput.of(bench, w, grid);
            if (!law.centre().isProper()) {
                return Double.POSITIVE_INFINITY;
            }
            double worst = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < means.size(); i++) {
                worst = Math.max(worst, Math.max(gap(means.get(i), law.means(i)), gap(variances.get(i), law.variances(i))));
            }
            return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
        }

        private static double gap(Interval seen, Interval may) {
            return Math.max(seen.lower() - may.upper(), may.lower() - seen.upper()) / (seen.width() + Double.MIN_NORMAL);
        }

        Evidence evidence(double asked) {
            double best = nearest(asked);
            boolean fits = misfit(best) <= 0;
            Interval weights = fits ? new Interval(edge(best, -1), edge(best, 1)) : new Interval(best, best);
            boolean right = misfit(asked) <= 0;
            return Evidence.of(Evidence.Kind.EXACT_SAMPLING, "weight that it behaves as, asked for "
                            + GuidanceSchedule.constant(asked), best)
                    .within(weights).by("means and variances of " + points + " draws", points, alpha)
                    .decides(String.format(Locale.ROOT, right ? "is %.4g" : fits ? "is %.4g" : "is %.4g; no weight fits, and "
                            + "this one least badly", asked), Interval.around(asked, 0), right ? Outcome.HOLDS : Outcome.REFUTED);
        }

        /** The weight that fits best. */
        private double nearest(double asked) {
            double best = asked;
            for (double w = LEAST; w <= 2 * asked + 4; w += STRIDE) {
                best = misfit(w) < misfit(best) ? w : best;
            }
            for (double step = STRIDE / 2; step > FINENESS; step /= 2) {
                for (double w : new double[] {best - step, best + step}) {
                    best = misfit(w) < misfit(best) ? w : best;
                }
            }
            return best;
        }

        /** Where weights cease to fit, on one side. */
        private double edge(double inside, int direction) {
            double within = inside;
            double step = FINENESS;
            while (misfit(within + direction * step) <= 0 && step < 64) {
                within += direction * step;
                step *= 2;
            }
            double outside = within + direction * step;
            while (Math.abs(outside - within) > FINENESS) {
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
