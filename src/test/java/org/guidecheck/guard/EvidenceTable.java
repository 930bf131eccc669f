package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final List<String> MUTANTS = List.of("ddpm/same-in-every-batch", "ddpm/state-kept",
            "ddpm/batch-mean-subtracted", "ddpm/alpha-for-its-root", "ddpm/noise-doubled", "ddpm/one-plus-w",
            "ddpm/points-in-pairs", "ddpm/clean-clipped", "ddpm/guidance-sign", "ddpm/start-uniform",
            "ddpm/coordinates-in-pairs", "multistep:3/bend-sign");

    private EvidenceTable() {
    }

    /** A wrong or right sampler and its verdicts. */
    record Tried(String name, List<Verdict> verdicts) {
    }

    /** Stops making points that are numbers beyond 20 points. */
    private static final class LateNaN extends Wrapped {
        @Override
        double[] changed(double[] ends, Noise noise) {
            if (noise.points() > 20) {
                ends[ends.length - 1] = Double.NaN;
            }
            return ends;
        }
    }

    /** Returns every first half of a batch twice. */
    private static final class HalvesAlike extends Wrapped {
        @Override
        double[] changed(double[] ends, Noise noise) {
            int half = ends.length / noise.dimension() / 2 * noise.dimension();
            System.arraycopy(ends, 0, ends, ends.length - half, half);
            return ends;
        }
    }

    /** Does not ask the denoiser. */
    private static final class Silent extends Wrapped {
        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return noise.next();
        }

        @Override
        double[] changed(double[] ends, Noise noise) {
            return ends;
        }
    }

    private abstract static class Wrapped implements GuidedSampler {
        @Override
        public String name() {
            return "wrapped";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return changed(new Ddpm().sample(denoiser, guidance, grid, noise), noise);
        }

        abstract double[] changed(double[] ends, Noise noise);
    }

    private static Tried tried(String name, GuidedSampler sampler, Optional<String> like) {
        List<Verdict> verdicts = new ArrayList<>();
        SamplerUnderTest candidate = new SamplerUnderTest(sampler, like.map(Samplers::byName), STEPS, WEIGHTS, 5)
                .at(Effort.QUICK);
        try {
            Guard.decide(candidate, List.of(), ALPHA, verdicts::add);
        } catch (RuntimeException e) {
            // A sampler that returns too few points fails beyond the claim that says so.
            verdicts.stream().filter(v -> v.outcome() == Outcome.REFUTED).findFirst().orElseThrow(() -> e);
        }
        return new Tried(name, verdicts);
    }

    /** Wrong samplers and right ones, each with all of its verdicts. */
    static List<Tried> tried() {
        List<Tried> all = new ArrayList<>();
        for (String name : MUTANTS) {
            all.add(tried(name, Mutants.named(name), Optional.of(name.substring(0, name.indexOf('/')))));
        }
        all.add(tried("too few points", WrongSamplers.of("sampler.finite-and-shaped"), Optional.of("ddpm")));
        all.add(tried("more calls in each step", WrongSamplers.of("sampler.cost"), Optional.of("ddpm")));
        all.add(tried("not a number in large batches", new LateNaN(), Optional.of("ddpm")));
        all.add(tried("halves of a batch alike", new HalvesAlike(), Optional.of("ddpm")));
        all.add(tried("never asks", new Silent(), Optional.of("ddpm")));
        for (String name : List.of("ddpm", "multistep:3")) {
            all.add(tried(name, Samplers.byName(name), Optional.of(name)));
            all.add(tried(name + ", as a scheme of its own", Samplers.byName(name), Optional.empty()));
        }
        return all;
    }

    /** What is measured, without the run in which it is. */
    static String family(Evidence evidence) {
        return evidence.quantity().replaceAll(", (rotated|w =|two |case|three|\\d+ steps?|in space|asked).*", "")
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
        List<String> lines = new ArrayList<>(List.of("What each claim measures, and wrong samplers on which this refutes "
                + "it, in 10 steps at w = 0 and 3:", ""));
        refutedBy(tried()).forEach((what, names) -> lines
                .add(String.format(Locale.ROOT, "%-86s %s", what, String.join(", ", names)).stripTrailing()));
        return lines;
    }
}
