package org.guidecheck.guider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.rule.CfgZeroStar;
import org.guidecheck.process.rule.DynamicThreshold;
import org.guidecheck.process.rule.LimitedInterval;
import org.guidecheck.process.rule.LimitedWeight;
import org.guidecheck.process.rule.OfCleanPoints;
import org.guidecheck.process.rule.PowerLaw;
import org.guidecheck.process.rule.Projected;
import org.guidecheck.process.rule.Rescaled;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.Suggestions;

/** Built-in guiders by name. A name is followed by numbers, as in {@code interval:0.3:5}. */
public final class Guiders {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;
    /** Noise above which CFG-Zero* is at rest unless told otherwise: the first 4 % of a straight path. */
    private static final double FIRST_PART = 0.998;
    /** Length and momentum of the paper of APG for its EDM2 models. */
    private static final double LONGEST = 2.5;
    private static final double MOMENTUM = -0.75;

    private static final List<Kind> KINDS = List.of(
            Kind.of("cfg", "", 0, 0, n -> GuidanceRule.plain()),
            Kind.of("interval", ":LOW:HIGH", 2, 2, n -> new LimitedInterval(n[0], n[1])),
            Kind.of("limit", ":MOST", 1, 1, n -> new LimitedWeight(n[0])),
            Kind.of("rescale", ":PHI", 1, 1, n -> new Rescaled(n[0])),
            Kind.of("rescale-x0", ":PHI", 1, 1, n -> new OfCleanPoints(new Rescaled(n[0]))),
            Kind.of("projected", ":ETA[:R]", 1, 2, n -> new Projected(n[0], or(n, 1, UNLIMITED))),
            Kind.of("cfg-zero-star", "[:ABOVE]", 0, 1, n -> new CfgZeroStar(or(n, 0, FIRST_PART))),
            new Kind("cfg-zero-star-steps", "[:K]", 0, 1, (name, n) -> new ZeroInitSteps(name, whole(or(n, 0, 1)))),
            new Kind("apg", "[:ETA[:R[:BETA]]]", 0, 3,
                    (name, n) -> new Apg(name, new Projected(or(n, 0, 0), or(n, 1, LONGEST)), or(n, 2, MOMENTUM))),
            new Kind("momentum", ":BETA", 1, 1, (name, n) -> new Apg(name, new Projected(1, UNLIMITED), n[0])),
            new Kind("cfg++", "[:LAMBDA]", 0, 1, (name, n) -> new CfgPlusPlus(name,
                    n.length > 0 ? OptionalDouble.of(n[0]) : OptionalDouble.empty())),
            new Kind("perp-neg", "[:A]", 0, 1, (name, n) -> new PerpNeg(name, or(n, 0, 1))),
            Kind.of("power", ":ALPHA", 1, 1, n -> new PowerLaw(n[0])),
            Kind.of("threshold", ":PERCENTILE", 1, 1, n -> new DynamicThreshold(n[0])));

    private Guiders() {
    }

    /**
     * Kind of guider.
     *
     * @param name    its name
     * @param numbers the numbers after the name, as help shows them
     * @param least   fewest numbers
     * @param most    most numbers
     * @param maker   makes a guider of the whole name and the numbers; throws {@link IllegalArgumentException}
     */
    private record Kind(String name, String numbers, int least, int most, BiFunction<String, double[], Guider> maker) {
        /** Kind of a rule without memory. */
        static Kind of(String name, String numbers, int least, int most,
                Function<double[], GuidanceRule> rule) {
            return new Kind(name, numbers, least, most, (whole, n) -> Guider.of(whole, rule.apply(n)));
        }
    }

    /**
     * The guider of a name.
     *
     * @param text name and numbers, such as {@code cfg}, {@code interval:0.3:5} or {@code apg:0:2.5:-0.75}; {@code inf}
     *             is a number
     * @return the guider, whose name is the text
     * @throws InvalidInputException if there is no such guider or a number is missing, too many or out of its range
     */
    public static Guider byName(String text) {
        return find(text).orElseThrow(() -> unknown(text, List.of()));
    }

    /**
     * The guider of a name.
     *
     * @param text name and numbers
     * @return the guider; empty if there is none of that name
     * @throws InvalidInputException if a number is missing, too many or out of its range
     */
    public static Optional<Guider> find(String text) {
        String[] parts = text.split(":", -1);
        Optional<Kind> found = KINDS.stream().filter(kind -> kind.name.equals(parts[0])).findFirst();
        try {
            return found.map(kind -> kind.maker.apply(text, numbers(parts, kind)));
        } catch (IllegalArgumentException e) {
            InvalidInputException refused =
                    new InvalidInputException("", InvalidInputException.shorten(text) + ": " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    /**
     * The rule that a guider applies to each point, doing nothing else. What a guider says of itself in {@link
     * Guider#rule} is not asked: a proof about the rule is one about the guider only if the guider cannot do otherwise.
     *
     * @param guider the guider
     * @return the rule of a guider that {@link Guider#of} made; else empty
     */
    public static Optional<GuidanceRule> applied(Guider guider) {
        return guider instanceof RuleGuider made ? Optional.of(made.each()) : Optional.empty();
    }

    /**
     * The error of an unknown name.
     *
     * @param text    the name
     * @param further names that are known beside those of guiders
     * @return the error, with all names and the nearest one
     */
    public static InvalidInputException unknown(String text, List<String> further) {
        List<String> names = new ArrayList<>(KINDS.stream().map(Kind::name).toList());
        names.addAll(further);
        return new InvalidInputException("", InvalidInputException.shorten(text)
                + " is not a guidance rule; must be one of " + names + Suggestions.hint(text.split(":", -1)[0], names));
    }

    /** {@return the names of all guiders, each with the numbers that follow it, such as {@code interval:LOW:HIGH}} */
    public static List<String> names() {
        return KINDS.stream().map(kind -> kind.name + kind.numbers).toList();
    }

    private static double[] numbers(String[] parts, Kind kind) {
        int count = parts.length - 1;
        if (count < kind.least || count > kind.most) {
            throw new IllegalArgumentException("must have " + (kind.least == kind.most ? "" : kind.least + " to ")
                    + kind.most + (kind.most == 1 ? " number" : " numbers") + " after " + kind.name);
        }
        return Arrays.stream(parts).skip(1).mapToDouble(Guiders::number).toArray();
    }

    private static double number(String text) {
        if (text.equals("inf")) {
            return UNLIMITED;
        }
        try {
            double number = Double.parseDouble(text);
            if (!Double.isNaN(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' must be a number", e);
        }
        throw new IllegalArgumentException("'" + text + "' must be a number");
    }

    /** A number, or another one where it is left out. */
    private static double or(double[] numbers, int index, double other) {
        return index < numbers.length ? numbers[index] : other;
    }

    private static int whole(double number) {
        if (number != Math.rint(number) || !(Math.abs(number) <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(number + ": must be a whole number");
        }
        return (int) number;
    }
}
