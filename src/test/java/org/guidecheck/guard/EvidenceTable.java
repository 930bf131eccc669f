package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.TreeMap;
import java.util.TreeSet;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/** Table of what each claim measures, and a wrong sampler on which that measurement refutes it. */
final class EvidenceTable {
    private static final double ALPHA = 1e-3;
    private static final int STEPS = 10;
    private static final List<Double> WEIGHTS = List.of(0.0, 3.0);
    private EvidenceTable() {
    }

    /** A wrong or right sampler and its verdicts. */
    record Tried(String name, List<Verdict> verdicts) {
    }

    /** Changes what DDPM returns. */
    private record Changed(boolean isExternal, Change change) implements GuidedSampler {
        interface Change {
            void apply(double[] ends, Noise noise, int steps);
        }

        @Override
        public String name() {
            return "changed";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            double[] ends = new Ddpm().sample(denoiser, guidance, grid, noise);
            change.apply(ends, noise, grid.steps());
            return ends;
        }
    }

    /** Does not ask the denoiser. */
    private static final class Silent implements GuidedSampler {
        @Override
        public String name() {
            return "silent";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return noise.next();
        }
    }

    private static Tried tried(String name, GuidedSampler sampler, Optional<String> like, int steps,
            String... claims) {
        List<Verdict> verdicts = new ArrayList<>();
        SamplerUnderTest candidate = new SamplerUnderTest(sampler, like.map(Samplers::byName), steps, WEIGHTS, 5)
                .at(Effort.QUICK);
        Guard.decide(candidate, Arrays.stream(claims).map(claim -> "sampler." + claim).toList(), ALPHA, verdicts::add);
        return new Tried(name, verdicts);
    }

    private static Tried mutant(String name, String... claims) {
        return tried(name, Mutants.named(name), Optional.of(name.substring(0, name.indexOf('/'))), STEPS, claims);
    }

    private static Tried wrapped(String name, GuidedSampler sampler, String... claims) {
        return tried(name, sampler, Optional.of("ddpm"), STEPS, claims);
    }

    /** Wrong samplers with the claims that their faults concern, and right ones with all. */
    static List<Tried> tried() {
        List<Tried> all = new ArrayList<>(List.of(
                mutant("ddpm/state-kept", "deterministic"),
                mutant("ddpm/same-in-every-batch", "deterministic", "independence"),
                mutant("ddpm/batch-mean-subtracted", "batch-independent"),
                mutant("ddpm/alpha-for-its-root", "one-step", "gaussian-chain", "step-counts", "unguided"),
                mutant("ddpm/coordinates-in-pairs", "gaussian-chain"),
                mutant("ddpm/clean-clipped", "equivariance", "unguided"),
                mutant("ddpm/noise-doubled", "order", "step-counts"),
                mutant("ddpm/one-plus-w", "weight-convention", "unguided"),
                mutant("ddpm/points-in-pairs", "independence"),
                mutant("ddpm/guidance-sign", "mean-reciprocal", "guided-law", "reflection")));
        all.add(wrapped("too few points", WrongSamplers.of("sampler.finite-and-shaped"), "finite-and-shaped"));
        all.add(wrapped("more calls in each step", WrongSamplers.of("sampler.cost"), "cost"));
        all.add(wrapped("never asks", new Silent(), "cost"));
        all.add(wrapped("not a number in batches of thousands", new Changed(false, (ends, noise, steps) -> {
            ends[0] = noise.points() > 1000 ? Double.NaN : ends[0];
        }), "finite-and-shaped"));
        all.add(wrapped("not a number in large batches", new Changed(false, (ends, noise, steps) -> {
            ends[0] = noise.points() > 20 ? Double.NaN : ends[0];
        }), "finite-and-shaped", "order"));
        all.add(wrapped("halves of a batch alike", new Changed(false, (ends, noise, steps) -> {
            int half = noise.points() / 2 * noise.dimension();
            System.arraycopy(ends, 0, ends, ends.length - half, half);
        }), "independence"));
        all.add(tried("not a number in one step", new Changed(false, (ends, noise, steps) -> {
            ends[0] = steps == 1 ? Double.NaN : ends[0];
        }), Optional.empty(), STEPS, "step-counts"));
        all.add(wrapped("a program that is wrong where it draws one point", new Changed(true, (ends, noise, steps) -> {
            if (noise.points() == 1) {
                Arrays.setAll(ends, i -> 3 * ends[i] + 3 * ends[0]);
            }
        }), "batch-independent"));
        all.add(wrapped("a program whose error grows", new Changed(true, (ends, noise, steps) -> Arrays.setAll(ends,
                i -> ends[i] + 0.02 * steps)), "order"));
        all.add(tried("always the origin, as a scheme of its own", new Changed(false, (ends, noise, steps) -> {
            Arrays.fill(ends, 0);
        }), Optional.empty(), 50, "unguided"));
        all.addAll(ofTheirOwn());
        all.add(tried("ddpm", Samplers.byName("ddpm"), Optional.of("ddpm"), STEPS));
        all.add(tried("multistep:3", Samplers.byName("multistep:3"), Optional.of("multistep:3"), STEPS, "one-step",
                "gaussian-chain", "equivariance"));
        all.add(tried("ddpm, as a scheme of its own", Samplers.byName("ddpm"), Optional.empty(), STEPS));
        return all;
    }

    /** Wrong schemes of their own, for the claims on identified samplers. */
    private static List<Tried> ofTheirOwn() {
        return List.of(
                own("clean points clipped", Mutants.named("ddpm/clean-clipped"), "linear"),
                own("alpha for its root", Mutants.named("ddpm/alpha-for-its-root"), "point-mass"),
                own("variance doubled", Mutants.named("ddpm/variance-doubled"), "point-mass"),
                own("first half of the levels left out", new Levels(new Ddpm(), grid -> new TimeGrid(
                        grid.levels().subList(grid.steps() / 2, grid.steps() + 1))), "point-mass"),
                own("alpha for its root, in ten steps", new Levels(Mutants.named("ddpm/alpha-for-its-root"),
                        grid -> TestProblem.PAIR.grids().apply(STEPS)), "point-mass"),
                own("variance doubled, in ten steps", new Levels(Mutants.named("ddpm/variance-doubled"),
                        grid -> TestProblem.PAIR.grids().apply(STEPS)), "point-mass"),
                own("wrong in more than two dimensions", new ManyDimensions(), "gaussian-chain", "equivariance",
                        "step-counts", "unguided", "guided-law"),
                own("halves of each batch alike", WrongSamplers.of("sampler.noise"), "noise"),
                own("last noises low", new LowNoise(), "scheme"),
                own("predictions of the step before", new OtherPredictions(true, 1), "scheme"),
                own("predictions too small", new Program(new OtherPredictions(false, 0.9)), "guided-gaussian", "order"),
                own("predictions too small, in ten steps", new Levels(new OtherPredictions(false, 0.9),
                        grid -> TestProblem.PAIR.grids().apply(STEPS)), "guided-gaussian"),
                own("a program that starts each batch alike", new Program(Mutants.named("ddpm/same-in-every-batch")),
                        "independence"),
                own("a program whose batches have halves alike", new Program(WrongSamplers.of("sampler.noise")),
                        "independence"),
                own("a program whose neighbours are alike", new Program(new OtherNoise((z, d) -> averaged(z, d))),
                        "independence"),
                own("neighbours alike", new OtherNoise((z, d) -> averaged(z, d)), "noise"),
                own("coordinates alike", new OtherNoise((z, d) -> averaged(z, 1)), "noise"),
                own("skew noise", new OtherNoise((z, d) -> Arrays.stream(z)
                        .map(x -> (x * x - 1) / Math.sqrt(2)).toArray()), "noise"),
                own("noise of one size", new OtherNoise((z, d) -> Arrays.stream(z).map(Math::signum).toArray()),
                        "noise"));
    }

    /** Each number averaged with a later one. */
    private static double[] averaged(double[] z, int shift) {
        double[] result = z.clone();
        for (int i = 0; i + shift < z.length; i++) {
            result[i] = (z[i] + z[i + shift]) / Math.sqrt(2);
        }
        return result;
    }

    /** A sampler on other levels than those offered. */
    private record Levels(GuidedSampler sampler, UnaryOperator<TimeGrid> change) implements GuidedSampler {
        @Override
        public String name() {
            return "other-levels";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return sampler.sample(denoiser, guidance, change.apply(grid), noise);
        }
    }

    private static Tried own(String name, GuidedSampler sampler, String... claims) {
        return tried(name + ", as a scheme of its own", sampler, Optional.empty(), STEPS, claims);
    }

    /** DDPM with a wrong coefficient where points have more than two coordinates. */
    private static final class ManyDimensions implements GuidedSampler {
        @Override
        public String name() {
            return "many-dimensions";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            GuidedSampler sampler = noise.dimension() > 2 ? Mutants.named("ddpm/alpha-for-its-root") : new Ddpm();
            return sampler.sample(denoiser, guidance, grid, noise);
        }
    }

    /** A sampler that draws its own numbers, so far as claims know. */
    private record Program(GuidedSampler sampler) implements GuidedSampler {
        @Override
        public String name() {
            return "program";
        }

        @Override
        public boolean isExternal() {
            return true;
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return sampler.sample(denoiser, guidance, grid, noise);
        }
    }

    /** DDPM with a tenth less noise in the last three steps that add any. */
    private record LowNoise() implements GuidedSampler {
        @Override
        public String name() {
            return "low-noise";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            List<double[]> numbers = new ArrayList<>();
            for (int k = 0; k <= grid.steps(); k++) {
                double factor = k >= grid.steps() - 3 ? 0.9 : 1;
                numbers.add(Arrays.stream(noise.next()).map(z -> factor * z).toArray());
            }
            return new Ddpm().sample(denoiser, guidance, grid, Noise.given(numbers, noise.dimension()));
        }
    }

    /** DDPM with predicted clean points that are those of the call before, or too small. */
    private record OtherPredictions(boolean isLate, double factor) implements GuidedSampler {
        @Override
        public String name() {
            return "other-predictions";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            double[][] before = new double[2][];
            return new Ddpm().sample((level, x, d) -> {
                Denoiser.Scores scores = denoiser.scores(level, x, d);
                double[][] both = {scores.conditional(), scores.unconditional()};
                double root = Math.sqrt(level.signal());
                for (int j = 0; j < both.length; j++) {
                    double[] clean = new double[x.length];
                    for (int i = 0; i < x.length; i++) {
                        clean[i] = factor * (x[i] + level.noise() * both[j][i]) / root;
                    }
                    double[] taken = isLate && before[j] != null ? before[j] : clean;
                    before[j] = clean;
                    for (int i = 0; i < x.length; i++) {
                        both[j][i] = (root * taken[i] - x[i]) / level.noise();
                    }
                }
                return new Denoiser.Scores(both[0], both[1]);
            }, guidance, grid, noise);
        }
    }

    /** DDPM with other noise. */
    private record OtherNoise(Alteration change) implements GuidedSampler {
        interface Alteration {
            double[] apply(double[] normals, int dimension);
        }

        @Override
        public String name() {
            return "other-noise";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            List<double[]> numbers = new ArrayList<>();
            for (int k = 0; k <= grid.steps(); k++) {
                numbers.add(change.apply(noise.next(), noise.dimension()));
            }
            return new Ddpm().sample(denoiser, guidance, grid, Noise.given(numbers, noise.dimension()));
        }
    }

    /** What is measured, without the run in which it is. */
    static String family(Evidence evidence) {
        return evidence.quantity().replaceAll("differ from .*", "differ from a known scheme")
                .replaceAll(", (rotated|w =|two |case|three|\\d+ steps?|in space|asked).*", "")
                .replaceAll("coordinate \\d", "a coordinate").replaceAll(" at -?[0-9.]+", "")
                .replaceAll("of frequency .*", "of a frequency").replaceAll("mean 1/p of .*", "mean 1/p")
                .replaceAll("share of points unlike .*", "share of points unlike others from the same normals");
    }

    /** For each claim and what it measures, the samplers on which this refutes it. */
    static Map<String, Set<String>> refutedBy(List<Tried> tried) {
        Map<String, Set<String>> table = new TreeMap<>();
        for (Tried each : tried) {
            for (Verdict verdict : each.verdicts()) {
                for (Evidence evidence : verdict.evidence()) {
                    Set<String> names = table.computeIfAbsent(verdict.claimId() + ": " + family(evidence),
                            key -> new TreeSet<>());
                    if (evidence.outcome() == Outcome.REFUTED) {
                        names.add(each.name());
                    }
                }
            }
        }
        return table;
    }

    /** The table, for the report. */
    static List<String> lines() {
        List<String> lines =
                new ArrayList<>(List.of("What each claim measures, and wrong samplers on which this refutes "
                        + "it:", ""));
        refutedBy(tried()).forEach((what, names) -> lines
                .add(String.format(Locale.ROOT, "%-86s %s", what, String.join(", ", names)).stripTrailing()));
        return lines;
    }
}
