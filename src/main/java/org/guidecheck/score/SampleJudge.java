package org.guidecheck.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.DpmSolverPlusPlus;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Interval;

/**
 * Exact guided law in any dimension, known by draws. A sampler gets the same random numbers as a fine solver of its
 * process, so that their ends differ by the sampler's error and little else; what the fine solver lacks is estimated by
 * one with half the steps, on some of the points, and is part of the bounds.
 */
final class SampleJudge implements Judge {
    private static final int FINE_STEPS = 256;
    private static final double START_SIGNAL = 1e-8;
    private static final double END_NOISE = 1e-5;
    private static final int MOST_POINTS = 1 << 14;
    private static final int FEWEST_POINTS = 1 << 9;
    private static final int CHUNK = 1 << 11;
    private static final int FLOW_SHARE = 4;
    /** Cost of the reference: points times steps times that of a score. */
    private static final double WORK = 1e10;
    /** Bounds of sliced distance, mean probability and tail. */
    private static final int SHARES = 3;

    private final GuidedProcess process;
    private final Streams streams;
    private final BlockDenoiser denoiser;
    private final Memo<Projections> projections;
    private final Memo<Ends> flow = new Memo<>(this::flow);
    private final Map<TimeGrid, Memo<Ends>> chains = new ConcurrentHashMap<>();
    private final int points;
    private final int flowPoints;

    /** Ends of the reference, and of the one with half the steps from the first of the same starts. */
    @SuppressWarnings("ArrayRecordComponent") // made and read here alone
    private record Ends(double[] fine, double[] half) {
    }

    SampleJudge(GuidedProcess process, Streams streams) {
        this.process = process;
        this.streams = streams.derived("score");
        this.denoiser = new BlockDenoiser(process.sides());
        this.projections = new Memo<>(() -> new Projections(process.classLaw(), process.end()));
        double affordable = WORK / (process.sides().cost() * FINE_STEPS);
        this.points = (int) Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, affordable));
        // One solution of the flow serves all samplers, but each grid has a chain of its own.
        this.flowPoints = Math.min(MOST_POINTS, FLOW_SHARE * points);
    }

    @Override
    public IntFunction<TimeGrid> ownGrid() {
        return process::grid;
    }

    @Override
    public TimeGrid stopped(TimeGrid grid) {
        return Stops.at(process.end(), grid);
    }

    @Override
    public Optional<String> refusal(Dynamics exact) {
        return exact == Dynamics.OTHER ? Optional.of("its process has no fine solver here") : Optional.empty();
    }

    private double reach() {
        return Math.max(1, process.law().reach());
    }

    private double[] run(GuidedSampler sampler, TimeGrid grid, Noise noise) {
        return Draws.of(sampler, denoiser, process.guidance(), grid, noise);
    }

    private Noise starts() {
        return Noise.of(streams.derived("starts"), 0, process.dimension(), flowPoints);
    }

    private Ends flow() {
        double[] starts = starts().next();
        double[] first = Arrays.copyOf(starts, atHalf(flowPoints) * process.dimension());
        return new Ends(flow(starts, FINE_STEPS, END_NOISE), flow(first, FINE_STEPS / 2, 4 * END_NOISE));
    }

    /** Of so many points, the number that half the steps are taken from too: a mean error needs fewer than a law. */
    private static int atHalf(int points) {
        return Math.max(points / 4, Math.min(points, FEWEST_POINTS));
    }

    private double[] flow(double[] starts, int steps, double endNoise) {
        double from = Math.log(START_SIGNAL) - 2 * Math.log(reach());
        boolean toClean = process.stop() == 0;
        double to = toClean ? -Math.log(endNoise) - 2 * Math.log(Math.min(1, process.law().narrowestScale()))
                : process.end().logSnr();
        List<NoiseLevel> levels = new ArrayList<>(TimeGrid.uniformInLogSnr(from, to, steps).levels());
        if (toClean) {
            levels.add(NoiseLevel.CLEAN);
        }
        return run(new DpmSolverPlusPlus(3), new TimeGrid(levels), Noise.startingAt(starts, process.dimension()));
    }

    private ChainReference reference(TimeGrid grid) {
        return new ChainReference(grid, reach(), process.stop() == 0 ? Math.min(1, process.law().narrowestScale()) : 0,
                FINE_STEPS);
    }

    private Ends chain(TimeGrid grid) {
        ChainReference reference = reference(grid);
        int d = process.dimension();
        double[] fine = new double[points * d];
        double[] half = new double[atHalf(points) * d];
        for (int first = 0; first < points; first += CHUNK) {
            int count = Math.min(CHUNK, points - first);
            List<double[]> numbers = reference.numbers(streams.derived("chain"), first, d, count);
            copy(run(new Ddpm(), reference.fineGrid(), Noise.given(numbers, d)), fine, first * d);
            if (first * d < half.length) {
                copy(run(new Ddpm(), reference.halfGrid(), Noise.given(reference.halfNumbers(numbers), d)), half,
                        first * d);
            }
        }
        return new Ends(fine, half);
    }

    private static void copy(double[] from, double[] to, int at) {
        System.arraycopy(from, 0, to, at, Math.min(from.length, to.length - at));
    }

    @Override
    public List<Measure> judge(Run run, double alpha) {
        if (run.exact() == Dynamics.FLOW && run.takesNumbers()) {
            Ends exact = flow.get();
            return compared(run(run.sampler(), run.grid(), Noise.startingAt(starts().next(), process.dimension())),
                    exact, alpha, true);
        }
        Ends exact = chains.computeIfAbsent(run.grid(), grid -> new Memo<>(() -> chain(grid))).get();
        boolean coupled = run.takesNumbers() && hasOneNumberAStep(run);
        return compared(coupled ? coupled(run) : run(run.sampler(), run.grid(),
                Noise.of(streams.derived(run.sampler().name()), 0, process.dimension(), points)), exact, alpha,
                coupled);
    }

    private boolean hasOneNumberAStep(Run run) {
        Noise noise = Noise.of(streams.derived("count"), 0, process.dimension(), 1);
        run(run.sampler(), run.grid(), noise);
        return noise.taken() <= run.grid().steps() + 1;
    }

    private double[] coupled(Run run) {
        ChainReference reference = reference(run.grid());
        int d = process.dimension();
        double[] ends = new double[points * d];
        for (int first = 0; first < points; first += CHUNK) {
            List<double[]> numbers =
                    reference.numbers(streams.derived("chain"), first, d, Math.min(CHUNK, points - first));
            copy(run(run.sampler(), run.grid(), Noise.given(reference.coarseNumbers(numbers), d)), ends, first * d);
        }
        return ends;
    }

    private List<Measure> compared(double[] found, Ends exact, double alpha, boolean paired) {
        double share = alpha / SHARES;
        Projections along = projections.get();
        Measure sliced = paired ? along.paired(found, exact.fine, share)
                : along.independent(found, exact.fine, share);
        double gap = along.gap(Arrays.copyOf(exact.fine, exact.half.length), exact.half);
        String error = "; error of the fine solver from half its steps";
        double[] own = probabilities(found);
        double[] fine = probabilities(exact.fine);
        double[] half = probabilities(exact.half);
        return List.of(
                new Measure(sliced.name(), sliced.value(), sliced.bounds().widen(gap), sliced.method() + error),
                mean(Measure.PROBABILITY, own, fine, half, p -> p, share, paired),
                mean(Measure.TAIL, own, fine, half, p -> p < 0.5 ? 1 : 0, share, paired));
    }

    private double[] probabilities(double[] points) {
        BlockPosterior model = new BlockPosterior(process.sides());
        model.setLevel(process.end());
        double[] odds = model.logOdds(points);
        Arrays.setAll(odds, i -> Double.isNaN(odds[i]) ? 0 : 1 / (1 + Math.exp(-odds[i])));
        return odds;
    }

    /** Difference of the means of a number in [0, 1]. */
    private static Measure mean(String name, double[] found, double[] exact, double[] half, DoubleUnaryOperator of,
            double alpha, boolean paired) {
        BettingConfidenceSequence one = new BettingConfidenceSequence(paired ? -1 : 0, 1, paired ? alpha : alpha / 2);
        BettingConfidenceSequence other = new BettingConfidenceSequence(0, 1, alpha / 2);
        double gap = 0;
        for (int i = 0; i < found.length; i++) {
            double right = of.applyAsDouble(exact[i]);
            one.accept(of.applyAsDouble(found[i]) - (paired ? right : 0));
            other.accept(right);
            if (i < half.length) {
                gap += Math.abs(right - of.applyAsDouble(half[i])) / half.length;
            }
        }
        Interval difference = (paired ? one.bounds() : one.bounds().minus(other.bounds())).widen(gap);
        double value = Math.abs(one.mean() - (paired ? 0 : other.mean()));
        double least = Math.max(0, Math.max(difference.lower(), -difference.upper()));
        double most = Math.max(Math.abs(difference.lower()), Math.abs(difference.upper()));
        return new Measure(name, Math.max(least, Math.min(most, value)), new Interval(least, most),
                found.length + (paired ? " pairs" : " draws of each") + ", betting");
    }
}
