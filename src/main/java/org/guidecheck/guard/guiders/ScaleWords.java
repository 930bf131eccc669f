package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/** What a guider makes of its scale, in words, with likely causes where that is wrong. */
final class ScaleWords {
    private static final int MOST_RANGES = 4;

    private final GuiderUnderTest candidate;
    private final ScaleAnswers answers;

    ScaleWords(GuiderUnderTest candidate, ScaleAnswers answers) {
        this.candidate = candidate;
        this.answers = answers;
    }

    /**
     * Weights of a wrong guider.
     *
     * @param weight w at a scale s = 1 + w
     * @param words  likely cause
     */
    private record Shape(DoubleUnaryOperator weight, String words) {
    }

    private static final List<Shape> SHAPES = List.of(
            new Shape(s -> -1, "it is the unconditional prediction at every scale"),
            new Shape(s -> s - 2, "it is the unconditional prediction; is scale - 1 added to the unconditional "
                    + "prediction, which takes the scale itself? Then the scale is off by one"),
            new Shape(s -> -s, "it is the unconditional prediction, and guidance leads away from the class: are "
                    + "conditional and unconditional swapped?"));

    /** The likely cause of a wrong answer at scale 1. */
    String causeAtOne(List<LevelWeights> levels) {
        boolean isWeight = candidate.convention() == GuiderUnderTest.Convention.WEIGHT;
        List<Shape> shapes = new ArrayList<>(SHAPES);
        shapes.add(new Shape(s -> s, isWeight ? "is the scale taken for w + 1 and added to the conditional prediction?"
                : "w added to the conditional prediction: at scale 1 it already guides with w = 1; declare "
                        + "--convention weight if that is meant"));
        shapes.add(new Shape(s -> s - 2, isWeight ? "at weight 0 it is the unconditional prediction; declare "
                + "--convention scale if that is meant" : ""));
        List<LevelWeights> linear = levels.stream().filter(LevelWeights::isKnown).filter(LevelWeights::isLinear)
                .toList();
        if (isWeight && !linear.isEmpty() && fits(linear, s -> s - 2)) {
            return shapes.get(shapes.size() - 1).words();
        }
        return shapes.stream().filter(shape -> !linear.isEmpty() && fits(linear, shape.weight())).map(Shape::words)
                .findFirst().orElseGet(this::otherPrediction);
    }

    private static boolean fits(List<LevelWeights> levels, DoubleUnaryOperator weight) {
        return levels.stream().allMatch(
                level -> level.fits().stream().allMatch(fit -> fit.is(weight.applyAsDouble(fit.scale()))));
    }

    /** Whether the answer at scale 1 is another known prediction. */
    private String otherPrediction() {
        int middle = answers.grid().steps() / 2;
        if (answers.departure(middle, (batch, guided) -> batch.unconditional()).isRounding()) {
            return "it is the unconditional prediction; is guidance added to that one?";
        }
        if (answers.departure(middle, (batch, guided) -> ProbeBatch.scaled(batch.conditional(),
                -Math.sqrt(batch.level().noise()))).isRounding()) {
            return "it is the conditional noise prediction, where the score is asked for";
        }
        if (answers.departure(middle, (batch, guided) -> batch.level().cleanPoints(batch.points(),
                batch.conditional())).isRounding()) {
            return "it is the conditional clean prediction, where the score is asked for";
        }
        if (answers.departure(middle, ScaleWords::velocity).isRounding()) {
            return "it is the conditional velocity, where the score is asked for";
        }
        return "at scale 1 nothing may be left of guidance, and it departs " + places();
    }

    /** The steps and coordinates at which answers at scale 1 depart from the conditional prediction. */
    private String places() {
        int steps = answers.grid().steps();
        List<Integer> departing = IntStream.range(0, steps).filter(k -> !answers.departure(k,
                (batch, guided) -> batch.conditional()).isRounding()).boxed().toList();
        int wide = answers.widest();
        int d = answers.batch(wide, 0).dimension();
        List<Integer> coordinates = IntStream.range(0, d).filter(i -> departing.stream()
                .anyMatch(k -> answers.departsAtOne(wide, k, i))).boxed().toList();
        String levels = departing.size() == steps ? "in every step" : String.format(Locale.ROOT,
                "in %d of %d steps, first at σ = %.4g and last at σ = %.4g", departing.size(), steps,
                answers.grid().level(departing.get(0)).sigma(),
                answers.grid().level(departing.get(departing.size() - 1)).sigma());
        return levels + (coordinates.isEmpty() || coordinates.size() == d ? ", in all coordinates"
                : ", in " + coordinates.size() + " of " + d + " coordinates, from coordinate "
                        + (coordinates.get(0) + 1) + " to " + (coordinates.get(coordinates.size() - 1) + 1));
    }

    private static double[] velocity(ProbeBatch batch, double[] guided) {
        double[] velocity = batch.conditional().clone();
        for (int i = 0; i < velocity.length; i++) {
            velocity[i] = -batch.level().sigma() * (velocity[i] + batch.points()[i]);
        }
        return velocity;
    }

    /** Wrong weights as functions of the scale, in the order in which they are tried. */
    private static final List<Shape> FUNCTIONS = List.of(
            new Shape(s -> Math.max(0, s - 1), "at scales up to 1 nothing happens: gated; scale 0 must be the "
                    + "unconditional prediction"),
            new Shape(s -> s < 0 ? -s : s - 1, "conditional and unconditional swapped at negative scales"),
            new Shape(s -> (double) (long) s - 1, "is the scale cut to a whole number?"),
            new Shape(s -> Math.rint(s) - 1, "is the scale rounded to a whole number?"),
            new Shape(s -> (s - 1) * (s - 1), "it is the square of scale - 1"),
            new Shape(s -> (s - 1) * Math.abs(s - 1), "it is the square of scale - 1, with its sign"),
            new Shape(s -> s * s - 1, "is the square of the scale taken for the scale?"),
            new Shape(s -> Math.signum(s - 1) * Math.sqrt(Math.abs(s - 1)), "it is the root of scale - 1"),
            new Shape(s -> Math.abs(s - 1), "is the absolute value of scale - 1 taken?"));

    /** A weight that is not in proportion, with its likely cause. */
    String disproportion(LevelWeights level, LevelWeights.Fit fit) {
        LevelWeights.Fit slope = level.slope();
        double expected = slope.weight() * fit.asked();
        String cause = FUNCTIONS.stream()
                .filter(each -> level.fits().stream().allMatch(one -> one.is(each.weight().applyAsDouble(one.scale()))))
                .map(each -> ": " + each.words()).findFirst()
                .orElse(fit.weight() * expected < 0 ? ": the sign is wrong; does a limit turn it?" : "");
        return String.format(Locale.ROOT, "at scale %s, σ = %.6g the weight of the difference is %s, must be %s%s",
                given(fit.scale()), level.level().sigma(), WorstAnswer.digits(fit.weight(), expected),
                WorstAnswer.digits(expected, fit.weight()), cause);
    }

    /** A level at which the weight falls with the scale. */
    String against(LevelWeights level) {
        return String.format(Locale.ROOT, "at σ = %.6g the weight is %.4g (scale - 1)", level.level().sigma(),
                level.slope().weight());
    }

    private String given(double scale) {
        return ProbeCalls.plain(answers.given(scale));
    }

    /** The report of what the guider acts as, by level. */
    Evidence report(List<LevelWeights> levels, Predicate<LevelWeights> isPerStep) {
        double scale = answers.reported(candidate).orElse(1.0);
        List<String> ranges = new ArrayList<>();
        int first = 0;
        while (first < levels.size()) {
            String own = acts(levels.get(first), scale, isPerStep);
            int last = first;
            while (last + 1 < levels.size() && acts(levels.get(last + 1), scale, isPerStep).equals(own)) {
                last++;
            }
            double from = levels.get(first).level().sigma();
            double to = levels.get(last).level().sigma();
            ranges.add(own + (first == last ? String.format(Locale.ROOT, " at σ %.4g", from)
                    : String.format(Locale.ROOT, " at σ %.4g to %.4g", from, to)));
            first = last + 1;
        }
        double most = levels.stream().map(level -> level.at(scale)).filter(LevelWeights.Fit::isKnown)
                .mapToDouble(LevelWeights.Fit::weight).filter(Double::isFinite).max().orElse(0);
        String words = String.join(", ", ranges.subList(0, Math.min(MOST_RANGES, ranges.size())))
                + (ranges.size() > MOST_RANGES ? ", …" : "");
        Evidence evidence = Evidence
                .of(Evidence.Kind.AT_POINTS,
                        "largest weight, asked for scale " + given(scale) + ": it acts as " + words,
                        most)
                .within(Interval.around(most, 0)).by("least squares").decides(Requirement.NONE).asAttempt();
        Optional<LevelWeights> bent = levels.stream().filter(level -> !level.isLinear()).findFirst();
        evidence = bent.isEmpty() ? evidence : evidence.with("weights of points", points(levels, scale));
        return answers.refused().isEmpty() ? evidence
                : evidence.with("refused scales", answers.refused().toString());
    }

    private static String acts(LevelWeights level, double scale, Predicate<LevelWeights> isPerStep) {
        LevelWeights.Fit fit = level.at(scale);
        if (isPerStep.test(level)) {
            return "CFG++ (scale/(1 - σ′/σ), which grows with the number of steps)";
        }
        if (!level.isLinear()) {
            return "no scale (the weight depends on the point)";
        }
        if (!fit.isKnown()) {
            return "a scale that rounding hides";
        }
        return fit.is(fit.asked()) ? "asked"
                : fit.is(0) ? "the conditional prediction" : String.format(Locale.ROOT, "scale %.4g",
                        1 + fit.weight());
    }

    /** Smallest and largest weights of single points, at a few levels. */
    private static String points(List<LevelWeights> levels, double scale) {
        List<String> texts = new ArrayList<>();
        for (int k = 0; k < levels.size(); k += Math.max(1, levels.size() / MOST_RANGES)) {
            LevelWeights.Fit fit = levels.get(k).at(scale);
            if (fit.least() <= fit.most()) {
                texts.add(String.format(Locale.ROOT, "%.4g to %.4g at σ %.4g", fit.least(), fit.most(),
                        levels.get(k).level().sigma()));
            }
        }
        return String.join(", ", texts);
    }
}
