package org.guidecheck.claim.cases;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Interval;

/**
 * Guided probability-flow ODE dY/du = ½(Y + s(Y|c) + w g(Y)) on the line for Gaussian classes of one variance, and the
 * entropy that guidance adds to its output.
 *
 * <p>With v = t σ² + τ and class posteriors p_j the score is −(y − √t μ_c)/v, g = √t (μ_c − Σ p_j μ_j)/v and
 * g' = −t Var_p(μ)/v². The divergence of the score is the same at every point, so guidance changes the entropy by
 * ½ E ∫ w g'(Y) du.
 */
final class GaussianFlow {
    /** Starting points, equally spaced and weighted by N(0, 1). */
    static final int PATHS = 257;
    private static final double REACH = 8;
    private static final int STEPS = 400;

    private final double[] means;
    private final double[] priors;
    private final double variance;
    private final int c;
    private final GuidanceSchedule schedule;
    private final TimeGrid fine;

    GaussianFlow(GuidedProcess process) {
        LabelledLaw law = process.law();
        int n = law.classes().size();
        this.means = new double[n];
        this.priors = new double[n];
        for (int j = 0; j < n; j++) {
            means[j] = ((Gaussian) law.law(j)).mean(0);
            priors[j] = law.prior(j);
        }
        this.variance = ((Gaussian) law.law(0)).covariance().variance(0);
        this.c = process.c();
        this.schedule = process.guidance();
        this.fine = grid(process);
    }

    /** Grid uniform in log(t/(τ + σ²/10)) up to the stop, since the ODE is smooth there. */
    private TimeGrid grid(GuidedProcess process) {
        double offset = 0.1 * Math.min(1, variance);
        TimeGrid ends = process.grid(2);
        NoiseLevel end = process.end();
        double first = Math.log(ends.start().signal() / (ends.start().noise() + offset));
        double last = Math.log(end.signal() / (end.noise() + offset));
        List<NoiseLevel> levels = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            double ratio = Math.exp(first + (last - first) * i / STEPS);
            levels.add(new NoiseLevel((1 + offset) * ratio / (1 + ratio), (1 - offset * ratio) / (1 + ratio)));
        }
        levels.add(end);
        return new TimeGrid(levels);
    }

    /** h(Y^w) − h(Y^0); the bounds allow for the difference of two grids, the start at t > 0 and its cut tails. */
    Interval entropyGain() {
        double gain = gain(fine);
        double coarse = gain(fine.halved());
        // |g'| ≤ t Var(μ)/v², so the part before the start is about w t spread²/2 at most.
        double spread = 0;
        for (double mean : means) {
            spread = Math.max(spread, Math.abs(mean - means[c]));
        }
        double start = schedule.largest() * fine.start().signal() * spread * spread;
        return Interval.around(gain, Math.abs(gain - coarse) + start + 1e-9);
    }

    private double gain(TimeGrid grid) {
        double sum = 0;
        double mass = 0;
        for (int p = 0; p < PATHS; p++) {
            double y = -REACH + 2 * REACH * p / (PATHS - 1);
            double share = Math.exp(-0.5 * y * y);
            mass += share;
            sum += share * along(grid, y);
        }
        return sum / mass;
    }

    /** ½ ∫ w g' du along the path from y: Heun's method, with the trapezoidal rule. */
    private double along(TimeGrid grid, double y) {
        double sum = 0;
        double position = y;
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            double du = to.logSignal() - from.logSignal();
            double w = schedule.meanWeight(from, to);
            double[] first = field(position, from, w);
            double[] second = field(position + du * first[0], to, w);
            position += 0.5 * du * (first[0] + second[0]);
            sum += 0.5 * du * (first[1] + second[1]);
        }
        return sum;
    }

    /** dY/du and ½ w g' at a point. */
    private double[] field(double y, NoiseLevel level, double w) {
        double root = Math.sqrt(level.signal());
        double v = level.signal() * variance + level.noise();
        double largest = Double.NEGATIVE_INFINITY;
        double[] logs = new double[means.length];
        for (int j = 0; j < means.length; j++) {
            double z = y - root * means[j];
            logs[j] = Math.log(priors[j]) - 0.5 * z * z / v;
            largest = Math.max(largest, logs[j]);
        }
        double mass = 0;
        double first = 0;
        double second = 0;
        for (int j = 0; j < means.length; j++) {
            double share = Math.exp(logs[j] - largest);
            double offset = means[j] - means[c];
            mass += share;
            first += share * offset;
            second += share * offset * offset;
        }
        double mean = first / mass;
        double g = -root * mean / v;
        double slope = -level.signal() * (second / mass - mean * mean) / (v * v);
        return new double[] {0.5 * (y - (y - root * means[c]) / v + w * g), 0.5 * w * slope};
    }
}
