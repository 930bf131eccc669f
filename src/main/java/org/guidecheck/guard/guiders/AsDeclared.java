package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.guidecheck.claim.Resolution;
import org.guidecheck.guard.guiders.ProbeCalls.Answers;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;

/**
 * Claim that a guider is the built-in one that it is declared to be, call by call, at levels on both sides of every jump
 * of the rule and exactly at it. If it is not, variants of the built-in guider are tried, and the one that gives the
 * same answers is named.
 */
final class AsDeclared extends GuiderClaim {
    private static final int STEPS = 12;
    private static final int POINTS = 6;
    /** Distance in λ of levels beside a jump. */
    private static final double BESIDE = 1e-4;
    /** Distance in λ at which a grid's own level is too near to those at a jump. */
    private static final double NEAR = 1e-2;

    AsDeclared() {
        super("guider.as-declared", "guided predictions are those of the built-in rule that is declared",
                Resolution.ROUNDING);
    }

    @Override
    boolean appliesTo(GuiderUnderTest candidate) {
        return candidate.like().isPresent();
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        Guider like = candidate.like().orElseThrow();
        Precision precision = Precision.of(candidate.guider(), candidate.scales().get(0),
                new Streams(candidate.seed()).derived("precision"));
        Comparison comparison = new Comparison(candidate, grid(like, precision), precision);
        WorstAnswer worst = comparison.with(like);
        String cause = worst.isRounding() ? "" : RuleVariants.of(like).stream()
                .filter(variant -> comparison.isSame(variant.guider())).map(RuleVariants.Variant::words).findFirst()
                .map(words -> "the answers are exactly those of another rule: " + words)
                .orElse("no variant of " + like.name() + " that was tried gives these answers");
        return List.of(worst.evidence("departure from " + like.name(), cause, precision));
    }

    /** Levels uniform in λ, those beside jumps, and jumps whose σ is exactly a short number. */
    private static TimeGrid grid(Guider like, Precision precision) {
        List<NoiseLevel> jumps = like.rule().map(rule -> rule.jumps()).orElse(List.of());
        List<NoiseLevel> levels = new ArrayList<>();
        for (NoiseLevel jump : jumps) {
            levels.add(NoiseLevel.ofLogSnr(jump.logSnr() - BESIDE));
            ExactSigma.of(jump.sigma(), precision).ifPresent(levels::add);
            levels.add(NoiseLevel.ofLogSnr(jump.logSnr() + BESIDE));
        }
        TimeGrid own = ProbeCalls.grid(STEPS);
        own.levels().stream().filter(level -> jumps.stream()
                .noneMatch(jump -> Math.abs(level.logSnr() - jump.logSnr()) < NEAR)).forEach(levels::add);
        levels.sort(Comparator.comparingDouble(NoiseLevel::noise).reversed());
        return new TimeGrid(levels);
    }

    /** Answers of the candidate, with which those of other guiders are compared. */
    private static final class Comparison {
        private final GuiderUnderTest candidate;
        private final TimeGrid grid;
        private final Precision precision;
        private final List<List<ProbeBatch>> runs;
        private final TreeSet<Double> scales;
        private final List<Answers> found = new ArrayList<>();

        Comparison(GuiderUnderTest candidate, TimeGrid grid, Precision precision) {
            this.candidate = candidate;
            this.grid = grid;
            Streams streams = new Streams(candidate.seed()).derived("declared");
            this.precision = precision;
            this.runs = ProbeLaw.ALL.stream().map(law -> law.batches(grid, POINTS, streams.derived(law.name())))
                    .toList();
            this.scales = new TreeSet<>(candidate.scales());
            scales.add(candidate.convention().conditional());
            for (double scale : scales) {
                for (List<ProbeBatch> run : runs) {
                    found.add(ProbeCalls.rounded(candidate.guider(), scale, grid, run, precision, true));
                }
            }
        }

        WorstAnswer with(Guider other) {
            WorstAnswer worst = new WorstAnswer();
            int at = 0;
            for (double scale : scales) {
                for (List<ProbeBatch> run : runs) {
                    Answers expected = ProbeCalls.rounded(other, 1 + candidate.convention().weight(scale), grid, run,
                            precision, true);
                    for (int k = 0; k < run.size(); k++) {
                        worst.add(found.get(at).guided()[k], expected.guided()[k], expected.rounding()[k], run.get(k),
                                ProbeCalls.place(k, grid.level(k), scale));
                    }
                    at++;
                }
            }
            return worst;
        }

        boolean isSame(Guider variant) {
            try {
                return with(variant).isRounding();
            } catch (SamplerFailure refused) {
                return false;
            }
        }
    }
}
