package org.guidecheck.guard.guiders;

import static org.guidecheck.guard.guiders.PointFormula.number;
import static org.guidecheck.guard.guiders.PointFormula.product;
import static org.guidecheck.guard.guiders.PointFormula.sum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.process.TimeGrid;

/**
 * Variants of built-in guiders with a fault in their own formula, such as another norm, denominator or order of two
 * operations. They are tried where a guider differs from the built-in one that it is declared to be.
 */
final class FormulaVariants {
    private FormulaVariants() {
    }

    /** The variants of a guider; none if it has no such formula. */
    static List<RuleVariants.Variant> of(Guider like) {
        String[] parts = like.name().split(":", -1);
        return switch (parts[0]) {
            case "rescale" -> List.of(new RuleVariants.Variant("the length is taken where the standard deviation is "
                    + "meant; is the mean of the coordinates not subtracted?",
                    byLength(like, Double.parseDouble(parts[1]))));
            case "cfg-zero-star", "cfg-zero-star-steps" -> List.of(
                    new RuleVariants.Variant(
                            "the product of the predictions is divided by the square of the conditional "
                                    + "one, where the unconditional one's is meant",
                            byConditional(like)));
            case "interval" ->
                List.of(new RuleVariants.Variant("the noise level at the end of the step is taken, where "
                        + "the one at its start is meant", new RuleVariants.Wrapped(like, (grid, scale) -> {
                            Guider.Run run = like.begin(grid, scale);
                            return call -> run.guided(new GuidanceCall(call.step(), grid.level(call.step() + 1),
                                    call.dimension(), call.points(), call.conditional(), call.unconditional(),
                                    call.negative()));
                        })));
            case "apg", "momentum" -> memory(like, parts);
            default -> List.of();
        };
    }

    /** The formula where the guider moves points, and the guider's own answer where it keeps them at rest. */
    private static Guider byConditional(Guider like) {
        return new RuleVariants.Wrapped(like, (grid, scale) -> {
            Guider.Run run = like.begin(grid, scale);
            PointFormula formula = (x, c, u) -> byConditional(scale - 1, x, c, u);
            return call -> {
                double[] guided = run.guided(call);
                return Arrays.equals(guided, ProbeBatch.scaled(call.points(), -1)) ? guided : formula.atEach(call);
            };
        });
    }

    private static Guider byLength(Guider like, double share) {
        return new RuleVariants.Wrapped(like, (grid, scale) -> {
            PointFormula formula = (x, c, u) -> rescaledByLength(share, scale - 1, c, u);
            return formula::atEach;
        });
    }

    private static double[] rescaledByLength(double share, double w, double[] c, double[] u) {
        double[] guided = sum(c, w, sum(c, -1, u));
        double length = Math.sqrt(product(guided, guided));
        double factor = length > 0 ? share * Math.sqrt(product(c, c)) / length + 1 - share : 1;
        return ProbeBatch.scaled(guided, factor);
    }

    /** CFG-Zero* on x + s, with the square of the conditional one below. */
    private static double[] byConditional(double w, double[] x, double[] c, double[] u) {
        double[] own = sum(c, 1, x);
        double[] other = sum(u, 1, x);
        double square = product(own, own);
        double factor = square > 0 ? product(own, other) / square : 1;
        return sum(c, w, sum(own, -factor, other));
    }

    /** Momentum that is cut to a length before it is summed, or averaged where it is summed. */
    private static List<RuleVariants.Variant> memory(Guider like, String[] parts) {
        List<RuleVariants.Variant> variants = new ArrayList<>();
        boolean isApg = parts[0].equals("apg");
        double momentum = isApg ? number(parts, 3, -0.75) : number(parts, 1, 0);
        double parallel = isApg ? number(parts, 1, 0) : 1;
        double longest = isApg ? number(parts, 2, 2.5) : Double.POSITIVE_INFINITY;
        // Momentum alone adds multiples of updates, so that the built-in rule without a limit sums what was cut before.
        String uncut = "apg:" + parallel + ":inf:" + momentum;
        variants.add(new RuleVariants.Variant("the difference is cut to its length before momentum is added, where the "
                + "sum is meant to be cut",
                new RuleVariants.Wrapped(like, (grid, scale) -> cutFirst(uncut, longest, grid,
                        scale))));
        variants.add(new RuleVariants.Variant("differences are averaged, with 1 - beta for the new one, where they are "
                + "meant to be summed", RuleVariants.input(like, call -> nearer(call, 1 - momentum))));
        return variants;
    }

    private static Guider.Run cutFirst(String uncut, double longest, TimeGrid grid, double scale) {
        Guider.Run run = Guiders.byName(uncut).begin(grid, scale);
        return call -> {
            double[] unconditional = call.unconditional().clone();
            int d = call.dimension();
            for (int from = 0; from < unconditional.length; from += d) {
                double square = 0;
                for (int i = from; i < from + d; i++) {
                    square += (call.conditional()[i] - unconditional[i]) * (call.conditional()[i] - unconditional[i]);
                }
                double length = call.level().noise() * Math.sqrt(square / call.level().signal());
                for (int i = from; i < from + d && length > longest; i++) {
                    unconditional[i] =
                            call.conditional()[i] - longest / length * (call.conditional()[i] - unconditional[i]);
                }
            }
            return run.guided(with(call, unconditional));
        };
    }

    /** The call with a multiple of its difference. */
    private static GuidanceCall nearer(GuidanceCall call, double factor) {
        double[] unconditional = sum(call.conditional(), -factor, sum(call.conditional(), -1, call.unconditional()));
        return with(call, unconditional);
    }

    private static GuidanceCall with(GuidanceCall call, double[] unconditional) {
        return new GuidanceCall(call.step(), call.level(), call.dimension(), call.points(), call.conditional(),
                unconditional, call.negative());
    }
}
