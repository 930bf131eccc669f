package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * Variants of a built-in guider that are wrong in a part of a run, along other axes of the arrays, or in the length that
 * a limit is on.
 */
final class PartVariants {
    private PartVariants() {
    }

    /** Steps of a run. */
    private record Part(String words, StepsOf steps) {
    }

    /** Whether a step belongs to a part. */
    @FunctionalInterface
    private interface StepsOf {
        boolean contains(int step, int steps);
    }

    private static final List<Part> PARTS = List.of(
            new Part("in the first step", (step, steps) -> step == 0),
            new Part("in the last step", (step, steps) -> step == steps - 1),
            new Part("in the first half of the steps", (step, steps) -> 2 * step < steps),
            new Part("in the second half of the steps", (step, steps) -> 2 * step >= steps),
            new Part("in every second step, from the first on", (step, steps) -> step % 2 == 0),
            new Part("in every second step, from the second on", (step, steps) -> step % 2 == 1));

    /** Factor that depends on the noise level. */
    private record Factor(String words, ToDoubleFunction<NoiseLevel> of) {
    }

    private static final List<Factor> FACTORS = List.of(
            new Factor("sigma", NoiseLevel::sigma),
            new Factor("1/sigma", level -> 1 / level.sigma()),
            new Factor("sqrt(1 - alpha_bar)", level -> Math.sqrt(level.noise())),
            new Factor("1/sqrt(1 - alpha_bar)", level -> 1 / Math.sqrt(level.noise())),
            new Factor("sqrt(alpha_bar)", level -> Math.sqrt(level.signal())),
            new Factor("1/sqrt(alpha_bar)", level -> 1 / Math.sqrt(level.signal())));

    /** The conditional prediction and guidance times a factor. */
    static double[] times(GuidanceCall call, double[] guided, double factor) {
        double[] result = call.conditional().clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += factor * (guided[i] - call.conditional()[i]);
        }
        return result;
    }

    /** The variants of a guider, simplest first. */
    static List<RuleVariants.Variant> of(Guider like) {
        List<RuleVariants.Variant> variants = new ArrayList<>();
        for (Part part : PARTS) {
            variants.add(new RuleVariants.Variant("the conditional prediction, without guidance, " + part.words(),
                    in(part, like, RuleVariants.output(like, (call, guided) -> call.conditional()))));
            variants.add(new RuleVariants.Variant("the unconditional prediction " + part.words(),
                    in(part, like, RuleVariants.output(like, (call, guided) -> call.unconditional()))));
            variants.add(new RuleVariants.Variant("the two predictions swapped " + part.words(),
                    in(part, like, RuleVariants.input(like, PartVariants::swapped))));
        }
        variants.add(new RuleVariants.Variant("the difference of another point: the batch comes in the reverse order",
                RuleVariants.input(like, PartVariants::ofOtherRows)));
        variants.add(new RuleVariants.Variant("sums, deviations or lengths are taken over the points of the batch, for "
                + "each coordinate, where those over the coordinates are meant", turned(like)));
        variants.add(
                new RuleVariants.Variant("the point itself is taken where the unconditional noise prediction is meant",
                        RuleVariants.input(like, call -> with(call, call.conditional(), ProbeBatch.scaled(call.points(),
                                -1 / Math.sqrt(call.level().noise()))))));
        variants.add(new RuleVariants.Variant("the mean of the coordinates is left out of guidance",
                RuleVariants.output(like, PartVariants::withoutMean)));
        for (Factor factor : FACTORS) {
            variants.add(new RuleVariants.Variant(
                    "guidance is multiplied by " + factor.words() + "; is a factor of the "
                            + "noise level missing or left over where predictions are converted?",
                    RuleVariants.output(like, (call, guided) -> times(call, guided, factor.of().applyAsDouble(
                            call.level())))));
        }
        variants.addAll(deviations(like));
        variants.addAll(squares(like));
        return variants;
    }

    /** Another guider in a part of the steps. */
    private static Guider in(Part part, Guider like, Guider other) {
        return new RuleVariants.Wrapped(like, (grid, scale) -> {
            Guider.Run right = like.begin(grid, scale);
            Guider.Run wrong = other.begin(grid, scale);
            return call -> {
                double[] guided = right.guided(call);
                double[] fault = wrong.guided(call);
                return part.steps().contains(call.step(), grid.steps()) ? fault : guided;
            };
        });
    }

    private static GuidanceCall with(GuidanceCall call, double[] conditional, double[] unconditional) {
        return new GuidanceCall(call.step(), call.level(), call.dimension(), call.points(), conditional, unconditional,
                call.negative());
    }

    private static GuidanceCall swapped(GuidanceCall call) {
        return with(call, call.unconditional(), call.conditional());
    }

    private static GuidanceCall ofOtherRows(GuidanceCall call) {
        int d = call.dimension();
        double[] unconditional = call.conditional().clone();
        for (int i = 0; i < unconditional.length; i++) {
            int other = (call.count() - 1 - i / d) * d + i % d;
            unconditional[i] -= call.conditional()[other] - call.unconditional()[other];
        }
        return with(call, call.conditional(), unconditional);
    }

    private static double[] withoutMean(GuidanceCall call, double[] guided) {
        int d = call.dimension();
        double[] result = guided.clone();
        for (int from = 0; from < result.length; from += d) {
            double sum = 0;
            for (int i = from; i < from + d; i++) {
                sum += guided[i] - call.conditional()[i];
            }
            for (int i = from; i < from + d; i++) {
                result[i] -= sum / d;
            }
        }
        return result;
    }

    /** The guider on arrays whose rows are the coordinates. */
    private static Guider turned(Guider like) {
        return new RuleVariants.Wrapped(like, (TimeGrid grid, double scale) -> {
            Guider.Run run = like.begin(grid, scale);
            return call -> {
                int n = call.count();
                int d = call.dimension();
                IntUnaryOperator there = i -> i % n * d + i / n;
                GuidanceCall columns = new GuidanceCall(call.step(), call.level(), n, at(call.points(), there),
                        at(call.conditional(), there), at(call.unconditional(), there),
                        call.negative().map(each -> at(each, there)));
                return at(run.guided(columns), i -> i % d * n + i / d);
            };
        });
    }

    private static double[] at(double[] values, IntUnaryOperator index) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[index.applyAsInt(i)];
        }
        return result;
    }

    /** Rescaled guidance in which one of the two deviations is divided by d - 1 and the other by d. */
    private static List<RuleVariants.Variant> deviations(Guider like) {
        String[] parts = like.name().split(":", -1);
        if (!parts[0].startsWith("rescale")) {
            return List.of();
        }
        double phi = Double.parseDouble(parts[1]);
        boolean isClean = parts[0].endsWith("x0");
        List<RuleVariants.Variant> variants = new ArrayList<>();
        for (double power : new double[] {0.5, -0.5}) {
            variants.add(new RuleVariants.Variant("the deviation of the " + (power > 0 ? "guided" : "conditional")
                    + " prediction is divided by d - 1, and the other one by d",
                    new RuleVariants.Wrapped(like, (grid, scale) -> {
                        Guider.Run run = like.begin(grid, scale);
                        Guider.Run plain = Guiders.byName("cfg").begin(grid, scale);
                        return call -> deviated(call, run.guided(call), plain.guided(call), 1 - phi,
                                call.dimension() == 1 ? 1 : Math.pow(1 - 1.0 / call.dimension(), power), isClean);
                    })));
        }
        return variants;
    }

    /** k (guided - (1 - phi) plain) + (1 - phi) plain, of scores or of clean points. */
    private static double[] deviated(GuidanceCall call, double[] guided, double[] plain, double rest, double factor,
            boolean isClean) {
        double[] result = guided.clone();
        for (int i = 0; i < result.length; i++) {
            double shift = isClean ? call.points()[i] / call.level().noise() : 0;
            result[i] = factor * (guided[i] + shift - rest * (plain[i] + shift)) + rest * (plain[i] + shift) - shift;
        }
        return result;
    }

    /** A limit on the square of the length of the difference of clean points, where it is meant on the length. */
    private static List<RuleVariants.Variant> squares(Guider like) {
        String[] parts = like.name().split(":", -1);
        if (!parts[0].equals("projected") || parts.length < 3 || parts[2].equals("inf")) {
            return List.of();
        }
        double longest = Double.parseDouble(parts[2]);
        return RuleVariants.named(parts[0] + ":" + parts[1]).stream().map(free -> new RuleVariants.Variant(
                "the limit is on the square of the length, where it is meant on the length",
                new RuleVariants.Wrapped(like, (grid, scale) -> {
                    Guider.Run run = free.begin(grid, scale);
                    return call -> run.guided(with(call, call.conditional(), shortened(call, longest)));
                }))).toList();
    }

    private static double[] shortened(GuidanceCall call, double longest) {
        int d = call.dimension();
        double unit = call.level().noise() / Math.sqrt(call.level().signal());
        double[] unconditional = call.conditional().clone();
        for (int from = 0; from < unconditional.length; from += d) {
            double square = 0;
            for (int i = from; i < from + d; i++) {
                square += Math.pow(unit * (call.conditional()[i] - call.unconditional()[i]), 2);
            }
            for (int i = from; i < from + d; i++) {
                unconditional[i] -= Math.min(1, longest / square) * (call.conditional()[i] - call.unconditional()[i]);
            }
        }
        return unconditional;
    }
}
