package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.claim.Resolution;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim about what the scale means: at 1 (weight 0) guidance gives the conditional prediction, and where a rule is
 * linear its weight grows in proportion to scale − 1, so that at 0 (weight −1) it gives the unconditional one.
 *
 * <p>Three kinds of answers at scale 1 are right without being the conditional prediction: velocity 0 in the first steps
 * of CFG-Zero*; weights of CFG++, λ/(1 − σ′/σ) − 1 in a step from σ to σ′; and clean predictions cut to a range.
 */
final class ScaleConvention extends GuiderClaim {
    private static final double SEEN = 10;

    ScaleConvention() {
        super("guider.scale-convention", "scale 1 (weight 0) gives the conditional prediction, and a linear rule's "
                + "weight is in proportion to scale - 1", Resolution.ROUNDING);
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        ScaleAnswers answers = new ScaleAnswers(candidate);
        List<LevelWeights> levels =
                IntStream.range(0, answers.grid().steps()).mapToObj(answers::weights).toList();
        ScaleWords words = new ScaleWords(candidate, answers);
        List<Evidence> evidence = new ArrayList<>();
        evidence.addAll(atOne(answers, levels, words));
        evidence.add(response(answers));
        if (!answers.precision().isHalf()) {
            digits(candidate).ifPresent(evidence::add);
        }
        List<LevelWeights> linear = levels.stream()
                .filter(level -> level.isLinear() && level.isKnown() && !isPerStep(answers, level)).toList();
        if (!linear.isEmpty()) {
            List<LevelWeights> many = atManyLevels(cache);
            evidence.add(proportion(linear, words));
            cut(linear, answers).ifPresent(evidence::add);
            evidence.add(sign(Stream.concat(linear.stream(), many.stream()).toList(), words));
            sameFactor(linear).or(() -> strongest(many, candidate.like().isPresent())).ifPresent(evidence::add);
        } else if (levels.stream().noneMatch(level -> isPerStep(answers, level))) {
            evidence.add(signOfAny(answers, levels));
        }
        evidence.add(words.report(levels, level -> isPerStep(answers, level)));
        return evidence;
    }

    /** The levels of a fine grid at which the guider is linear; none if its weights depend on the steps of the grid. */
    private static List<LevelWeights> atManyLevels(GuiderCache cache) {
        List<Double> guiding = cache.candidate().scales().stream()
                .filter(scale -> scale != cache.candidate().convention().conditional()).toList();
        if (guiding.isEmpty() || !cache.dependence(guiding.get(0)).isOnLevelAlone()) {
            return List.of();
        }
        ScaleAnswers answers = ScaleAnswers.atManyLevels(cache.candidate());
        return IntStream.range(0, answers.grid().steps()).mapToObj(answers::weights)
                .filter(level -> level.isLinear() && level.isKnown()).toList();
    }

    /** Of a schedule that guides more than it is asked to at some level, which may be meant; empty if none does. */
    private static Optional<Evidence> strongest(List<LevelWeights> levels, boolean isDeclared) {
        LevelWeights most = levels.stream().max(Comparator.comparingDouble(level -> level.slope().weight()
                - level.slope().bound())).orElse(null);
        if (most == null || isDeclared || !(most.slope().weight() - most.slope().bound() > 1)) {
            return Optional.empty();
        }
        double factor = most.slope().weight();
        return Optional.of(Evidence.of(Evidence.Kind.AT_POINTS, "largest factor of the weight at any level", factor)
                .within(Interval.around(factor, most.slope().bound())).by(levels.size() + " levels")
                .decides(Requirement.NONE)
                .saying(String.format(Locale.ROOT,
                        "guides with up to %.4g times the weight asked for, at σ = %.4g; is a "
                                + "factor of the noise level missing or left over?",
                        factor, most.level().sigma())));
    }

    /** Of the answers at scale 1. */
    private static List<Evidence> atOne(ScaleAnswers answers, List<LevelWeights> levels, ScaleWords causes) {
        WorstAnswer worst = new WorstAnswer();
        Stabiliser.Departures departures = new Stabiliser.Departures();
        int allowed = 0;
        for (LevelWeights level : levels) {
            WorstAnswer own = answers.departure(level.step(), (batch, guided) -> batch.conditional());
            if (!own.isRounding() && isAllowedAtOne(answers, level)) {
                allowed++;
                continue;
            }
            answers.addDepartures(level.step(), departures);
            if (own.worst() > worst.worst() || worst.where().isEmpty()) {
                worst = own;
            }
        }
        Evidence evidence = worst.evidenceUnlessStabilised("departure from the conditional prediction at scale "
                + ProbeCalls.plain(answers.given(1)), worst.isRounding() ? "" : causes.causeAtOne(levels),
                answers.precision(), departures, 1);
        if (allowed == 0 || answers.isDeclared()) {
            return List.of(evidence);
        }
        String words = "in " + allowed + " of " + levels.size()
                + " steps scale 1 does not give the conditional prediction, "
                + "but velocity 0, weights of CFG++, or clean predictions cut to a range; declare the rule with --like if "
                + "that is meant";
        return List.of(evidence, Evidence.of(Evidence.Kind.AT_POINTS, "steps with other answers at scale 1", allowed)
                .within(new Interval(allowed, allowed)).by(levels.size() + " steps").saying(words)
                .decides(Requirement.NONE));
    }

    private static boolean isAllowedAtOne(ScaleAnswers answers, LevelWeights level) {
        return answers.isAtRest(level.step()) || isPerStep(answers, level)
                || answers.departure(level.step(), CutToRange::of).isRounding();
    }

    /** Whether the weights are those of CFG++, which takes λ for its scale. */
    private static boolean isPerStep(ScaleAnswers answers, LevelWeights level) {
        double ratio = answers.grid().level(level.step() + 1).sigma() / level.level().sigma();
        return ratio > 0 && level.isLinear()
                && level.fits().stream().allMatch(fit -> fit.is(answers.given(fit.scale()) / (1 - ratio) - 1));
    }

    /** Of whether the scale has an effect at all. */
    private static Evidence response(ScaleAnswers answers) {
        double largest = IntStream.range(0, answers.grid().steps()).mapToDouble(answers::response).max().orElseThrow();
        boolean isIgnored = !(largest > 1);
        return Evidence.of(Evidence.Kind.AT_POINTS, "largest change of an answer with the scale, in units of rounding",
                largest).within(Interval.ofError(largest)).by(answers.scales().size() + " scales")
                .decides(Requirement.atLeast("must be above 1" + (isIgnored
                        ? ": the scale is ignored at every level; is guidance switched off, or the scale not passed on?"
                        : ""), Math.nextUp(1.0), 0));
    }

    /** Of the digits in which the difference of the predictions is taken; empty if the answers do not follow it. */
    private static Optional<Evidence> digits(GuiderUnderTest candidate) {
        OptionalDouble found = OptionalDouble.empty();
        for (double scale : candidate.scales()) {
            OptionalDouble own = scale == candidate.convention().conditional() ? OptionalDouble.empty()
                    : Precision.smallestFollowed(candidate.guider(), scale,
                            new Streams(candidate.seed()).derived("digits"));
            found = own.isPresent() && !(found.orElse(Double.MAX_VALUE) <= own.getAsDouble()) ? own : found;
        }
        return found.stream().mapToObj(change -> Evidence.of(Evidence.Kind.AT_POINTS,
                "least relative change of the unconditional prediction that answers follow", change)
                .within(new Interval(change, change)).by("changes of 1e-11, 2^-16, 2^-8 and 2^-4")
                .decides(Requirement.atMost("must be at most 2^-16, which single precision shows"
                        + (change > Precision.SINGLE_CHANGE ? "; is the difference taken in half precision?" : ""),
                        Precision.SINGLE_CHANGE, 0)))
                .findFirst();
    }

    private static Evidence proportion(List<LevelWeights> levels, ScaleWords words) {
        double worst = 0;
        String where = "";
        for (LevelWeights level : levels) {
            for (LevelWeights.Fit fit : level.fits()) {
                double off = level.disproportion(fit);
                // At scale 1 the answers themselves are compared.
                if (off > worst && fit.scale() != 1 && !(off > 1 && level.isLimited(fit))) {
                    worst = off;
                    where = words.disproportion(level, fit);
                }
            }
        }
        return Evidence.of(Evidence.Kind.AT_POINTS, "departure of the weight from a (scale - 1), in units of rounding",
                worst).within(Interval.ofError(worst))
                .by("least squares at " + levels.size() + " levels, with one a for each")
                .decides(Requirement.atMost("must be at most 1" + (worst > 1 ? "; " + where : ""), 1, 0));
    }

    /** Of scales that are cut, beyond which all act alike; empty if none is, or if the declared rule is compared. */
    private static Optional<Evidence> cut(List<LevelWeights> levels, ScaleAnswers answers) {
        if (answers.isDeclared()) {
            return Optional.empty();
        }
        for (LevelWeights level : levels) {
            List<LevelWeights.Fit> limited = level.fits().stream()
                    .filter(fit -> fit.scale() != 1 && level.disproportion(fit) > 1 && level.isLimited(fit)).toList();
            if (!limited.isEmpty()) {
                return Optional.of(cut(level, limited, answers));
            }
        }
        return Optional.empty();
    }

    private static Evidence cut(LevelWeights level, List<LevelWeights.Fit> limited, ScaleAnswers answers) {
        double weight = limited.get(0).weight();
        String scales = limited.stream().map(fit -> LawWords.number(answers.given(fit.scale())))
                .collect(Collectors.joining(", "));
        String at = LawWords.number(answers.given(1 + weight / level.slope().weight()));
        return Evidence.of(Evidence.Kind.AT_POINTS, "weight to which scales are cut", weight)
                .within(Interval.around(weight, limited.get(0).bound())).by(level.fits().size() + " scales")
                .decides(Requirement.NONE)
                .saying(String.format(Locale.ROOT, "the scale is cut at %s: at scale%s %s the weight stays at %s, "
                        + "first at σ = %.4g; declare --like limit:MOST if that is meant", at,
                        limited.size() == 1 ? "" : "s", scales, LawWords.number(weight), level.level().sigma()));
    }

    /** Of one factor at all levels, which must be 1; empty for a schedule, which has several. */
    private static Optional<Evidence> sameFactor(List<LevelWeights> levels) {
        LevelWeights.Fit best = levels.stream().map(LevelWeights::slope)
                .min(Comparator.comparingDouble(LevelWeights.Fit::bound)).orElseThrow();
        boolean isSame = levels.stream().map(LevelWeights::slope)
                .allMatch(slope -> Math.abs(slope.weight() - best.weight()) <= slope.bound() + best.bound());
        if (!isSame || best.weight() == 0) {
            return Optional.empty();
        }
        double off = Math.abs(best.weight() - 1) / best.bound();
        String cause =
                off > 1 ? String.format(Locale.ROOT, "; the weight is %s times scale - 1 at all levels: scale 4 acts "
                        + "as scale %.6g", WorstAnswer.digits(best.weight(), 1), 1 + 3 * best.weight()) : "";
        return Optional.of(Evidence
                .of(Evidence.Kind.AT_POINTS, "departure of a factor of the weight that is the same at "
                        + "all levels from 1, in units of rounding", off)
                .within(Interval.ofError(off))
                .by("least squares at " + levels.size() + " levels")
                .decides(Requirement.atMost("must be at most 1" + cause, 1, 0)));
    }

    private static Evidence sign(List<LevelWeights> levels, ScaleWords words) {
        List<LevelWeights> against =
                levels.stream().filter(level -> level.slope().weight() < -level.slope().bound()).toList();
        return Evidence.of(Evidence.Kind.AT_POINTS, "levels at which the weight falls with the scale", against.size())
                .within(new Interval(against.size(), against.size())).by(levels.size() + " levels")
                .decides(Requirement.exactly("must be 0" + (against.isEmpty() ? ""
                        : "; " + words.against(against.get(0)) + "; is a sign wrong, or conditional and unconditional "
                                + "swapped?"),
                        0));
    }

    /** Of a rule that is nowhere linear: it must not push every point away from the class. */
    private static Evidence signOfAny(ScaleAnswers answers, List<LevelWeights> levels) {
        int with = 0;
        int against = 0;
        for (double scale : answers.scales()) {
            for (LevelWeights level : levels) {
                for (int run = 0; scale > 1 && run < answers.runs(); run++) {
                    double sign = sign(answers, scale, run, level.step());
                    with += sign > 0 ? 1 : 0;
                    against += sign < 0 ? 1 : 0;
                }
            }
        }
        boolean isWrong = against > 0 && with == 0;
        double share = with + against == 0 ? 1 : (double) with / (with + against);
        return Evidence.of(Evidence.Kind.AT_POINTS, "share of batches that guidance moves towards the class", share)
                .within(new Interval(share, share)).by((with + against) + " batches at scales above 1")
                .decides(Requirement.atLeast(String.format(Locale.ROOT, "must be above 0%s", isWrong
                        ? ": guidance moves every batch away from the class; is a sign wrong, or conditional and "
                                + "unconditional swapped?"
                        : ""), Double.MIN_VALUE, 0));
    }

    /** The sign of Σ⟨g − c, c − u⟩ over a batch; 0 if it is rounding. */
    private static double sign(ScaleAnswers answers, double scale, int run, int step) {
        ProbeBatch batch = answers.batch(run, step);
        double[] guided = answers.guided(scale, run, step);
        double[] rounding = answers.rounding(scale, run, step);
        double sum = 0;
        double allowed = 0;
        for (int i = 0; i < guided.length; i++) {
            double difference = batch.conditional()[i] - batch.unconditional()[i];
            sum += difference * (guided[i] - batch.conditional()[i]);
            allowed += Math.abs(difference) * rounding[i / batch.dimension()];
        }
        return Math.abs(sum) > SEEN * allowed ? Math.signum(sum) : 0;
    }
}
