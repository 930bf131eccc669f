package org.guidecheck.guard.guiders;

import static org.guidecheck.guard.guiders.PointFormula.number;
import static org.guidecheck.guard.guiders.PointFormula.product;
import static org.guidecheck.guard.guiders.PointFormula.sum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;

/**
 * Variants of built-in guiders that add a number to a denominator against division by 0. The number is found from the
 * answers of the guider that is compared.
 */
final class StabilisedVariants {
    private static final double START = 1e-8;
    private static final double RELATIVE_CHANGE = 0.01;
    private static final int ITERATIONS = 12;
    /** Relative change at which the number is found. */
    private static final double FOUND = 1e-9;

    private StabilisedVariants() {
    }

    /**
     * Variant for each number.
     *
     * @param words the denominator
     * @param of    the guider with a number
     */
    private record Family(String words, DoubleFunction<Guider> of) {
    }

    /**
     * The number, and where it is added, with which a built-in guider gives the answers of another one up to rounding.
     *
     * @param like       the built-in guider
     * @param departures departures of the answers from those of a guider, in units of rounding, always in one order
     * @return empty if there is none above 0
     */
    static Optional<Stabiliser> explaining(Guider like, Function<Guider, double[]> departures) {
        for (Family family : of(like)) {
            double amount = fitted(family, departures);
            if (amount > 0 && Arrays.stream(departures.apply(family.of().apply(amount)))
                    .allMatch(off -> Math.abs(off) <= 1)) {
                return Optional.of(new Stabiliser(amount, family.words()));
            }
        }
        return Optional.empty();
    }

    /** The number that fits best, by Gauss-Newton steps. */
    private static double fitted(Family family, Function<Guider, double[]> departures) {
        double amount = START;
        for (int k = 0; k < ITERATIONS && amount > 0; k++) {
            double small = RELATIVE_CHANGE * amount;
            double[] now = departures.apply(family.of().apply(amount));
            double[] beside = departures.apply(family.of().apply(amount + small));
            double product = 0;
            double square = 0;
            for (int i = 0; i < now.length; i++) {
                double slope = (beside[i] - now[i]) / small;
                product += slope * now[i];
                square += slope * slope;
            }
            double change = product / square;
            amount -= change;
            if (Math.abs(change) <= FOUND * amount) {
                break;
            }
        }
        return amount;
    }

    private static List<Family> of(Guider like) {
        String[] parts = like.name().split(":", -1);
        return switch (parts[0]) {
            case "cfg-zero-star", "cfg-zero-star-steps" -> List.of(
                    new Family("the square of the length of the unconditional velocity",
                            amount -> zeroStar(like, amount)));
            case "rescale" ->
                rescaled(like, Double.parseDouble(parts[1]), List.of(Affine.Kind.NOISE, Affine.Kind.SCORE));
            case "rescale-x0" -> rescaled(like, Double.parseDouble(parts[1]), List.of(Affine.Kind.CLEAN));
            case "apg" -> projected(like, number(parts, 1, 0), number(parts, 2, 2.5), number(parts, 3, -0.75));
            case "projected" -> projected(like, number(parts, 1, 0), number(parts, 2, Double.POSITIVE_INFINITY), 0);
            default -> List.of();
        };
    }

    /** The optimised scale with the number below, where the guider moves points. */
    private static Guider zeroStar(Guider like, double amount) {
        return new RuleVariants.Wrapped(like, (grid, scale) -> {
            Guider.Run run = like.begin(grid, scale);
            return call -> {
                double[] guided = run.guided(call);
                double squared = Math.pow(Affine.Kind.VELOCITY.at(call.level()).factor(), 2);
                PointFormula formula = (x, c, u) -> {
                    double[] own = sum(c, 1, x);
                    double[] other = sum(u, 1, x);
                    double factor = squared * product(own, other) / (squared * product(other, other) + amount);
                    return sum(c, scale - 1, sum(own, -factor, other));
                };
                return Arrays.equals(guided, ProbeBatch.scaled(call.points(), -1)) ? guided : formula.atEach(call);
            };
        });
    }

    private static List<Family> rescaled(Guider like, double share, List<Affine.Kind> kinds) {
        List<Family> families = new ArrayList<>();
        for (Affine.Kind kind : kinds) {
            for (int less = 0; less <= 1; less++) {
                int fewer = less;
                families.add(new Family("the standard deviation" + (less == 0 ? "" : " (by d - 1)") + " of the guided "
                        + kind.words() + " prediction", amount -> rescaled(like, share, kind, fewer, amount)));
            }
        }
        return families;
    }

    private static Guider rescaled(Guider like, double share, Affine.Kind kind, int fewer, double amount) {
        return new RuleVariants.Wrapped(like, (grid, scale) -> call -> {
            Affine affine = kind.at(call.level());
            PointFormula formula = (x, c, u) -> {
                double[] guided = affine.base(sum(c, scale - 1, sum(c, -1, u)), x);
                double to = affine.factor() * deviation(affine.base(c, x), fewer);
                double factor = share * to / (affine.factor() * deviation(guided, fewer) + amount) + 1 - share;
                return sum(ProbeBatch.scaled(guided, factor), -affine.shift(), x);
            };
            return formula.atEach(call);
        });
    }

    private static double deviation(double[] values, int fewer) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
        return values.length == 1 ? 0 : Math.sqrt(squares / (values.length - fewer));
    }

    /** Which denominators of projected guidance the number is added to. */
    private enum Place {
        LIMIT("the length of the difference, where it is cut"),
        BASE("the length of the conditional clean prediction"),
        BOTH("the lengths of the difference and of the conditional clean prediction"),
        SQUARE("the square of the length of the conditional clean prediction");

        private final String words;

        Place(String words) {
            this.words = words;
        }

        private double inLimit(double amount) {
            return this == LIMIT || this == BOTH ? amount : 0;
        }

        private double square(double[] base, double amount) {
            double square = product(base, base);
            return switch (this) {
                case LIMIT -> square;
                case BASE, BOTH -> Math.pow(Math.sqrt(square) + amount, 2);
                case SQUARE -> square + amount;
            };
        }
    }

    private static List<Family> projected(Guider like, double parallel, double longest, double momentum) {
        return Arrays.stream(Place.values()).map(place -> new Family(place.words,
                amount -> projected(like, parallel, longest, momentum, place, amount))).toList();
    }

    private static Guider projected(Guider like, double parallel, double longest, double momentum, Place place,
            double amount) {
        return new RuleVariants.Wrapped(like, (grid, scale) -> {
            // Differences of clean points are summed by the built-in rule without limit and projection.
            Guider.Run summed = Guiders.byName("momentum:" + momentum).begin(grid, 2);
            return call -> {
                Affine clean = Affine.Kind.CLEAN.at(call.level());
                double[] sums = summed.guided(call);
                PointFormula formula = (x, c, total) -> {
                    double[] update = sum(total, -1, c);
                    double length = clean.factor() * Math.sqrt(product(update, update)) + place.inLimit(amount);
                    double cut = length > longest ? longest / length : 1;
                    double[] base = ProbeBatch.scaled(clean.base(c, x), clean.factor());
                    double square = place.square(base, amount);
                    double along = square > 0 ? (1 - parallel) * product(update, base) / square : 0;
                    return sum(c, (scale - 1) * cut, sum(update, -along, base));
                };
                return formula.atEach(call, sums);
            };
        });
    }
}
