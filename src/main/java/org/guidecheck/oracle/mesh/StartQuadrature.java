package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/**
 * Means of a deterministic sampler as it is run, of any kind, in one dimension: the sampler itself is started at the points
 * of a quadrature rule for N(0, 1), and what comes out is averaged with the rule's weights.
 *
 * <p>The map from start to end is steep where paths part for different components. Panels over which the end moves
 * by more than a share of the narrowest scale are halved, up to {@value #MOST_HALVINGS} times; in each the mean is
 * Simpson's rule. The bound is the difference of two resolutions. Where a sampler leaps from one component to the next
 * between starts that numbers can hardly tell apart, what lies in between is not seen; the largest value of the functional
 * there, times the probability of the panel, is added to the bound, and may make it huge for a reciprocal. Starts beyond
 * {@value #REACH} are not run: the part of a mean that comes from them is missing, and no bound says so.
 */
public final class StartQuadrature {
    /** How far from the origin starts are taken. Those beyond have a probability of 1e-23. */
    public static final double REACH = 10;
    private static final int CELLS = 400;
    private static final double STRIDE = 0.25;
    private static final double NARROWEST = 1e-6;
    private static final int MOST_HALVINGS = 24;
    private static final int MOST_POINTS = 30_000;
    private static final double FLOOR = 1e-9;
    /** In how many places the functional is looked at across a leap. */
    private static final int LOOKS = 65;

    private final GuidedProcess process;
    private final LineLogOdds odds;
    private final Denoiser denoiser;
    private final GuidedSampler sampler;
    private final TimeGrid grid;
    /** Kept: every functional is averaged over the same runs. */
    private Run coarseRun;
    private Run fineRun;

    /** Where points started and where they ended. */
    private static final class Run {
        private final double[] starts;
        private final double[] ends;
        private final double stride;

        Run(double[] starts, double[] ends, double stride) {
            this.starts = starts;
            this.ends = ends;
            this.stride = stride;
        }
    }

    /**
     * Takes a sampler and what it samples.
     *
     * @param process of one dimension
     * @param grid    levels that the sampler visits
     * @param sampler deterministic
     */
    public StartQuadrature(GuidedProcess process, TimeGrid grid, GuidedSampler sampler) {
        this.process = process;
        this.odds = new LineLogOdds(process);
        this.denoiser = new BlockDenoiser(process.sides());
        this.sampler = sampler;
        this.grid = grid;
    }

    /**
     * The mean reciprocal of what the sampler makes of N(0, 1).
     *
     * @return value and bound; no order
     */
    public Result meanReciprocal() {
        return mean((y, logOdds) -> 1 + Math.exp(-logOdds));
    }

    /**
     * The mean of a functional of what the sampler makes of N(0, 1).
     *
     * @param functional φ
     * @return value and bound; no order
     * @throws IllegalStateException if the sampler draws noise after its start
     */
    public Result mean(Functional functional) {
        if (fineRun == null) {
            coarseRun = refined(CELLS / 2, 2 * STRIDE);
            fineRun = refined(CELLS, STRIDE);
        }
        double coarse = integrate(functional, coarseRun);
        double fine = integrate(functional, fineRun);
        double error = Math.abs(fine - coarse) + FLOOR * Math.abs(fine) + unseen(functional, fineRun);
        return new Result(fine, error < Double.POSITIVE_INFINITY ? error : Double.POSITIVE_INFINITY, Double.NaN,
                fineRun.starts.length, grid.steps());
    }

    private Run refined(int cells, double share) {
        // Panels of [−10, 10] with two ends and a middle; a steep panel becomes two.
        double[] starts = new double[2 * cells + 1];
        Arrays.setAll(starts, i -> REACH * (i - cells) / cells);
        double[] ends = run(starts);
        double stride = share
                * Math.max(NARROWEST, Math.min(1, Math.hypot(process.law().narrowestScale(), grid.end().sigma())));
        for (int h = 0; h < MOST_HALVINGS && starts.length < MOST_POINTS; h++) {
            double[] finer = new double[2 * starts.length];
            double[] kept = new double[2 * starts.length];
            boolean[] old = new boolean[2 * starts.length];
            int n = 0;
            for (int i = 0; i + 2 < starts.length; i += 2) {
                boolean steep = !(Math.abs(ends[i + 1] - ends[i]) <= stride && Math.abs(ends[i + 2] - ends[i + 1]) <= stride);
                for (int j = i; j < i + 2; j++) {
                    finer[n] = starts[j];
                    kept[n] = ends[j];
                    old[n++] = true;
                    if (steep) {
                        finer[n++] = 0.5 * (starts[j] + starts[j + 1]);
                    }
                }
            }
            finer[n] = starts[starts.length - 1];
            kept[n] = ends[ends.length - 1];
            old[n++] = true;
            if (n == starts.length) {
                break;
            }
            starts = Arrays.copyOf(finer, n);
            ends = fill(starts, kept, old);
        }
        return new Run(starts, ends, stride);
    }

    private double[] fill(double[] starts, double[] kept, boolean[] old) {
        double[] fresh = new double[starts.length];
        int count = 0;
        for (int i = 0; i < starts.length; i++) {
            if (!old[i]) {
                fresh[count++] = starts[i];
            }
        }
        double[] run = run(Arrays.copyOf(fresh, count));
        double[] ends = new double[starts.length];
        for (int i = 0, j = 0; i < starts.length; i++) {
            ends[i] = old[i] ? kept[i] : run[j++];
        }
        return ends;
    }

    private double[] run(double[] starts) {
        return Draws.of(sampler, denoiser, process.guidance(), grid, Noise.startingAt(starts, 1));
    }

    private double integrate(Functional functional, Run run) {
        double[] starts = run.starts;
        double[] ends = run.ends;
        double[] logOwn = new double[ends.length];
        double[] logOdds = new double[ends.length];
        odds.evaluate(ends, grid.end(), logOwn, logOdds);
        double sum = 0;
        double mass = 0;
        for (int i = 0; i + 2 < starts.length; i += 2) {
            for (int j = 0; j < 3; j++) {
                double z = starts[i + j];
                double weight = (j == 1 ? 4 : 1) * (starts[i + 2] - starts[i]) * Math.exp(-0.5 * z * z);
                mass += weight;
                sum += weight * functional.at(ends[i + j], logOdds[i + j]);
            }
        }
        return sum / mass;
    }

    /** What panels that are still steep may hide. */
    private double unseen(Functional functional, Run run) {
        double sum = 0;
        double[] between = new double[LOOKS];
        double[] logOwn = new double[LOOKS];
        double[] logOdds = new double[LOOKS];
        for (int i = 0; i + 1 < run.starts.length; i++) {
            double from = run.ends[i];
            double leap = run.ends[i + 1] - from;
            if (Math.abs(leap) <= 2 * run.stride) {
                continue;
            }
            Arrays.setAll(between, j -> from + leap * j / (LOOKS - 1));
            odds.evaluate(between, grid.end(), logOwn, logOdds);
            double largest = 0;
            for (int j = 0; j < LOOKS; j++) {
                largest = Math.max(largest, Math.abs(functional.at(between[j], logOdds[j])));
            }
            double near = Math.min(Math.abs(run.starts[i]), Math.abs(run.starts[i + 1]));
            sum += largest * (run.starts[i + 1] - run.starts[i]) * Math.exp(-0.5 * near * near) / Math.sqrt(2 * Math.PI);
        }
        return sum;
    }
}
