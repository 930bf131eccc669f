package org.guidecheck.claim;

import java.util.Locale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.NonnegativeMeanEProcess;
import org.guidecheck.statistics.Requirement;

/**
 * E-process check of the main claim, M_w ≤ 1/π_c, on a sampler's own draws (theory.md, "Sampler evidence"). It can only
 * refute: draws give no upper bound on the mean of 1/p(c|Y), but an e-process rejects "at most 1/π_c" whatever the
 * tail.
 *
 * <p>A correct sampler may exceed 1/π_c with long steps. A rejection therefore counts only if it persists while the
 * number of steps is doubled, until steps are short against the stiffness that guidance adds, (1 + w)·Δλ ≤ 0.1, or 2048
 * steps are reached. Each number of steps is a test of its own at the full rate, and all of them must reject.
 */
public final class SamplerDrop {
    private static final int FEWEST_STEPS = 64;
    private static final int MOST_STEPS = 2048;
    private static final double SHORT_STEP = 0.1;
    private static final int BATCHES = 4;

    private SamplerDrop() {
    }

    /**
     * Doubles the number of steps from 64 as long as each is rejected.
     *
     * @param setting process, sampler and seed
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return evidence: REFUTED if every number of steps is rejected, else NOT REFUTED
     */
    public static Evidence decide(Setting setting, double alpha) {
        SamplerRun run = new SamplerRun(setting);
        int steps = FEWEST_STEPS;
        Rung rung = new Rung(run, setting, steps, BATCHES * run.batch(), alpha);
        while (rung.rejected && steps < MOST_STEPS && !(longestStep(run.grid(steps))
                * (1 + setting.guidance().largest()) <= SHORT_STEP)) {
            steps *= 2;
            rung = new Rung(run, setting, steps, BATCHES * run.batch(), alpha);
        }
        return evidence(setting, rung, steps, alpha)
                .decides(limit(setting, rung.rejected
                        ? "must be <= M_0 = %.6g, and is not, at any step count from 64 to " + steps
                        : "draws do not contradict <= M_0 = %.6g"));
    }

    private static Requirement limit(Setting setting, String format) {
        return Requirement.atMost(String.format(Locale.ROOT, format, setting.unguidedMean()), setting.unguidedMean(),
                0);
    }

    /**
     * Checks a claim about one number of steps.
     *
     * @param setting process, sampler and seed
     * @param steps   at least 2
     * @param draws   the most points to draw, fixed in advance
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return evidence: REFUTED if the mean is shown to exceed 1/π_c, else NOT REFUTED
     */
    public static Evidence decide(Setting setting, int steps, int draws, double alpha) {
        Rung rung = new Rung(new SamplerRun(setting), setting, steps, draws, alpha);
        return evidence(setting, rung, steps, alpha)
                .decides(limit(setting, "at most 1/prior = %.6g; draws can only refute"));
    }

    private static Evidence evidence(Setting setting, Rung rung, int steps, double alpha) {
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, "mean 1/p of " + setting.sampler().name(), rung.mean)
                .within(rung.rejected ? Interval.atLeast(Math.nextUp(setting.unguidedMean())) : Interval.ALL)
                .by("e-process on " + steps + "-step draws", rung.drawn, alpha)
                .with("log e-value", String.format(Locale.ROOT, "%.3f", rung.logE))
                .exceeding(rung.logE / Math.log(1 / alpha) - 1);
    }

    private static double longestStep(TimeGrid grid) {
        double longest = 0;
        for (int k = 0; k + 1 < grid.steps(); k++) {
            longest = Math.max(longest, grid.level(k + 1).logSnr() - grid.level(k).logSnr());
        }
        return longest;
    }

    /** Draws and e-process of one number of steps. */
    private static final class Rung {
        private final boolean rejected;
        private final double mean;
        private final double logE;
        private final long drawn;

        Rung(SamplerRun run, Setting setting, int steps, int draws, double alpha) {
            NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(setting.unguidedMean());
            NoiseLevel end = run.grid(steps).end();
            boolean broken = false;
            // All at once: each step has a fixed cost, however few the points.
            double[][] points = run.draw(setting.guidance(), steps, "draws " + steps, 0, draws);
            for (double odds : run.logOdds(points, end)) {
                if (broken || process.rejectedAt(alpha)) {
                    break;
                }
                // A NaN point belongs to no class: 1/p is +∞.
                broken = Double.isNaN(odds);
                process.accept(broken ? Double.POSITIVE_INFINITY : 1 + Math.exp(-odds));
            }
            rejected = process.rejectedAt(alpha);
            mean = process.mean();
            logE = process.maxLogEValue();
            drawn = process.count();
        }
    }
}
