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
import org.guidecheck.statistics.StandardNormal;

/**
 * Quadrature over the starts of a deterministic sampler, in one dimension: the sampler is run from the points of a
 * quadrature rule for N(0, 1), and its outputs are averaged with the rule's weights.
 *
 * <p>The map from start to end is steep where paths part for different components. Panels over which the end moves by
 * more than a share of the narrowest scale are halved, up to {@value #MOST_HALVINGS} times; in each panel the mean is
 * Simpson's rule. The bound is the difference of two resolutions. Where a sampler leaps from one component to the next
 * between starts that doubles hardly separate, the region in between is not sampled. The largest value of the
 * functional there, times the probability of the panel, is added to the bound, and may make it huge for a reciprocal.
 * Starts beyond {@value #REACH} are not run: their part of a mean is missing, and the bound does not cover it.
 */
public final class StartQuadrature {
    /** Largest |start|; larger ones have a probability of 1e-23. */
    public static final double REACH = 10;
    private static final int CELLS = 400;
    private static final double STRIDE = 0.25;
    private static final double NARROWEST = 1e-6;
    private static final int MOST_HALVINGS = 24;
    private static final int MOST_POINTS = 30_000;
    private static final double FLOOR = 1e-9;
    /** Points at which the functional is evaluated across a leap. */
    private static final int LEAP_POINTS = 65;

    private final GuidedProcess process;
    private final LineLogOdds odds;
    private final Denoiser denoiser;
    private final GuidedSampler sampler;
    private final TimeGrid grid;
    /** Cached: every functional is averaged over the same runs. */
    private Runs coarseRuns;
    private Runs fineRuns;

    /** Starts and ends of the sampler's runs, with the distance of ends above which a panel is steep. */
    @SuppressWarnings("ArrayRecordComponent") // private and never changed
    private record Runs(double[] starts, double[] ends, double stride) {
    }

    /**
     * Prepares the quadrature.
     *
     * @param process guided process in one dimension
     * @param grid    levels that the sampler visits
     * @param sampler deterministic sampler
     */
    public StartQuadrature(GuidedProcess process, TimeGrid grid, GuidedSampler sampler) {
        this.process = process;
        this.odds = new LineLogOdds(process);
        this.denoiser = new BlockDenoiser(process.sides());
        this.sampler = sampler;
        this.grid = grid;
    }

    /**
     * Mean reciprocal of the output of the sampler started from N(0, 1).
     *
     * @return value and bound; the order is NaN
     */
    public Result meanReciprocal() {
        return mean((y, logOdds) -> 1 + Math.exp(-logOdds));
    }

    /**
     * Mean of a functional of the output of the sampler started from N(0, 1).
     *
     * @param functional φ
     * @return value and bound; the order is NaN
     * @throws IllegalStateException if the sampler draws noise after its start
     */
    public Result mean(Functional functional) {
        run();
        double coarse = integrate(functional, coarseRuns);
        double fine = integrate(functional, fineRuns);
        double bound = Math.abs(fine - coarse) + FLOOR * Math.abs(fine) + leapError(functional, fineRuns);
        return new Result(fine, bound, Double.NaN, fineRuns.starts.length, grid.steps());
    }

    private void run() {
        if (fineRuns == null) {
            coarseRuns = refined(CELLS / 2, 2 * STRIDE);
            fineRuns = refined(CELLS, STRIDE);
        }
    }

    /**
     * The sampler's map from start to end at two resolutions, the coarser first.
     *
     * @return the maps
     * @throws IllegalStateException if the sampler draws noise after its start
     */
    public LineMap[] maps() {
        run();
        return new LineMap[] {map(coarseRuns), map(fineRuns)};
    }

    private static LineMap map(Runs runs) {
        double leaps = 0;
        for (int i = 0; i + 1 < runs.starts.length; i++) {
            double leap = Math.abs(runs.ends[i + 1] - runs.ends[i]);
            double nearest = Math.min(Math.abs(runs.starts[i]), Math.abs(runs.starts[i + 1]));
            leaps += leap <= 2 * runs.stride ? 0
                    : leap * (runs.starts[i + 1] - runs.starts[i]) * StandardNormal.density(nearest);
        }
        return new LineMap(runs.starts, runs.ends, leaps);
    }

    private Runs refined(int cells, double share) {
        // Panels of [−10, 10], each with two ends and a midpoint; a steep panel is split into two.
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
                boolean steep = !(Math.abs(ends[i + 1] - ends[i]) <= stride
                        && Math.abs(ends[i + 2] - ends[i + 1]) <= stride);
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
        return new Runs(starts, ends, stride);
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

    private double integrate(Functional functional, Runs run) {
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

    /** Bound on the contribution of panels that are still steep. */
    private double leapError(Functional functional, Runs run) {
        double sum = 0;
        double[] between = new double[LEAP_POINTS];
        double[] logOwn = new double[LEAP_POINTS];
        double[] logOdds = new double[LEAP_POINTS];
        for (int i = 0; i + 1 < run.starts.length; i++) {
            double from = run.ends[i];
            double leap = run.ends[i + 1] - from;
            if (Math.abs(leap) <= 2 * run.stride) {
                continue;
            }
            Arrays.setAll(between, j -> from + leap * j / (LEAP_POINTS - 1));
            odds.evaluate(between, grid.end(), logOwn, logOdds);
            double largest = 0;
            for (int j = 0; j < LEAP_POINTS; j++) {
                largest = Math.max(largest, Math.abs(functional.at(between[j], logOdds[j])));
            }
            double near = Math.min(Math.abs(run.starts[i]), Math.abs(run.starts[i + 1]));
            double density = Math.exp(-0.5 * near * near) / Math.sqrt(2 * Math.PI);
            sum += largest * (run.starts[i + 1] - run.starts[i]) * density;
        }
        return sum;
    }
}
