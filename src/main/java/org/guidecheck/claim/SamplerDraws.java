package org.guidecheck.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.BoundedMeanCheck;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.NonnegativeMeanEProcess;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Power;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Evidence on the main claim, mean of 1/p(c|Y) at most M_0 = 1/π_c, from a sampler's own draws (theory.md, "Sampler
 * evidence"). Draws give no upper bound on the mean of 1/p, which is unbounded, so an e-process on them can only refute
 * it, whatever the tail. The mean of min(1/p, 4 M_0) is bounded, and draws can confirm that it is at most M_0.
 *
 * <p>A right sampler may exceed M_0 with long steps. A rejection therefore counts only if it persists while the number
 * of steps is doubled, until steps are short against the stiffness that guidance adds, (1 + w)·Δλ ≤ 0.1, or 2048 steps
 * are reached. Each number of steps is a test of its own at the full rate, and all of them must reject.
 */
public final class SamplerDraws {
    /** Steps of the first draws, which are doubled as long as they refute. */
    public static final int FEWEST_STEPS = 64;
    private static final int MOST_STEPS = 2048;
    private static final double SHORT_STEP = 0.1;
    private static final int BATCHES = 4;
    /** Multiple of M_0 at which the reciprocal is capped. */
    private static final double CAP = 4;

    private SamplerDraws() {
    }

    /**
     * The mean of 1/p: doubles the number of steps from 64 as long as each is rejected.
     *
     * @param setting process, sampler and seed
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return evidence: REFUTED if every number of steps is rejected, else NOT REFUTED
     */
    public static Evidence meanReciprocal(Setting setting, double alpha) {
        return meanReciprocal(setting, steps -> true, alpha);
    }

    /**
     * The mean of 1/p of a sampler that cannot take any number of steps: doubles it as {@link #meanReciprocal(Setting,
     * double)} does, as far as it is allowed.
     *
     * @param setting   process, sampler and seed
     * @param isAllowed whether the sampler takes a number of steps; it must take 64
     * @param alpha     false-alarm probability to spend, in (0, 1)
     * @return evidence: REFUTED if every number of steps is rejected, up to one that tells; else NOT REFUTED
     */
    public static Evidence meanReciprocal(Setting setting, IntPredicate isAllowed, double alpha) {
        SamplerRun run = new SamplerRun(setting);
        int steps = FEWEST_STEPS;
        Rung rung = new Rung(run, setting, steps, BATCHES * run.batch(), alpha);
        boolean isLong = !isShort(setting, run.grid(steps));
        while (rung.rejected && steps < MOST_STEPS && isLong && isAllowed.test(2 * steps)) {
            steps *= 2;
            rung = new Rung(run, setting, steps, BATCHES * run.batch(), alpha);
            isLong = !isShort(setting, run.grid(steps));
        }
        if (rung.rejected && steps < MOST_STEPS && isLong) {
            return rung.open(setting, steps, alpha);
        }
        return rung.evidence(setting, steps, alpha,
                rung.rejected ? "must be <= M_0 = %.6g, and is not, at any step count from 64 to " + steps
                        : "must be <= M_0 = %.6g");
    }

    /**
     * The mean of 1/p at one number of steps.
     *
     * @param setting process, sampler and seed
     * @param steps   at least 2
     * @param draws   the most points to draw, fixed in advance
     * @param alpha   false-alarm probability to spend, in (0, 1)
     * @return evidence: REFUTED if the mean is shown to exceed 1/π_c, else NOT REFUTED
     */
    public static Evidence meanReciprocal(Setting setting, int steps, int draws, double alpha) {
        return new Rung(new SamplerRun(setting), setting, steps, draws, alpha).evidence(setting, steps, alpha,
                "must be <= M_0 = %.6g");
    }

    /**
     * The mean of min(1/p, 4 M_0), at 64 steps or the first doubling that does not refute.
     *
     * @param setting    process, sampler and seed
     * @param resolution excess that is called negligible, as a share of M_0
     * @param mostDraws  most points to draw at each number of steps
     * @param alpha      false-alarm probability to spend, in (0, 1)
     * @return evidence: HOLDS if it is at most M_0 up to the resolution, REFUTED if it exceeds M_0 at every number of
     *         steps, else UNDECIDED
     */
    public static Evidence cappedReciprocal(Setting setting, double resolution, int mostDraws, double alpha) {
        SamplerRun run = new SamplerRun(setting);
        int steps = FEWEST_STEPS;
        Evidence found = capped(setting, run, steps, resolution, mostDraws, alpha);
        while (isTooLarge(found, setting.unguidedMean() * (1 + 0.5 * resolution)) && steps < MOST_STEPS
                && !isShort(setting, run.grid(steps))) {
            steps *= 2;
            found = capped(setting, run, steps, resolution, mostDraws, alpha);
        }
        return found;
    }

    /** Whether long steps may be what raises the mean: it is refuted, or so near to the limit that draws do not tell. */
    private static boolean isTooLarge(Evidence found, double limit) {
        return found.outcome() == Outcome.REFUTED
                || (found.outcome() == Outcome.UNDECIDED && found.value() > limit);
    }

    private static Evidence capped(Setting setting, SamplerRun run, int steps, double resolution, int mostDraws,
            double alpha) {
        double unguided = setting.unguidedMean();
        double cap = CAP * unguided;
        NoiseLevel end = run.grid(steps).end();
        BoundedMeanCheck check = new BoundedMeanCheck("mean of min(1/p, 4 M_0) of " + setting.sampler().name(),
                new Interval(0, cap),
                Requirement.atMost(String.format(Locale.ROOT, "must be <= M_0 = %.6g, up to the step error of %.3g",
                        unguided, resolution * unguided), unguided * (1 + resolution), 0),
                List.of(new Tolerance.Discretisation(resolution * unguided, "steps of finite length")), alpha);
        AtomicLong drawn = new AtomicLong();
        Evidence found = check.decide(wanted -> {
            double[][] points = run.draw(setting.guidance(), steps, "capped draws " + steps,
                    drawn.getAndAdd(wanted), wanted);
            // A NaN point belongs to no class.
            return Arrays.stream(run.logOdds(points, end))
                    .map(odds -> Double.isNaN(odds) ? cap : Math.min(cap, 1 + Math.exp(-odds))).toArray();
        }, mostDraws);
        return found.by(steps + "-step draws", found.samples(), alpha)
                .exceeding(Math.log(found.bounds().lower() / unguided));
    }

    private static boolean isShort(Setting setting, TimeGrid grid) {
        double longest = 0;
        for (int k = 0; k + 1 < grid.steps(); k++) {
            longest = Math.max(longest, grid.level(k + 1).logSnr() - grid.level(k).logSnr());
        }
        return longest * (1 + setting.guidance().largest()) <= SHORT_STEP;
    }

    /** Draws and e-process of one number of steps. */
    private static final class Rung {
        private final boolean rejected;
        private final double mean;
        private final double deviation;
        private final double largest;
        private final double logE;
        private final long drawn;

        Rung(SamplerRun run, Setting setting, int steps, int draws, double alpha) {
            NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(setting.unguidedMean());
            NoiseLevel end = run.grid(steps).end();
            boolean broken = false;
            double most = 0;
            double squares = 0;
            // All at once: each step has a fixed cost, however few the points.
            double[][] points = run.draw(setting.guidance(), steps, "draws " + steps, 0, draws);
            for (double odds : run.logOdds(points, end)) {
                if (broken || process.rejectedAt(alpha)) {
                    break;
                }
                // A NaN point belongs to no class: 1/p is +∞.
                broken = Double.isNaN(odds);
                double reciprocal = broken ? Double.POSITIVE_INFINITY : 1 + Math.exp(-odds);
                process.accept(reciprocal);
                most = Math.max(most, reciprocal);
                squares += reciprocal * reciprocal;
            }
            rejected = process.rejectedAt(alpha);
            mean = process.mean();
            logE = process.maxLogEValue();
            drawn = process.count();
            largest = most;
            deviation = Math.sqrt(Math.max(0, squares / drawn - mean * mean));
        }

        Evidence evidence(Setting setting, int steps, double alpha, String rule) {
            double unguided = setting.unguidedMean();
            Evidence evidence = Evidence
                    .of(Evidence.Kind.PLAIN_SAMPLING, "mean 1/p of " + setting.sampler().name(), mean)
                    .within(rejected ? Interval.atLeast(Math.nextUp(unguided)) : Interval.ALL)
                    .by("e-process on " + steps + "-step draws", drawn, alpha)
                    .decides(Requirement.atMost(String.format(Locale.ROOT, rule, unguided), unguided, 0))
                    .with("log e-value", String.format(Locale.ROOT, "%.3f", logE))
                    .exceeding(logE / Math.log(1 / alpha) - 1);
            return rejected ? evidence : evidence.detecting(detectable(unguided, alpha));
        }

        /** Evidence that decides nothing, as long steps may be why the draws reject the claim. */
        Evidence open(Setting setting, int steps, double alpha) {
            String words = String.format(Locale.ROOT, "exceeds M_0 = %.6g at %d steps, where long steps may be why: "
                    + "the sampler promises no more", setting.unguidedMean(), steps);
            return evidence(setting, steps, alpha, words).within(Interval.ALL).saying(words);
        }

        /** Excess of the mean that these draws would have shown, if 1/p were spread as it is among them. */
        private OptionalDouble detectable(double unguided, double alpha) {
            double range = Math.max(largest, 2 * unguided);
            return BoundedMeanCheck.atMost("1/p", new Interval(0, range), unguided, List.of(), alpha)
                    .smallestDiscrepancy(drawn, Power.withDeviation(deviation));
        }
    }
}
