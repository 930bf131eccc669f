package org.guidecheck.claim.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.SamplerRun;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Observations;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.TwoSampleMeanCheck;

/**
 * Claim {@code paper.unguided}: at w = 0 the sampler's draws follow the law of the class.
 *
 * <p>The draws are compared with exact ones, eight to each of the sampler's, in the means of bounded functionals: the
 * posterior p(c|Y), and waves cos(k·(Y − x)) about a point x of the class, from its narrowest scale to its widest. The
 * tolerance is the time step in log signal-to-noise ratio: a scheme of weak order 1 may err in a variance by that
 * share, which moves the mean of a wave by at most the share times e⁻¹. So a sampler may depart from the law by one step
 * and by the resolution of the claim beyond.
 */
public final class Unguided extends Claim {
    private static final int MOST_STEPS = 256;
    private static final int FEWEST_STEPS = 128;
    /** Cost of a law from which fewer steps are taken. */
    private static final double COSTLY = 1e2;
    private static final int POINTS = 1 << 16;
    /** Exact draws for each of the sampler's: they are cheap, and their mean varies less. */
    private static final int EXACT = 8;
    private static final int WAVES = 3;

    /** The claim. */
    public Unguided() {
        super(new Statement("paper.unguided",
                "at w = 0 the output follows the law of the class",
                "Li & Jiao, arXiv 2505.01382",
                Status.HOLDS,
                Resolution.ofProbability(0.005)));
    }

    @Override
    public boolean usesGuidance() {
        return false;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        SamplerRun run = new SamplerRun(setting);
        int steps = setting.law().marginal().cost() < COSTLY
                ? MOST_STEPS : FEWEST_STEPS;
        TimeGrid grid = run.grid(steps);
        NoiseLevel end = grid.end();
        List<Tolerance> tolerances = List.of(new Tolerance.Discretisation(
                grid.level(1).logSnr() - grid.level(0).logSnr(),
                "one step in log signal-to-noise ratio, of " + steps));
        Draws draws = new Draws(run, steps, end);
        List<Evidence> evidence = new ArrayList<>();
        double share = alpha / (1 + WAVES);
        evidence.add(compare(setting, draws, "mean p(c|Y), drawn minus exact", new Interval(0, 1), tolerances, share,
                points -> posterior(run.logOdds(points, end))));
        for (int i = 0; i < WAVES; i++) {
            Wave wave = Wave.of(setting, end, i);
            evidence.add(compare(setting, draws, "mean wave " + (i + 1) + ", drawn minus exact", new Interval(-1, 1),
                    tolerances, share, points -> each(points, wave)));
        }
        return evidence;
    }

    /** The sampler's points, drawn when first asked for and shared by the functionals. */
    private static final class Draws {
        private final SamplerRun run;
        private final int steps;
        private final NoiseLevel end;
        private final List<double[]> points = new ArrayList<>();

        Draws(SamplerRun run, int steps, NoiseLevel end) {
            this.run = run;
            this.steps = steps;
            this.end = end;
        }

        double[][] rows(int from, int to) {
            while (points.size() < to) {
                int batch = Math.max(run.batch(), to - points.size());
                points.addAll(Arrays.asList(
                        run.draw(GuidanceSchedule.constant(0), steps, "unguided", points.size(), batch)));
            }
            return points.subList(from, to).toArray(double[][]::new);
        }
    }

    /** A bounded functional of many points. */
    @FunctionalInterface
    private interface Functional {
        double[] of(double[][] points);
    }

    private Evidence compare(Setting setting, Draws draws, String quantity, Interval range,
            List<Tolerance> tolerances, double alpha, Functional functional) {
        Observations sampled = new Observations() {
            private int used;

            @Override
            public double[] next(int howMany) {
                used += howMany;
                return functional.of(draws.rows(used - howMany, used));
            }
        };
        LawUnderTest exact = new LawUnderTest("the class", setting.process().classLaw());
        Streams streams = setting.streams().derived("exact draws");
        Observations reference = new Observations() {
            private int used;

            @Override
            public double[] next(int howMany) {
                double[][] points = new double[howMany * EXACT][];
                Arrays.setAll(points, i -> exact.noised(streams.stream((long) used * EXACT + i), draws.end));
                used += howMany;
                double[] values = functional.of(points);
                double[] means = new double[howMany];
                Arrays.setAll(means, i -> Arrays.stream(values, i * EXACT, (i + 1) * EXACT).average().orElseThrow());
                return means;
            }
        };
        return TwoSampleMeanCheck.equal(quantity, range, tolerances, resolution(setting), alpha)
                .decide(sampled, reference, setting.effort().samples(POINTS));
    }

    /** cos(k·(y − x)). */
    @SuppressWarnings("ArrayRecordComponent") // made and read here alone
    private record Wave(double[] k, double[] x) {
        /** A wave of random direction: the first at the narrowest scale of the class, the last at its widest. */
        static Wave of(Setting setting, NoiseLevel end, int index) {
            Law law = setting.process().classLaw();
            UniformRandomProvider random = setting.streams().derived("waves").stream(index);
            ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
            double[] x = law.draw(random);
            double[] y = law.draw(random);
            double square = 0;
            for (int i = 0; i < x.length; i++) {
                square += (x[i] - y[i]) * (x[i] - y[i]) / x.length;
            }
            double narrow = Math.sqrt(law.narrowestScale() * law.narrowestScale() + end.noise());
            double wide = Math.max(narrow, Math.sqrt(square));
            double scale = narrow * Math.pow(wide / narrow, index / (WAVES - 1.0));
            double[] k = new double[x.length];
            double length = 0;
            for (int i = 0; i < k.length; i++) {
                k[i] = normal.sample();
                length += k[i] * k[i];
            }
            for (int i = 0; i < k.length; i++) {
                k[i] /= Math.sqrt(length) * scale;
                x[i] *= Math.sqrt(end.signal());
            }
            return new Wave(k, x);
        }

        double at(double[] y) {
            double phase = 0;
            for (int i = 0; i < k.length; i++) {
                phase += k[i] * (y[i] - x[i]);
            }
            return Math.cos(phase);
        }
    }

    private static double[] posterior(double[] logOdds) {
        double[] result = new double[logOdds.length];
        for (int i = 0; i < result.length; i++) {
            // A NaN point belongs to no class.
            result[i] = Double.isNaN(logOdds[i]) ? 0 : 1 / (1 + Math.exp(-logOdds[i]));
        }
        return result;
    }

    private static double[] each(double[][] points, Wave wave) {
        double[] result = new double[points.length];
        for (int i = 0; i < result.length; i++) {
            double value = wave.at(points[i]);
            result[i] = Double.isNaN(value) ? -1 : value;
        }
        return result;
    }
}
