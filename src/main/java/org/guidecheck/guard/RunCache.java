package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.guidecheck.guard.identification.PointMassStatistics;
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

/** Runs of a sampler, kept so that claims share them, and what they show of its kind. Not thread-safe. */
final class RunCache {
    /** Relative rounding in single precision, over a whole run. */
    private static final double SINGLE = 1e-3;
    /** Length of a step, in log t, that is short enough to show a rate. */
    private static final double SHORT = 1e-6;
    /** Number of points of which every call is kept. */
    static final int KEPT = 512;
    /** Purpose of the runs of {@link #pair}. */
    static final String PAIR = "pair";
    /** Purpose of the runs of {@link #line}. */
    private static final String LINE = "line";
    /** Points of a run that several claims use: enough to show a share of 0.005 at any usual false-alarm rate. */
    private static final int POINTS = 8192;
    private static final int FEWEST = 4096;
    /** Most steps of points in the draws of one test, at the usual effort. */
    private static final int MOST_WORK = 150_000_000;
    /** Points that are drawn at once. */
    private static final int CHUNK = 1 << 16;
    private static final int[] MASS_POINTS = {8191, 8192};
    /** Coordinates of the points of {@link #pointMass}. */
    static final int MASS_DIMENSION = 8;
    /** Calls among which the largest departure is sought, for the number of draws. */
    private static final int MASS_CALLS = 400;
    private static final int FEW_POINTS = 8;
    private static final int FEW_STEPS = 8;

    private final SamplerUnderTest candidate;
    private final Map<Key, RecordedRun> cached = new HashMap<>();
    private final Map<TestProblem, Denoiser> denoisers = new HashMap<>();
    private final Map<Integer, PointMassStatistics> pointMasses = new HashMap<>();
    private final Identified identified;
    private Boolean noisy;
    private LinearSampler reference;

    /** A run, by its problem and conditions; the purpose sets its noise. */
    private record Key(TestProblem problem, double w, int steps, String purpose, int points) {
    }

    RunCache(SamplerUnderTest candidate) {
        this.candidate = candidate;
        this.identified = new Identified(candidate);
    }

    SamplerUnderTest candidate() {
        return candidate;
    }

    /** What identification found of the sampler. */
    Identified identified() {
        return identified;
    }

    /**
     * Statistics of the start and noise alone, at the largest weight and a number of steps: as many numbers as confirm a
     * variance at this rate, where so many steps afford it. Batches have two sizes, one of them no power of two.
     */
    PointMassStatistics pointMass(int steps, double alpha) {
        return pointMasses.computeIfAbsent(steps, key -> {
            long wanted = Math.min(departures().draws(alpha / MASS_CALLS),
                    candidate.effort().samples(MOST_WORK) / steps);
            PointMassStatistics statistics = new PointMassStatistics();
            long drawn = 0;
            for (int run = 0; drawn < wanted; run++) {
                int n = MASS_POINTS[run % MASS_POINTS.length];
                addPointMass(statistics, steps, "point mass " + steps + ", run " + run, n);
                drawn += (long) n * MASS_DIMENSION;
            }
            return statistics;
        });
    }

    /** The same if they were measured already. */
    Optional<PointMassStatistics> knownPointMass(int steps) {
        return Optional.ofNullable(pointMasses.get(steps));
    }

    /** The same of one small batch, for many steps. */
    PointMassStatistics pointMassOfFewPoints(int steps) {
        PointMassStatistics statistics = new PointMassStatistics();
        addPointMass(statistics, steps, "point mass, few points", FEWEST);
        return statistics;
    }

    private void addPointMass(PointMassStatistics statistics, int steps, String purpose, int n) {
        Streams streams = new Streams(candidate.seed()).derived(purpose);
        statistics.add(candidate.sampler(), candidate.lastWeight(), identified.grid(steps),
                (points, d) -> Starts.ofPointMass(candidate, Noise.of(streams, 0, d, points)), n, MASS_DIMENSION);
    }

    /** A run, the same one when asked for again. */
    RecordedRun run(TestProblem problem, double w, int steps, String purpose, int points) {
        return cached.computeIfAbsent(new Key(problem, w, steps, purpose, points), this::fresh);
    }

    /** The run on two linear scores that several claims use. */
    RecordedRun pair(double w) {
        return run(TestProblem.PAIR, w, candidate.steps(), PAIR, points());
    }

    /** The run on case T that several claims use. */
    RecordedRun line(double w) {
        return run(TestProblem.LINE, w, candidate.steps(), LINE, points());
    }

    /** Points of the runs that several claims use. */
    int points() {
        return Math.max(FEWEST, (int) Math.ceil(POINTS / candidate.effort().coarseness()));
    }

    /** The sizes of the departures that claims look for. */
    Departures departures() {
        return Departures.of(candidate.effort());
    }

    /** Whether the output on two linear scores is finite at every weight. */
    boolean isFinite() {
        return candidate.weights().stream().allMatch(w -> Arrays.stream(pair(w).ends()).allMatch(Double::isFinite));
    }

    /** The points of a run, compared with those of the reference sampler from the same normals. */
    Coupling coupling(TestProblem problem, double w, int steps, String purpose, double[] ends,
            IntToDoubleFunction rounding) {
        Key key = new Key(problem, w, steps, purpose, ends.length / problem.dimension());
        double[] expected = reference().sample(denoiser(problem), GuidanceSchedule.constant(w),
                grid(problem, steps), noise(key));
        return Coupling.of(ends, expected, problem.dimension(), rounding);
    }

    /** Comparison of {@link #pair} with the reference. */
    Coupling pairCoupling(double w) {
        RecordedRun run = pair(w);
        GaussianOutput law = GaussianOutput.of(this, w, grid(run));
        return coupling(TestProblem.PAIR, w, candidate.steps(), PAIR, run.ends(), law::rounding);
    }

    /** Comparison of {@link #line} with the reference. */
    Coupling lineCoupling(double w, double rounding) {
        return coupling(TestProblem.LINE, w, candidate.steps(), LINE, line(w).ends(), i -> rounding);
    }

    /** Whether points may be compared one by one with those of the reference from the same normals. */
    boolean isCoupled() {
        return isCopy() && !candidate.sampler().isExternal();
    }

    /** As many of the wanted draws as a run in these steps affords. */
    int affordable(int wanted, int steps) {
        return Math.max(points(), Math.min(wanted, candidate.effort().samples(MOST_WORK) / steps));
    }

    /** Many points, drawn in batches of which no call is kept. */
    double[] many(TestProblem problem, double w, int steps, String purpose, int points) {
        double[] ends = new double[points * problem.dimension()];
        Streams streams = new Streams(candidate.seed()).derived("many, " + purpose);
        for (int first = 0; first < points; first += CHUNK) {
            Noise noise = started(problem,
                    Noise.of(streams, first, problem.dimension(), Math.min(CHUNK, points - first)));
            double[] part = Draws.of(candidate.sampler(), denoiser(problem), GuidanceSchedule.constant(w),
                    grid(problem, steps), noise);
            System.arraycopy(part, 0, ends, first * problem.dimension(), part.length);
        }
        return ends;
    }

    /** A run that is not kept. */
    RecordedRun again(TestProblem problem, double w, int steps, String purpose, int points) {
        return fresh(new Key(problem, w, steps, purpose, points));
    }

    private RecordedRun fresh(Key key) {
        return run(key.problem(), key.w(), grid(key.problem(), key.steps()), noise(key));
    }

    private Noise noise(Key key) {
        return started(key.problem(), Noise.of(new Streams(candidate.seed()).derived(key.purpose()), 0,
                key.problem().dimension(), key.points()));
    }

    /** The levels that the sampler is offered. */
    TimeGrid grid(TestProblem problem, int steps) {
        return candidate.grid(problem, steps);
    }

    /** The noise with the points that the sampler is to start from, if it declares a level to start at. */
    Noise started(TestProblem problem, Noise noise) {
        return Starts.of(candidate, problem, noise);
    }

    /** Points of a run with another denoiser than the problem's. */
    double[] ends(TestProblem problem, double w, String purpose, int points, Denoiser denoiser) {
        return Draws.of(candidate.sampler(), denoiser, GuidanceSchedule.constant(w), grid(problem, candidate.steps()),
                noise(new Key(problem, w, candidate.steps(), purpose, points)));
    }

    /** The output of a run, whatever its length. */
    double[] unchecked(TestProblem problem, double w, int steps, String purpose, int points) {
        Key key = new Key(problem, w, steps, purpose, points);
        return candidate.sampler().sample(denoiser(problem), GuidanceSchedule.constant(w), grid(problem, steps),
                noise(key));
    }

    /** The normals that a run is given, one call after another; empty if the sampler draws its own. */
    Optional<Noise> given(TestProblem problem, double w, int steps, String purpose, int points) {
        return candidate.sampler().isExternal() ? Optional.empty()
                : Optional.of(noise(new Key(problem, w, steps, purpose, points)));
    }

    /** The exact denoiser of a problem. */
    Denoiser denoiser(TestProblem problem) {
        return denoisers.computeIfAbsent(problem, each -> each.denoisers().apply(candidate.backend()));
    }

    /** A run with given levels and noise that is not kept. */
    RecordedRun run(TestProblem problem, double w, TimeGrid grid, Noise noise) {
        Recorder recorder = new Recorder(denoiser(problem), noise.points(), KEPT);
        double[] ends =
                Draws.of(candidate.sampler(), recorder, GuidanceSchedule.constant(w), grid, started(problem, noise));
        return new RecordedRun(grid, recorder.calls(), recorder.count(), ends);
    }

    /** The noise levels of a run: those offered, or for a program those that it chose. */
    TimeGrid grid(RecordedRun run) {
        return candidate.sampler().isExternal() ? run.visited() : run.offered();
    }

    /** Whether the sampler draws noise after its start. */
    boolean isNoisy() {
        if (noisy == null) {
            noisy = candidate.like().map(like -> churn(like) > 0).orElseGet(() -> {
                boolean takesFew = candidate.declaration().allows(FEW_STEPS)
                        && candidate.sampler().onlySteps().orElse(FEW_STEPS) == FEW_STEPS;
                int steps = takesFew ? FEW_STEPS : candidate.steps();
                RecordedRun run = run(TestProblem.PAIR, 0, steps, "noise or none", FEW_POINTS);
                return run.calls().isEmpty() || !isFunctionOfStart(run);
            });
        }
        return noisy;
    }

    /** Variance that the noise of the reference adds per unit of log t: 1 in the paper, 0 for the flow, η² for DDIM. */
    double churn() {
        return churn(reference());
    }

    private static double churn(LinearSampler sampler) {
        TimeGrid step = new TimeGrid(List.of(NoiseLevel.ofLogSignal(-0.5), NoiseLevel.ofLogSignal(-0.5 + SHORT)));
        // To four digits, which the length of the step does not change.
        return Math.rint(1e4 * sampler.step(step, 0).addedVariance() / SHORT) / 1e4;
    }

    /** Whether each coordinate is an affine function of its start, as it is on linear scores without noise. */
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

    /** The sampler to compare with: the one given, else DDIM with as much noise as the sampler under test draws. */
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
     * The share of noise that an unknown scheme draws, as η of DDIM, to the nearest twentieth: the variance of its
     * steps on linear scores that the point before does not explain, over that of ancestral sampling.
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
                ratios.add(after.residualVariance(before) / (ancestral * ancestral));
            }
        }
        ratios.sort(null);
        double middle = ratios.get(ratios.size() / 2);
        // Points that are rounded or clipped may tell nothing; how close the reference is decides only the power.
        return middle >= 0 && middle < Double.POSITIVE_INFINITY
                ? Math.min(1, Math.max(1, Math.rint(20 * Math.sqrt(middle))) / 20) : 1;
    }

    /**
     * Whether the sampler is known by its coefficients, so that its points need not be tested as draws: it is linear, and
     * a scheme of its own, or a program all of whose factors are those of the sampler that it copies. The points of a
     * Java class that copies one are compared one by one.
     */
    boolean isIdentified(double w) {
        return identified.isLinear(w)
                && (!isCopy() || (candidate.sampler().isExternal() && isSame(w, candidate.steps())));
    }

    /** Whether all factors are those of the copied sampler, in a number of steps. */
    boolean isSame(double w, int steps) {
        return identified.comparison(reference(), w, steps).filter(match -> match.differences().isEmpty()).isPresent();
    }

    /** Whether the sampler must match a built-in one step by step. */
    boolean isCopy() {
        return candidate.like().isPresent();
    }
}
