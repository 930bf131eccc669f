package org.guidecheck.claim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Observations;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.TwoSampleMeanCheck;
import org.guidecheck.statistics.Verdict;

/**
 * Without guidance the sampler gives back the class: at w = 0 its draws follow P_c.
 *
 * <p>Held against exact draws of P_c by bounded functionals: the class posterior p(c|Y), and the waves cos(k·Y) for two
 * random k of the data's own scale. The sampler's time step is allowed for: a scheme of weak order 1 may move a
 * functional of range 1 by about the length of a step in log signal-to-noise ratio.
 */
public final class Unguided implements Claim {
    private static final int STEPS = 256;
    private static final int POINTS = 1 << 15;
    private static final int WAVES = 2;

    @Override
    public String id() {
        return "paper.unguided";
    }

    @Override
    public String statement() {
        return "at w = 0 the sampler gives back the class: Y follows P_c";
    }

    @Override
    public String source() {
        return "Li and Jiao, arXiv 2505.01382; time reversal of the noising process";
    }

    @Override
    public Status status() {
        return Status.HOLDS;
    }

    @Override
    public boolean usesGuidance() {
        return false;
    }

    @Override
    public Verdict decide(Setting setting, double alpha) {
        long begin = System.nanoTime();
        SamplerRun run = new SamplerRun(setting);
        NoiseLevel end = run.grid(STEPS).end();
        double step = run.grid(STEPS).level(1).logSnr() - run.grid(STEPS).level(0).logSnr();
        Draws draws = new Draws(run, end);
        List<Evidence> evidence = new ArrayList<>();
        double share = alpha / (1 + WAVES);
        evidence.add(compare(setting, draws, "mean p(c|Y), drawn minus exact", new Interval(0, 1), step, share,
                points -> posterior(run.logOdds(points, end))));
        for (int i = 0; i < WAVES; i++) {
            double[] wave = wave(setting, i);
            evidence.add(compare(setting, draws, "mean cos(k" + (i + 1) + ".Y), drawn minus exact", new Interval(-1, 1),
                    step, share, points -> each(points, y -> Math.cos(dot(wave, y)))));
        }
        return Verdict.of(id(), evidence, setting.seed(), Duration.ofNanos(System.nanoTime() - begin), setting.note());
    }

    /** The sampler's points, drawn when first asked for and shared by the functionals. */
    private static final class Draws {
        private final SamplerRun run;
        private final NoiseLevel end;
        private final List<double[]> points = new ArrayList<>();

        Draws(SamplerRun run, NoiseLevel end) {
            this.run = run;
            this.end = end;
        }

        double[][] rows(int from, int to) {
            while (points.size() < to) {
                points.addAll(Arrays.asList(
                        run.draw(GuidanceSchedule.constant(0), STEPS, "unguided", points.size(), run.batch())));
            }
            return points.subList(from, to).toArray(double[][]::new);
        }
    }

    /** A bounded functional of many points. */
    @FunctionalInterface
    private interface Functional {
        double[] of(double[][] points);
    }

    private static Evidence compare(Setting setting, Draws draws, String quantity, Interval range, double step,
            double alpha, Functional functional) {
        List<Tolerance> tolerances = List.of(new Tolerance.Discretisation(step * range.width(),
                "one step in log signal-to-noise ratio, of " + STEPS + ", times the range"));
        Observations sampled = new Observations() {
            private int used;

            @Override
            public double[] next(int howMany) {
                used += howMany;
                return functional.of(draws.rows(used - howMany, used));
            }
        };
        Observations reference = new Observations() {
            private int used;

            @Override
            public double[] next(int howMany) {
                double[][] points = new double[howMany][];
                Arrays.setAll(points, i -> noised(setting, draws.end, used + i));
                used += howMany;
                return functional.of(points);
            }
        };
        return new TwoSampleMeanCheck(quantity, range, tolerances, alpha).decide(sampled, reference, POINTS);
    }

    private static double[] noised(Setting setting, NoiseLevel level, long index) {
        UniformRandomProvider random = new Streams(setting.seed()).derived("exact draws").stream(index);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] x = setting.law().law(setting.c()).draw(random);
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.sqrt(level.signal()) * x[i] + Math.sqrt(level.noise()) * normal.sample();
        }
        return x;
    }

    /** A wave vector whose length suits the distance of two draws of the class. */
    private static double[] wave(Setting setting, int index) {
        UniformRandomProvider random = new Streams(setting.seed()).derived("waves").stream(index);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] a = setting.law().law(setting.c()).draw(random);
        double[] b = setting.law().law(setting.c()).draw(random);
        double square = 1e-4;
        for (int i = 0; i < a.length; i++) {
            square += (a[i] - b[i]) * (a[i] - b[i]) / a.length;
        }
        double[] wave = new double[a.length];
        for (int i = 0; i < wave.length; i++) {
            wave[i] = normal.sample() / Math.sqrt(square * wave.length);
        }
        return wave;
    }

    private static double[] posterior(double[] logOdds) {
        double[] result = new double[logOdds.length];
        for (int i = 0; i < result.length; i++) {
            // A point that is no number belongs to no class.
            result[i] = Double.isNaN(logOdds[i]) ? 0 : 1 / (1 + Math.exp(-logOdds[i]));
        }
        return result;
    }

    private static double[] each(double[][] points, ToDoubleFunction<double[]> functional) {
        double[] result = new double[points.length];
        for (int i = 0; i < result.length; i++) {
            double value = functional.applyAsDouble(points[i]);
            result[i] = Double.isNaN(value) ? -1 : value;
        }
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
