package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;

/** Runs a candidate, and keeps the runs, so that claims share them. Not thread-safe. */
final class RunCache {
    /** Two starts lead to one affine map of the start if the sampler draws no noise; rounding in single precision. */
    private static final double SINGLE = 1e-3;
    private static final double SHORT = 1e-6;
    /** Points of which every call is kept. */
    static final int KEPT = 512;
    /** What the run of {@link #pair} is called. */
    static final String PAIR = "pair";
    static final int PAIR_POINTS = 4096;
    private static final int FEW_POINTS = 8;
    private static final int FEW_STEPS = 8;

    private final SamplerUnderTest candidate;
    private final Map<Order, RecordedRun> runs = new HashMap<>();
    private final Map<TestProblem, Denoiser> denoisers = new HashMap<>();
    private Boolean noisy;
    private LinearSampler reference;

    /** What to run. */
    private record Order(TestProblem arena, double w, int steps, String purpose, int points) {
    }

    RunCache(SamplerUnderTest candidate) {
        this.candidate = candidate;
    }

    SamplerUnderTest candidate() {
        return candidate;
    }

    /** A run, the same one when asked for again. */
    RecordedRun run(TestProblem arena, double w, int steps, String purpose, int points) {
        return runs.computeIfAbsent(new Order(arena, w, steps, purpose, points), this::fresh);
    }

    /** The run on linear scores that several claims look at, in as many steps as the candidate is tried at. */
    RecordedRun pair(double w) {
        return run(TestProblem.PAIR, w, candidate.steps(), PAIR, PAIR_POINTS);
    }

    /** A run that is not kept. */
    RecordedRun again(TestProblem arena, double w, int steps, String purpose, int points) {
        return fresh(new Order(arena, w, steps, purpose, points));
    }

    private RecordedRun fresh(Order order) {
        return run(order.arena(), order.w(), order.arena().grids().apply(order.steps()), noise(order));
    }

    private Noise noise(Order order) {
        return Noise.of(new Streams(candidate.seed()).derived(order.purpose()), 0, order.arena().dimension(), order.points());
    }

    /** The ends of a run that need not be as many numbers as were asked for. */
    double[] unchecked(TestProblem arena, double w, int steps, String purpose, int points) {
        Order order = new Order(arena, w, steps, purpose, points);
        return candidate.sampler().sample(denoiser(arena), GuidanceSchedule.constant(w), arena.grids().apply(steps), noise(order));
    }

    /** The scores of an arena. */
    Denoiser denoiser(TestProblem arena) {
        return denoisers.computeIfAbsent(arena, each -> each.denoisers().apply(candidate.backend()));
    }

    /** A run with chosen levels and noise, recorded and not kept. */
    RecordedRun run(TestProblem arena, double w, TimeGrid grid, Noise noise) {
        List<RecordedRun.Call> calls = new ArrayList<>();
        int[] asked = {0};
        Denoiser exact = denoiser(arena);
        Denoiser recorded = (level, x, dimension) -> {
            double[] at = kept(x, arena.dimension());
            Denoiser.Scores scores = exact.scores(level, x, dimension);
            asked[0]++;
            // A sampler may ask for the same points again, for another parametrisation of the same scores.
            RecordedRun.Call last = calls.isEmpty() ? null : calls.get(calls.size() - 1);
            if (last == null || !last.level().equals(level) || !Arrays.equals(last.points(), at)) {
                calls.add(new RecordedRun.Call(level, at,
                        new Denoiser.Scores(kept(scores.conditional(), dimension), kept(scores.unconditional(), dimension))));
            }
            return scores;
        };
        double[] ends = Draws.of(candidate.sampler(), recorded, GuidanceSchedule.constant(w), grid, noise);
        return new RecordedRun(grid, List.copyOf(calls), asked[0], ends);
    }

    private static double[] kept(double[] all, int dimension) {
        return Arrays.copyOf(all, Math.min(all.length, KEPT * dimension));
    }

    /** The levels of a run, as far as the sampler could know: those offered, unless it chooses its own. */
    TimeGrid grid(RecordedRun run) {
        return candidate.sampler().isExternal() ? run.visited() : run.offered();
    }

    /** Whether the candidate draws noise on its way, or its output is a function of its start. */
    boolean isNoisy() {
        if (noisy == null) {
            noisy = candidate.like().map(like -> churn(like) > 0).orElseGet(() -> {
                RecordedRun run = run(TestProblem.PAIR, 0, FEW_STEPS, "noise or none", FEW_POINTS);
                return run.calls().isEmpty() || !isFunctionOfStart(run);
            });
        }
        return noisy;
    }

    /** What the noise of the reference adds to its variance in a unit of log t: 1 in the paper, 0 for the flow, η² for DDIM. */
    double churn() {
        return churn(reference());
    }

    private static double churn(LinearSampler sampler) {
        TimeGrid step = new TimeGrid(List.of(NoiseLevel.ofLogSignal(-0.5), NoiseLevel.ofLogSignal(-0.5 + SHORT)));
        // To the fourth digit, in which a short step is like none.
        return Math.rint(1e4 * sampler.step(step, 0).addedVariance() / SHORT) / 1e4;
    }

    private static boolean isFunctionOfStart(RecordedRun run) {
        int d = TestProblem.PAIR.dimension();
        double[] starts = run.calls().get(0).points();
        for (int i = 0; i < d; i++) {
            double factor = (run.ends()[d + i] - run.ends()[i]) / (starts[d + i] - starts[i]);
            for (int p = 2; p < FEW_POINTS; p++) {
                double expected = run.ends()[i] + factor * (starts[p * d + i] - starts[i]);
                if (!(Math.abs(run.ends()[p * d + i] - expected) <= SINGLE * (1e-2 + Math.abs(expected)))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What the candidate is held against: what it is meant to be, or the plain sampler with as much noise. */
    LinearSampler reference() {
        if (reference == null) {
            reference = candidate.like().orElseGet(() -> isNoisy() ? withNoise(shareOfNoise()) : new Ddim());
        }
        return reference;
    }

    private static LinearSampler withNoise(double share) {
        return share == 1 ? new Ddpm() : new Ddim(share);
    }

    /**
     * How much noise a scheme of its own draws, as η of DDIM: from the variance that is left in its steps on linear scores
     * when what the point before explains is taken off, over that of ancestral sampling. To the nearest twentieth.
     */
    private double shareOfNoise() {
        RecordedRun run = run(TestProblem.PAIR, 0, candidate.steps(), "share of noise", KEPT);
        TimeGrid grid = grid(run);
        if (run.calls().size() != grid.steps()) {
            return 1;
        }
        int d = TestProblem.PAIR.dimension();
        List<Double> ratios = new ArrayList<>();
        for (int k = 0; k + 1 < grid.steps(); k++) {
            double ancestral = new Ddpm().transition(grid.level(k), grid.level(k + 1)).deviation();
            for (int i = 0; i < d; i++) {
                GaussianSample before = GaussianSample.ofCoordinate(run.calls().get(k).points(), d, i);
                GaussianSample after = GaussianSample.ofCoordinate(run.calls().get(k + 1).points(), d, i);
                ratios.add(after.varianceBeside(before) / (ancestral * ancestral));
            }
        }
        ratios.sort(null);
        double middle = ratios.get(ratios.size() / 2);
        return Math.min(1, Math.max(1, Math.rint(20 * Math.sqrt(middle))) / 20);
    }

    /** Whether the candidate is meant to be a built-in sampler, step for step, and not a scheme of its own. */
    boolean isCopy() {
        return candidate.like().isPresent();
    }
}
