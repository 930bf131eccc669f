package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.GaussianSampler.Transition;
import org.guidecheck.sampler.Noise;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/**
 * Each step is that of the sampler that the candidate is meant to be.
 *
 * <p>What a sampler asks of the denoiser shows where its points are, step after step. Where the built-in sampler takes x to
 * keep·x + push·s_w(x) + deviation·z, the numbers (x′ − keep·x − push·s_w(x))/deviation must be independent standard
 * normals, on any law and at any weight, and without noise x′ must be that point itself. So a fault is found at the step
 * at which it is made, with a few hundred points. A sampler without noise and with more than one call to a step is run
 * beside the built-in one from the same starts.
 */
final class Transitions extends SamplerClaim {
    /** Rounding of a step in double precision, and in single, which programs often use, relative. */
    private static final double DOUBLE = 1e-9;
    private static final double SINGLE = 1e-4;
    private static final int POINTS = Workbench.KEPT;

    Transitions() {
        super("sampler.one-step", "each step is that of the sampler that it is meant to be, its noise fresh and normal");
    }

    @Override
    boolean appliesTo(Candidate candidate) {
        return candidate.like().isPresent();
    }

    @Override
    List<Arena> arenas() {
        return List.of(Arena.PAIR, Arena.LINE, Arena.SPACE);
    }

    @Override
    List<Evidence> evidence(Workbench bench, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        List<Double> weights = bench.candidate().weights();
        double share = alpha / (arenas().size() * weights.size());
        for (Arena arena : arenas()) {
            for (double w : weights) {
                Run run = bench.run(arena, w, bench.candidate().steps(), "steps", POINTS);
                String where = arena.name() + ", w = " + GuidanceSchedule.constant(w);
                evidence.add(bench.reference() instanceof GaussianSampler chain
                        ? steps(bench, run, chain, w, where, share) : paths(bench, arena, run, w, where));
            }
        }
        return evidence;
    }

    private static double rounding(Workbench bench) {
        return bench.candidate().sampler().isExternal() ? SINGLE : DOUBLE;
    }

    private static Evidence steps(Workbench bench, Run run, GaussianSampler chain, double w, String where, double alpha) {
        TimeGrid grid = bench.grid(run);
        String method = "residuals of " + grid.steps() + " steps of " + POINTS + " points";
        String fault = levelFault(run, grid);
        if (fault != null) {
            return refuted(where, method, fault);
        }
        Steps steps = new Steps(chain, grid, w, rounding(bench));
        double[] before = null;
        // The start, and what each step's noise says: mean, variance, shape, and the noise before.
        double share = alpha / (4 * (grid.steps() + 1));
        double[] start = run.calls().get(0).points();
        String wrong = new StandardNormals(start, share).fault(grid.start().noise());
        if (wrong != null) {
            return refuted(where, method, "the start is not N(0, I): " + wrong);
        }
        long normals = start.length;
        for (int k = 0; k < grid.steps(); k++) {
            double[] next = k + 1 < grid.steps() ? run.calls().get(k + 1).points() : firstOf(run.ends(), start.length);
            String step = String.format(Locale.ROOT, "step %d of %d, from noise %.4g to %.4g: ", k + 1, grid.steps(),
                    grid.level(k).noise(), grid.level(k + 1).noise());
            String off = steps.offPoint(k, run.calls().get(k), next);
            if (off != null) {
                return refuted(where, method, step + off);
            }
            double[] z = steps.normals(k, run.calls().get(k), next);
            if (z.length == 0) {
                continue;
            }
            normals += z.length;
            wrong = new StandardNormals(z, share).fault(1);
            if (wrong == null && before != null) {
                Interval r = new GaussianSample(z).correlationWith(new GaussianSample(before), share);
                wrong = r.contains(0) ? null
                        : String.format(Locale.ROOT, "its noise has correlation %.3f with that of the step before", r.midpoint());
            }
            if (wrong != null) {
                return refuted(where, method, step + wrong);
            }
            before = z;
        }
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, "steps that differ, " + where, 0).within(new Interval(0, 0))
                .by(method, normals, alpha)
                .allowing(List.of(new Tolerance.Rounding(rounding(bench), "of a step, relative")))
                .decides("none does", Outcome.HOLDS);
    }

    /** What is wrong with the levels that were asked for; null if nothing is. */
    private static String levelFault(Run run, TimeGrid grid) {
        if (run.calls().size() != grid.steps()) {
            return run.calls().size() + " calls of the denoiser for " + grid.steps() + " steps";
        }
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel asked = run.calls().get(k).level();
            if (!(Math.abs(asked.logSnr() - grid.level(k).logSnr()) <= DOUBLE * Math.max(1, Math.abs(asked.logSnr())))) {
                return String.format(Locale.ROOT, "step %d of %d asks for noise %.9g, and is at %.9g", k + 1, grid.steps(),
                        asked.noise(), grid.level(k).noise());
            }
        }
        return null;
    }

    /** Steps of a chain, taken again. */
    private record Steps(GaussianSampler chain, TimeGrid grid, double w, double rounding) {
        private Transition step(int k) {
            return chain.transition(grid.level(k), grid.level(k + 1));
        }

        private double size(Transition step, Run.Call call, int i) {
            return Math.abs(step.keep() * call.points()[i]) + Math.abs(step.push() * call.score(i, w)) + 1e-3;
        }

        /** How a step without noise misses its point; null if it does not. */
        String offPoint(int k, Run.Call call, double[] next) {
            Transition step = step(k);
            if (step.deviation() > 0) {
                return null;
            }
            for (int i = 0; i < next.length; i++) {
                double expected = step.keep() * call.points()[i] + step.push() * call.score(i, w);
                if (!(Math.abs(next[i] - expected) <= rounding * size(step, call, i))) {
                    return String.format(Locale.ROOT, "goes from %.6g to %.6g and not to %.6g", call.points()[i], next[i],
                            expected);
                }
            }
            return null;
        }

        /** The normals that a step must have drawn; none if it has no noise or rounding hides it. */
        double[] normals(int k, Run.Call call, double[] next) {
            Transition step = step(k);
            double[] z = new double[next.length];
            for (int i = 0; i < next.length; i++) {
                if (!(step.deviation() > 100 * rounding * size(step, call, i))) {
                    return new double[0];
                }
                z[i] = (next[i] - step.keep() * call.points()[i] - step.push() * call.score(i, w)) / step.deviation();
            }
            return z;
        }
    }

    private static double[] firstOf(double[] ends, int length) {
        return ends.length == length ? ends : Arrays.copyOf(ends, length);
    }

    /** The candidate beside the built-in sampler, from the same starts. */
    private static Evidence paths(Workbench bench, Arena arena, Run run, double w, String where) {
        String method = "the same starts, " + POINTS + " points";
        if (run.calls().isEmpty()) {
            return refuted(where, method, "the denoiser is never asked");
        }
        double rounding = rounding(bench);
        TimeGrid grid = bench.grid(run);
        double[] starts = run.calls().get(0).points();
        Run beside = Workbench.run(bench.reference(), arena, w, grid, Noise.startingAt(starts, arena.dimension()),
                starts.length / arena.dimension());
        int calls = Math.min(run.calls().size(), beside.calls().size());
        for (int k = 0; k < calls && run.calls().size() == beside.calls().size(); k++) {
            String apart = apart(run.calls().get(k).points(), beside.calls().get(k).points(), rounding);
            if (apart != null) {
                return refuted(where, method, String.format(Locale.ROOT, "call %d of %d, noise %.4g: %s", k + 1, calls,
                        beside.calls().get(k).level().noise(), apart));
            }
        }
        String apart = apart(firstOf(run.ends(), starts.length), beside.ends(), rounding);
        if (apart != null) {
            return refuted(where, method, "at the end: " + apart);
        }
        return Evidence.of(Evidence.Kind.POINTWISE, "calls that differ, " + where, 0).within(new Interval(0, 0))
                .by(method).allowing(List.of(new Tolerance.Rounding(rounding, "of a run, relative")))
                .decides("none does", Outcome.HOLDS);
    }

    private static String apart(double[] is, double[] expected, double rounding) {
        for (int i = 0; i < expected.length; i++) {
            // Errors of single steps add up, and guidance makes some of them grow.
            if (!(Math.abs(is[i] - expected[i]) <= 100 * rounding * (1 + Math.abs(expected[i])))) {
                return String.format(Locale.ROOT, "at %.9g, and the built-in sampler at %.9g", is[i], expected[i]);
            }
        }
        return null;
    }

    private static Evidence refuted(String where, String method, String fault) {
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, "steps that differ, " + where, 1).within(Interval.atLeast(1))
                .by(method).decides("none does; " + fault, Outcome.REFUTED);
    }
}
