package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.text.InvalidInputException;

/**
 * Variants of a built-in guider, each with one usual fault. Most change what the guider is given or its answer, so that
 * they need no formula of their own.
 */
final class RuleVariants {
    /** Distance in λ of a level that is on the other side of the end of an interval. */
    private static final double BESIDE = 1e-12;
    /** Distance in λ within which a level is at a jump, up to rounding. */
    private static final double AT = 1e-10;
    private static final List<Changed> CHANGES = List.of(
            new Changed(x -> 1 - x, "; are a number and its complement to 1 swapped?"),
            new Changed(x -> -x, "; is a sign wrong?"),
            new Changed(x -> 0.0, "; is it left out?"),
            new Changed(x -> 1.0, "; is it left out?"),
            new Changed(x -> Double.POSITIVE_INFINITY, "; is the limit missing?"));

    private RuleVariants() {
    }

    /**
     * A guider with a fault.
     *
     * @param words  the fault, and what is usually its cause
     * @param guider the guider
     */
    record Variant(String words, Guider guider) {
    }

    /** Answers from those of the guider itself. */
    @FunctionalInterface
    interface Output {
        double[] of(GuidanceCall call, double[] guided);
    }

    /** The variants of a guider, simplest first. */
    static List<Variant> of(Guider like) {
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant("the conditional prediction, without guidance",
                output(like, (call, guided) -> call.conditional())));
        variants.add(new Variant("the unconditional prediction",
                output(like, (call, guided) -> call.unconditional())));
        variants.add(new Variant("cfg", Guiders.byName("cfg")));
        variants.addAll(scales(like));
        variants.addAll(numbers(like.name()));
        variants.addAll(inputs(like));
        variants.addAll(outputs(like));
        variants.addAll(ends(like));
        variants.addAll(PartVariants.of(like));
        variants.addAll(FormulaVariants.of(like));
        return variants;
    }

    private static List<Variant> scales(Guider like) {
        return List.of(
                new Variant(
                        "the scale is one too large; is s added to the conditional prediction where s - 1 is meant?",
                        scaled(like, s -> s + 1)),
                new Variant("the scale is one too small; is s - 1 taken for the scale?", scaled(like, s -> s - 1)),
                new Variant("guidance in the opposite direction; is a sign wrong?", scaled(like, s -> 2 - s)),
                new Variant("the scale is ignored", scaled(like, s -> 2.0)),
                new Variant("the scale is rounded to a whole number", scaled(like, Math::floor)),
                new Variant("the square of the scale is taken for it", scaled(like, s -> s * s)),
                new Variant("the root of the weight is taken for it",
                        scaled(like, s -> 1 + Math.signum(s - 1) * Math.sqrt(Math.abs(s - 1)))),
                new Variant("the weight is twice as large", scaled(like, s -> 2 * s - 1)),
                new Variant("the weight is half as large", scaled(like, s -> 0.5 * (s + 1))),
                new Variant(exchanged(like.name()),
                        of(like, s -> 1 - s, call -> new GuidanceCall(call.step(), call.level(), call.dimension(),
                                call.points(), call.unconditional(), call.conditional(), call.negative()),
                                (call, guided) -> guided)),
                new Variant(
                        "guidance of scale - 1 is added to the unconditional prediction, where the conditional one is "
                                + "meant",
                        output(like, RuleVariants::onUnconditional)),
                new Variant(
                        "guidance of the whole scale is added to the unconditional prediction, where scale - 1 on the "
                                + "conditional one is meant",
                        of(like, s -> s + 1, call -> call,
                                RuleVariants::onUnconditional)));
    }

    /** What it amounts to that the predictions are exchanged and guidance is kept, in words. */
    private static String exchanged(String name) {
        return name.startsWith("rescale")
                ? "the deviation is that of the unconditional prediction, where the conditional one's is meant"
                : name.startsWith("cfg++")
                        ? "the conditional noise is added again after the clean point is predicted, where the "
                                + "unconditional one is meant"
                        : "the unconditional prediction is the base, and projected on, where the conditional one is "
                                + "meant";
    }

    private static List<Variant> inputs(Guider like) {
        return List.of(
                new Variant("the score or noise prediction is taken where the "
                        + (like.name().startsWith("cfg-zero-star") ? "velocity" : "clean one")
                        + " is meant (projection)",
                        input(like, call -> moved(call, 0))),
                new Variant("the velocity is taken where the clean prediction is meant (projection)",
                        input(like, call -> moved(call, call.level().noise()))),
                new Variant("statistics are taken over the whole batch, where those of each point are meant",
                        input(like, call -> new GuidanceCall(call.step(), call.level(), call.points().length,
                                call.points(), call.conditional(), call.unconditional(), call.negative()))),
                new Variant("earlier steps are not remembered; is the momentum missing?", forgetful(like)));
    }

    private static List<Variant> outputs(Guider like) {
        return List.of(
                new Variant("the answer is the noise prediction, where the score is meant",
                        output(like, (call, guided) -> ProbeBatch.scaled(guided, -Math.sqrt(call.level().noise())))),
                new Variant("the answer is the clean prediction, where the score is meant",
                        output(like, (call, guided) -> call.level().cleanPoints(call.points(), guided))));
    }

    /** The same guider with one jump, or all of them, on its other side. */
    private static List<Variant> ends(Guider like) {
        List<NoiseLevel> jumps = like.rule().map(GuidanceRule::jumps).orElse(List.of());
        List<Variant> variants = new ArrayList<>();
        for (NoiseLevel jump : jumps) {
            for (double side : new double[] {-BESIDE, BESIDE}) {
                variants.add(new Variant(
                        String.format(Locale.ROOT, "the end at σ = %.6g is open where it must be closed, "
                                + "or closed where it must be open", jump.sigma()),
                        input(like, call -> isAt(call, jump) ? beside(call, side) : call)));
            }
        }
        // The noisier end of an interval moves out of it, and the other one into it.
        variants.add(new Variant("both ends are open where they must be closed, or closed where they must be open",
                input(like, call -> beside(call, -BESIDE))));
        return variants;
    }

    private static boolean isAt(GuidanceCall call, NoiseLevel jump) {
        return Math.abs(call.level().logSnr() - jump.logSnr()) <= AT;
    }

    /** The same guider with one number changed. */
    private static List<Variant> numbers(String name) {
        String[] parts = name.split(":", -1);
        List<Variant> variants = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            for (Changed changed : CHANGES) {
                String[] other = parts.clone();
                double number = number(parts[i]);
                double value = changed.change.apply(number);
                other[i] = value == Double.POSITIVE_INFINITY ? "inf" : Double.toString(value);
                String text = String.join(":", other);
                if (value != number) {
                    named(text).ifPresent(guider -> variants.add(new Variant(text + changed.words, guider)));
                }
            }
        }
        for (List<String> pair : List.of(List.of("rescale", "rescale-x0"), List.of("rescale-x0", "rescale"))) {
            if (parts[0].equals(pair.get(0))) {
                String text = pair.get(1) + name.substring(parts[0].length());
                named(text).ifPresent(guider -> variants.add(new Variant(text + ", which scales another prediction",
                        guider)));
            }
        }
        return variants;
    }

    /**
     * Change of a number.
     *
     * @param change the change
     * @param words  likely cause
     */
    private record Changed(UnaryOperator<Double> change, String words) {
    }

    private static double number(String text) {
        return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    static Optional<Guider> named(String text) {
        try {
            return Guiders.find(text);
        } catch (InvalidInputException outOfRange) {
            return Optional.empty();
        }
    }

    private static double[] onUnconditional(GuidanceCall call, double[] guided) {
        double[] result = guided.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += call.unconditional()[i] - call.conditional()[i];
        }
        return result;
    }

    private static GuidanceCall moved(GuidanceCall call, double factor) {
        return new GuidanceCall(call.step(), call.level(), call.dimension(), ProbeBatch.scaled(call.points(), factor),
                call.conditional(), call.unconditional(), call.negative());
    }

    private static GuidanceCall beside(GuidanceCall call, double distance) {
        NoiseLevel level = NoiseLevel.ofLogSnr(call.level().logSnr() + distance);
        return new GuidanceCall(call.step(), level, call.dimension(), call.points(), call.conditional(),
                call.unconditional(), call.negative());
    }

    static Guider scaled(Guider like, UnaryOperator<Double> scale) {
        return of(like, scale, call -> call, (call, guided) -> guided);
    }

    static Guider input(Guider like, UnaryOperator<GuidanceCall> input) {
        return of(like, s -> s, input, (call, guided) -> guided);
    }

    static Guider output(Guider like, Output output) {
        return of(like, s -> s, call -> call, output);
    }

    private static Guider of(Guider like, UnaryOperator<Double> scale, UnaryOperator<GuidanceCall> input,
            Output output) {
        return new Wrapped(like, (grid, s) -> {
            Guider.Run run = like.begin(grid, scale.apply(s));
            return call -> output.of(call, run.guided(input.apply(call)));
        });
    }

    /** A new run for every step. */
    private static Guider forgetful(Guider like) {
        return new Wrapped(like, (grid, s) -> call -> like.begin(grid, s).guided(call));
    }

    /** A built-in guider with another run. */
    record Wrapped(Guider like, Begin start) implements Guider {
        @Override
        public String name() {
            return like.name();
        }

        @Override
        public Run begin(TimeGrid grid, double scale) {
            return start.run(grid, scale);
        }
    }

    /** Maker of a run. */
    @FunctionalInterface
    interface Begin {
        Guider.Run run(TimeGrid grid, double scale);
    }
}
