package org.guidecheck.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.oracle.mesh.ChainLaw;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.mesh.LineLaw;
import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.oracle.mesh.LineMap;
import org.guidecheck.oracle.mesh.ReferenceFlow;
import org.guidecheck.oracle.mesh.StartQuadrature;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SchemeTable;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.StandardNormal;

/**
 * Exact guided law on the line. The law of a sampler's output is computed without sampling where the sampler is random
 * at its start alone, or makes Gaussian steps; otherwise draws are compared with the exact quantiles.
 */
final class LineJudge implements Judge {
    private static final double PRECISION = 1e-4;
    /** Error of a mean of the flow by its start, relative. */
    private static final double START = 1e-6;
    private static final int DRAWS = 1 << 16;
    /** Normal score of the quantiles at which draws are clipped. */
    private static final double CLIP = 4;
    private static final int TRIED = 3;
    private static final double MARGIN = 3;

    private final GuidedProcess process;
    private final Streams streams;
    private final Memo<Exact> flow = new Memo<>(this::flow);
    private final Memo<Exact> diffusion = new Memo<>(this::diffusion);
    private final Memo<Exact> unguided = new Memo<>(this::unguided);

    /** Law of the exact output, and its mean reciprocal. */
    private record Exact(LineLaw law, Interval reciprocal) {
    }

    LineJudge(GuidedProcess process, Streams streams) {
        this.process = process;
        this.streams = streams;
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
        return exact == Dynamics.OTHER && process.guidance().largest() > 0
                ? Optional.of("the output of its process has no exact law here but at weight 0") : Optional.empty();
    }

    private Exact exact(Dynamics dynamics) {
        if (process.guidance().largest() == 0) {
            return unguided.get();
        }
        return dynamics == Dynamics.FLOW ? flow.get() : diffusion.get();
    }

    private Exact flow() {
        ReferenceFlow solved = ReferenceFlow.fromPureNoise(process);
        LineLaw law = LineLaw.ofFlow(solved);
        Interval reciprocal = solved.meanReciprocal().bounds();
        return new Exact(law, reciprocal.widen(START * reciprocal.upper()));
    }

    private Exact diffusion() {
        FiniteDifferences solver = new FiniteDifferences(process);
        FiniteDifferences.Result result = solver.meanReciprocal(PRECISION);
        return new Exact(LineLaw.ofDiffusion(process), result.bounds().widen(solver.startError()));
    }

    private Exact unguided() {
        double mean = process.unguidedMean();
        return new Exact(LineLaw.ofClass(process), new Interval(mean, mean));
    }

    @Override
    public List<Measure> judge(Run run, double alpha) {
        Exact exact = exact(run.exact());
        if (run.exact() == Dynamics.FLOW && run.takesNumbers()) {
            return pushed(run, exact);
        }
        Optional<GaussianSampler> chain = run.sampler().asGaussian();
        return chain.isPresent() ? chained(run, chain.get(), exact) : sampled(run, exact.law(), alpha);
    }

    private List<Measure> pushed(Run run, Exact exact) {
        String method = "push-forward of quantiles";
        StartQuadrature quadrature = new StartQuadrature(process, run.grid(), run.sampler());
        LineMap[] maps = quadrature.maps();
        Measure distance = distance(maps, exact.law(), method);
        FiniteDifferences.Result mean = quadrature.meanReciprocal();
        double[] moved = rounding(run, exact.law(), distance.value(), mean.value());
        return List.of(widened(distance, moved[0]),
                widened(reciprocal(mean, exact, method), moved[1] + missing(maps[1])));
    }

    /**
     * Part of the mean reciprocal of starts beyond those that are run, if it falls as fast as it does next to them;
     * infinite if it does not fall.
     */
    private double missing(LineMap map) {
        int n = map.scores().length;
        return missing(map, 0, 1) + missing(map, n - 1, n - 2);
    }

    private double missing(LineMap map, int last, int before) {
        BlockPosterior model = new BlockPosterior(process.sides());
        model.setLevel(process.end());
        double[] odds = model.logOdds(new double[] {map.values()[last], map.values()[before]});
        double outer = logShare(map.scores()[last], odds[0]);
        double inner = logShare(map.scores()[before], odds[1]);
        double fall = (inner - outer) / Math.abs(map.scores()[last] - map.scores()[before]);
        return fall > 0 ? Math.exp(outer) / fall : Double.POSITIVE_INFINITY;
    }

    /** Log of the reciprocal times the density of the start. */
    private static double logShare(double start, double odds) {
        return Math.log(StandardNormal.density(start)) + LineLogOdds.logReciprocal(odds);
    }

    private static Measure distance(LineMap[] maps, LineLaw exact, String method) {
        double coarse = maps[0].distance(exact);
        double fine = maps[1].distance(exact);
        return Measure.around(Measure.DISTANCE, fine, Math.abs(fine - coarse) + maps[1].unresolved() + exact.error(),
                method + "; two resolutions");
    }

    private static Measure reciprocal(FiniteDifferences.Result mean, Exact exact, String method) {
        boolean isFinite = Double.isFinite(mean.value()) && Double.isFinite(mean.errorBound());
        return Measure.difference(Measure.RECIPROCAL, isFinite ? mean.bounds() : Interval.atLeast(1),
                exact.reciprocal(), method + "; two resolutions");
    }

    /** How much rounding of identified coefficients may change distance and mean reciprocal. */
    private double[] rounding(Run run, LineLaw exact, double distance, double mean) {
        double[] moved = new double[2];
        if (run.tolerance() > 0 && run.sampler() instanceof SchemeTable table) {
            for (int seed = 1; seed <= TRIED; seed++) {
                GuidedSampler other = Tables.moved(table, run.tolerance(), seed);
                StartQuadrature quadrature = new StartQuadrature(process, run.grid(), other);
                moved[0] = Math.max(moved[0], MARGIN * Math.abs(quadrature.maps()[1].distance(exact) - distance));
                moved[1] = Math.max(moved[1], MARGIN * Math.abs(quadrature.meanReciprocal().value() - mean));
            }
        }
        return moved;
    }

    private static Measure widened(Measure measure, double by) {
        if (by == 0 || Double.isInfinite(measure.bounds().upper())) {
            return measure;
        }
        return new Measure(measure.name(), measure.value(),
                by < Double.POSITIVE_INFINITY ? measure.bounds().widen(by) : Interval.atLeast(0), measure.method());
    }

    private List<Measure> chained(Run run, GaussianSampler chain, Exact exact) {
        String method = "Chapman-Kolmogorov";
        List<Measure> measures = new ArrayList<>();
        measures.add(distance(ChainLaw.of(process, run.grid(), chain), exact.law(), method));
        try {
            measures.add(reciprocal(ChainQuadrature.meanReciprocal(process, run.grid(), chain), exact, method));
        } catch (ArithmeticException e) {
            measures.add(new Measure(Measure.RECIPROCAL, Double.POSITIVE_INFINITY, Interval.atLeast(0),
                    method + "; overflows"));
        }
        return measures;
    }

    /**
     * Distance of the laws moved into an interval of the exact law, from draws: the distribution function is known up
     * to √(log(2/α)/(2n)) (Dvoretzky, Kiefer and Wolfowitz; constant by Massart, 1990).
     */
    private List<Measure> sampled(Run run, LineLaw exact, double alpha) {
        Noise noise = Noise.of(streams.derived(run.sampler().name() + " " + run.calls()), 0, 1, DRAWS);
        double[] ends = Draws.of(run.sampler(), new BlockDenoiser(process.sides()), process.guidance(), run.grid(),
                noise);
        double low = exact.quantile(-CLIP);
        double high = exact.quantile(CLIP);
        Arrays.setAll(ends, i -> Math.max(low, Math.min(high, Double.isNaN(ends[i]) ? low : ends[i])));
        Arrays.sort(ends);
        double distance = 0;
        for (int i = 0; i < ends.length; i++) {
            double above = (ends.length - i - 0.5) / ends.length;
            double right = exact.quantile(
                    StandardNormal.score((i + 0.5) / ends.length, above));
            distance += Math.abs(ends[i] - Math.max(low, Math.min(high, right))) / ends.length;
        }
        double band = Math.sqrt(Math.log(2 / alpha) / (2.0 * ends.length));
        return List.of(Measure.around(Measure.CLIPPED, distance,
                (high - low) * (band + 0.5 / ends.length) + exact.error(), String.format(Locale.ROOT,
                        "%d draws moved into [%.4g, %.4g]; Dvoretzky, Kiefer and Wolfowitz", ends.length, low, high)));
    }
}
