package org.guidecheck.guard;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.Suggestions;

/**
 * Guidance rule that a sampler declares. Guiding two equal predictions must give that prediction, whatever the weight;
 * all rules of this project do.
 *
 * @param name   name and numbers, such as {@code interval:0.3:5}
 * @param weight weight of the difference of the predictions at a level, for the weight asked for; empty if the rule is
 *               not of that form
 * @param rule   the rule; empty if it is not known and guidance is not judged
 */
public record DeclaredRule(String name, Optional<WeightAtLevel> weight, Optional<GuidanceRule> rule) {
    /** Classifier-free guidance with the weight asked for at every level. */
    public static final DeclaredRule CFG =
            new DeclaredRule("cfg", Optional.of((level, w) -> w), Optional.of(GuidanceRule.plain()));
    private static final DeclaredRule NONE = new DeclaredRule("none", Optional.empty(), Optional.empty());
    private static final List<String> NAMES =
            List.of("cfg", "none", "interval", "limit", "rescale", "rescale-x0", "projected", "cfg-zero-star");

    /** Weight of the difference of the predictions at a level, for the weight asked for. */
    @FunctionalInterface
    public interface WeightAtLevel {
        /**
         * The weight.
         *
         * @param level noise level of a call
         * @param asked w that the sampler is asked for
         * @return w that it should apply
         */
        double of(NoiseLevel level, double asked);
    }

    /**
     * Parses a rule.
     *
     * @param text {@code cfg}, {@code none}, {@code interval:LOW:HIGH} in σ, {@code limit:MOST}, {@code rescale:PHI}
     *             (of noise predictions) or {@code rescale-x0:PHI}, {@code projected:PARALLEL[:LONGEST]}, {@code
     *             cfg-zero-star:ABOVE}
     * @return the rule
     * @throws InvalidInputException if there is no such rule
     */
    public static DeclaredRule parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            return switch (parts[0]) {
                case "cfg" -> of(text, numbers(parts, 0, 0), CFG.weight, GuidanceRule.plain());
                case "none" -> {
                    numbers(parts, 0, 0);
                    yield NONE;
                }
                case "interval" -> interval(text, numbers(parts, 2, 2));
                case "limit" -> limit(text, numbers(parts, 1, 1));
                case "rescale" -> {
                    double[] given = numbers(parts, 1, 1);
                    yield of(text, given, Optional.empty(), new GuidanceRule.Rescaled(given[0]));
                }
                case "rescale-x0" -> {
                    double[] given = numbers(parts, 1, 1);
                    yield of(text, given, Optional.empty(),
                            new OfCleanPoints(new GuidanceRule.Rescaled(given[0])));
                }
                case "projected" -> {
                    double[] given = numbers(parts, 1, 2);
                    yield of(text, given, Optional.empty(), new GuidanceRule.Projected(given[0],
                            given.length > 1 ? given[1] : Double.POSITIVE_INFINITY));
                }
                case "cfg-zero-star" -> {
                    double[] given = numbers(parts, 1, 1);
                    yield of(text, given, Optional.empty(), new GuidanceRule.CfgZeroStar(given[0]));
                }
                default -> throw new InvalidInputException("", InvalidInputException.shorten(text)
                        + " is not a guidance rule; must be one of " + NAMES + Suggestions.hint(parts[0], NAMES));
            };
        } catch (InvalidInputException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            InvalidInputException refused = new InvalidInputException("", text + ": " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    private static DeclaredRule interval(String text, double[] ends) {
        GuidanceRule.Interval rule = new GuidanceRule.Interval(ends[0], ends[1]);
        return of(text, ends,
                Optional.of((level, w) -> level.sigma() > rule.low() && level.sigma() <= rule.high() ? w : 0), rule);
    }

    private static DeclaredRule limit(String text, double[] most) {
        if (!(most[0] >= 0)) {
            throw new IllegalArgumentException("most=" + most[0] + ": must be at least 0");
        }
        return of(text, most, Optional.of((level, w) -> Math.min(w, most[0])),
                (level, w, x, conditional, unconditional) -> GuidanceRule.plain().guided(level, Math.min(w, most[0]), x,
                        conditional, unconditional));
    }

    private static DeclaredRule of(String name, double[] numbers, Optional<WeightAtLevel> weight, GuidanceRule rule) {
        if (Arrays.stream(numbers).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("must have numbers");
        }
        return new DeclaredRule(name, weight, Optional.of(rule));
    }

    private static double[] numbers(String[] parts, int least, int most) {
        int count = parts.length - 1;
        if (count < least || count > most) {
            throw new IllegalArgumentException("must have " + (least == most ? "" : least + " to ") + most
                    + (most == 1 ? " number" : " numbers") + " after " + parts[0]);
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            try {
                numbers[i] = parts[i + 1].equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(parts[i + 1]);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + parts[i + 1] + "' must be a number", e);
            }
        }
        return numbers;
    }

    /** {@return whether the rule is classifier-free guidance with the weight asked for} */
    public boolean isPlain() {
        return name.equals(CFG.name);
    }

    /** {@return whether the rule is known, so that guidance is judged} */
    public boolean isKnown() {
        return rule.isPresent();
    }

    /** Two rules are equal if their names are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DeclaredRule that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Rule whose formula is applied to predictions of clean points in place of scores. */
    private record OfCleanPoints(GuidanceRule formula) implements GuidanceRule {
        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
                double[] unconditional) {
            double root = Math.sqrt(level.signal());
            double[] result = formula.guided(level, weight, x, level.cleanPoints(x, conditional),
                    level.cleanPoints(x, unconditional));
            for (int i = 0; i < x.length; i++) {
                result[i] = (root * result[i] - x[i]) / level.noise();
            }
            return result;
        }
    }
}
