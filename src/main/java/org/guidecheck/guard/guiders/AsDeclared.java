package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        String quantity = "departure from " + like.name();
        if (worst.isRounding()) {
            return List.of(worst.evidence(quantity, "", precision));
        }
        Optional<Stabiliser> stabiliser = StabilisedVariants.explaining(like, comparison::departures);
        return List.of(stabiliser.filter(Stabiliser::isSmall).map(small -> worst.measured(quantity,
                "the answers are exactly those of " + like.name() + " but that " + small.says()))
                .orElseGet(() -> worst.evidence(quantity, stabiliser.map(large -> large.says()
                        + ", which is too much to be there against division by 0")
                        .orElseGet(() -> cause(comparison, like)), precision)));
    }

    private static String cause(Comparison comparison, Guider like) {
        return Stream.concat(RuleVariants.of(like).stream(), factor(comparison, like).stream())
                .filter(variant -> comparison.isSame(variant.guider())).map(RuleVariants.Variant::words).findFirst()
                .map(words -> "the answers are exactly those of another rule: " + words)
                .orElseGet(() -> "no variant of " + like.name() + " that was tried gives these answers; they depart "
                        + comparison.places(like));
    }

    /** The guider with guidance times the factor that fits best. */
    private static Optional<RuleVariants.Variant> factor(Comparison comparison, Guider like) {
        double factor = comparison.factor(like);
        return Double.isFinite(factor) ? Optional.of(new RuleVariants.Variant(String.format(Locale.ROOT,
                "guidance is %s times that of %s", WorstAnswer.digits(factor, 1), like.name()),
                RuleVariants.output(like, (call, guided) -> PartVariants.times(call, guided, factor))))
                : Optional.empty();
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

    /** Reads the answers of a step. */
    @FunctionalInterface
    private interface Reader {
        void read(double scale, ProbeBatch batch, Answers own, Answers expected, int step);
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
            each(other, (scale, batch, own, expected, k) -> worst.add(own.guided()[k], expected.guided()[k],
                    expected.rounding()[k], batch, ProbeCalls.place(k, grid.level(k), scale)));
            return worst;
        }

        /** The departures from another guider, in units of the rounding allowed in the candidate's own answers. */
        double[] departures(Guider other) {
            List<Double> all = new ArrayList<>();
            each(other, (scale, batch, own, expected, k) -> {
                for (int i = 0; i < batch.points().length; i++) {
                    all.add((own.guided()[k][i] - expected.guided()[k][i]) / own.rounding()[k][i / batch.dimension()]);
                }
            });
            return all.stream().mapToDouble(each -> each).toArray();
        }

        /** The factor of guidance, by least squares in units of rounding. */
        double factor(Guider other) {
            double[] sums = new double[2];
            each(other, (scale, batch, own, expected, k) -> {
                for (int i = 0; i < batch.points().length; i++) {
                    double unit = expected.rounding()[k][i / batch.dimension()];
                    double guidance = (expected.guided()[k][i] - batch.conditional()[i]) / unit;
                    sums[0] += guidance * (own.guided()[k][i] - batch.conditional()[i]) / unit;
                    sums[1] += guidance * guidance;
                }
            });
            return sums[0] / sums[1];
        }

        /** The scales, steps and laws at which answers depart from those of another guider, in words. */
        String places(Guider other) {
            SortedSet<Double> at = new TreeSet<>();
            SortedSet<Integer> steps = new TreeSet<>();
            Map<String, SortedSet<Integer>> coordinates = new LinkedHashMap<>();
            each(other, (scale, batch, own, expected, k) -> {
                for (int i = 0; i < batch.points().length; i++) {
                    int d = batch.dimension();
                    if (!(Math.abs(own.guided()[k][i] - expected.guided()[k][i]) <= expected.rounding()[k][i / d])) {
                        at.add(scale);
                        steps.add(k);
                        coordinates.computeIfAbsent(batch.law(), law -> new TreeSet<>()).add(i % d + 1);
                    }
                }
            });
            List<String> dimensions = runs.stream().map(run -> run.get(0))
                    .filter(batch -> coordinates.containsKey(batch.law())
                            && coordinates.get(batch.law()).size() < batch.dimension())
                    .map(batch -> range(coordinates.get(batch.law())) + " of " + batch.dimension()).toList();
            return (at.size() == scales.size() ? "at all scales" : "at scales " + at.stream().map(LawWords::number)
                    .collect(Collectors.joining(", ")) + " of "
                    + scales.stream().map(LawWords::number)
                            .collect(Collectors.joining(", ")))
                    + (steps.size() == grid.steps() ? ", in all steps" : String.format(Locale.ROOT,
                            ", in %d of %d steps, first at σ = %.4g, last at σ = %.4g", steps.size(), grid.steps(),
                            grid.level(steps.first()).sigma(), grid.level(steps.last()).sigma()))
                    + (coordinates.size() == runs.size() ? "" : ", on " + String.join(" and ", coordinates.keySet())
                            + " only")
                    + (dimensions.isEmpty() ? "" : ", in coordinates " + String.join(", ", dimensions) + " only");
        }

        private static String range(SortedSet<Integer> numbers) {
            boolean isRange = numbers.size() > 1 && numbers.last() - numbers.first() + 1 == numbers.size();
            return isRange ? numbers.first() + " to " + numbers.last()
                    : numbers.stream().map(String::valueOf).collect(Collectors.joining(" and "));
        }

        private void each(Guider other, Reader reader) {
            int at = 0;
            for (double scale : scales) {
                for (List<ProbeBatch> run : runs) {
                    Answers expected = ProbeCalls.rounded(other, 1 + candidate.convention().weight(scale), grid, run,
                            precision, true);
                    for (int k = 0; k < run.size(); k++) {
                        reader.read(scale, run.get(k), found.get(at), expected, k);
                    }
                    at++;
                }
            }
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
