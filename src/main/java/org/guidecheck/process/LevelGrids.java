package org.guidecheck.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TrainedLevels.Spacing;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.Suggestions;
import org.hipparchus.special.Beta;

/**
 * Registry of the level grids in use, by name. A grid begins at a level that may still carry signal, as in practice,
 * although samplers start from pure noise there.
 *
 * <ul>
 *   <li>{@code linear-beta}, {@code scaled-linear-beta} and {@code cosine}, followed by {@code :leading} (meant if
 *       left out), {@code :trailing} or {@code :linspace}: training steps of a network, {@link TrainedLevels};
 *   <li>{@code karras[:MIN:MAX[:RHO]]}: σ^{1/ρ} evenly spaced, by default from 80 to 0.002 with ρ = 7 (Karras, Aittala,
 *       Aila and Laine, arXiv 2206.00364, equation 5);
 *   <li>{@code exponential[:MIN:MAX]}: log σ evenly spaced, by default from 80 to 0.002;
 *   <li>{@code uniform-lambda[:MIN:MAX]}: the same, which is λ evenly spaced, by default between the ends of {@code
 *       linear-beta} (Lu, Zhou, Bao, Chen, Li and Zhu, arXiv 2206.00927);
 *   <li>{@code beta[:A:B]}: times in training steps of {@code linear-beta} at evenly spaced quantiles of the law
 *       Beta(A, B), by default 0.6 and 0.6 (Lee, Lee, Park and Lee, arXiv 2407.12173);
 *   <li>{@code flow[:SHIFT]}: flow time u = σ/(1 + σ) evenly spaced from 1 on, then shifted to SHIFT·u/(1 + (SHIFT −
 *       1)u), by default with 1 (Esser et al., arXiv 2403.03206, equation 23). As u = 1 has no signal, the first level
 *       is at u = 1 − 1e-6.
 * </ul>
 */
public final class LevelGrids {
    private static final double KARRAS_MIN = 0.002;
    private static final double KARRAS_MAX = 80;
    private static final double KARRAS_RHO = 7;
    private static final double BETA_SHAPE = 0.6;
    /** σ = u/(1 − u) at u = 1 − 1e-6. */
    private static final double LARGEST_FLOW_SIGMA = 999_999;
    private static final int HALVINGS = 60;
    /** Names without parameters. */
    private static final List<String> NAMES = List.of("linear-beta", "scaled-linear-beta", "cosine", "karras",
            "exponential", "beta", "uniform-lambda", "flow");

    private LevelGrids() {
    }

    /** {@return names of all grids, without parameters} */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The levels of a named grid.
     *
     * @param name  name of the grid, with or without parameters, such as {@code linear-beta:trailing} or {@code
     *              karras:0.03:14.6}
     * @param steps number of steps, at least 1; at most 1000 on training steps
     * @return grid of steps + 1 levels, the last of them clean
     * @throws InvalidInputException if there is no such grid, with its message on one line, or too many steps for it
     */
    public static TimeGrid byName(String name, int steps) {
        return byName(name).grid(steps);
    }

    /**
     * The levels that a model named by a grid was trained at.
     *
     * @param name name of the grid, with or without parameters
     * @return the grid's 1000 levels above clean data, noisiest first
     * @throws InvalidInputException if there is no such grid, with its message on one line
     */
    public static List<NoiseLevel> trained(String name) {
        return byName(name, TrainedLevels.COUNT).levels().stream().filter(each -> !each.isClean()).toList();
    }

    /**
     * The grid of a name.
     *
     * @param name name of the grid, with or without parameters
     * @return the grid
     * @throws InvalidInputException if there is no such grid, with its message on one line
     */
    public static LevelGrid byName(String name) {
        String[] parts = name.split(":", -1);
        for (TrainedLevels trained : TrainedLevels.values()) {
            if (trained.id().equals(parts[0])) {
                Spacing spacing = spacing(name, parts);
                return new LevelGrid(name, TrainedLevels.COUNT, n -> trained.levels(spacing, n));
            }
        }
        Parameters given = new Parameters(name, Arrays.asList(parts).subList(1, parts.length));
        return new LevelGrid(name, Integer.MAX_VALUE, switch (parts[0]) {
            case "karras" -> karras(given);
            case "exponential" -> {
                given.require("MIN:MAX", 0, 2);
                yield logarithmic(given, KARRAS_MIN, KARRAS_MAX);
            }
            case "uniform-lambda" -> {
                given.require("MIN:MAX", 0, 2);
                yield logarithmic(given, TrainedLevels.LINEAR_BETA.level(0).sigma(),
                        TrainedLevels.LINEAR_BETA.level(TrainedLevels.COUNT - 1).sigma());
            }
            case "beta" -> beta(given);
            case "flow" -> flow(given);
            default -> throw new InvalidInputException("", InvalidInputException.shorten(name)
                    + " is not a grid of levels; must be one of " + NAMES + Suggestions.hint(parts[0], NAMES));
        });
    }

    private static Spacing spacing(String name, String[] parts) {
        if (parts.length == 1) {
            return Spacing.LEADING;
        }
        return Arrays.stream(Spacing.values()).filter(each -> parts.length == 2 && each.id().equals(parts[1]))
                .findFirst().orElseThrow(() -> {
                    List<String> ids = Arrays.stream(Spacing.values()).map(Spacing::id).toList();
                    return new InvalidInputException("", InvalidInputException.shorten(name) + ": after "
                            + parts[0] + " must come one of " + ids + Suggestions.hint(parts[1], ids));
                });
    }

    private static IntFunction<List<NoiseLevel>> karras(Parameters given) {
        given.require("MIN:MAX[:RHO]", 0, 2, 3);
        double rho = given.number(2, KARRAS_RHO);
        return given.ladder(KARRAS_MIN, KARRAS_MAX, sigma -> Math.pow(sigma, 1 / rho),
                place -> 2 * rho * Math.log(place));
    }

    private static IntFunction<List<NoiseLevel>> logarithmic(Parameters given, double min, double max) {
        return given.ladder(min, max, Math::log, place -> 2 * place);
    }

    private static IntFunction<List<NoiseLevel>> beta(Parameters given) {
        given.require("A:B", 0, 2);
        double a = given.number(0, BETA_SHAPE);
        double b = given.number(1, BETA_SHAPE);
        return count -> levels(count, i -> TrainedLevels.LINEAR_BETA
                .level((TrainedLevels.COUNT - 1) * betaQuantile(1 - (double) i / count, a, b)));
    }

    /** The point below which Beta(a, b) has a share of its mass. */
    private static double betaQuantile(double share, double a, double b) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS && share < 1; i++) {
            double middle = 0.5 * (low + high);
            if (Beta.regularizedBeta(middle, a, b) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static IntFunction<List<NoiseLevel>> flow(Parameters given) {
        given.require("SHIFT", 0, 1);
        double shift = given.number(0, 1);
        return count -> levels(count, i -> {
            // With u = 1 − i/count the shifted σ = u/(1 − u) is shift times the unshifted one.
            double sigma = Math.min(shift * (count - i) / i, LARGEST_FLOW_SIGMA);
            return NoiseLevel.ofLogSnr(-2 * Math.log(sigma));
        });
    }

    private static List<NoiseLevel> levels(int count, IntFunction<NoiseLevel> level) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(level).toList());
    }

    /** Numbers given after the name of a grid. */
    private record Parameters(String name, List<String> texts) {

        /** Throws {@link InvalidInputException} unless as many numbers as allowed are given. */
        void require(String usage, int... allowed) {
            if (Arrays.stream(allowed).noneMatch(n -> n == texts.size())) {
                throw new InvalidInputException("", InvalidInputException.shorten(name) + ": must be "
                        + name.substring(0, name.indexOf(':')) + " or " + name.substring(0, name.indexOf(':') + 1)
                        + usage);
            }
        }

        double number(int i, double usual) {
            if (i >= texts.size()) {
                return usual;
            }
            double value;
            try {
                value = Double.parseDouble(texts.get(i));
            } catch (NumberFormatException e) {
                value = Double.NaN;
            }
            if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
                throw new InvalidInputException("", InvalidInputException.shorten(name) + ": '" + texts.get(i)
                        + "' must be a number above 0");
            }
            return value;
        }

        /**
         * Levels whose σ is evenly spaced in a scale.
         *
         * @param usualMin  smallest σ if none is given
         * @param usualMax  largest σ if none is given
         * @param scale     place of σ
         * @param logSquare log σ² at a place
         */
        IntFunction<List<NoiseLevel>> ladder(double usualMin, double usualMax, DoubleUnaryOperator scale,
                DoubleUnaryOperator logSquare) {
            double min = number(0, usualMin);
            double max = number(1, usualMax);
            if (!(min < max)) {
                throw new InvalidInputException("", InvalidInputException.shorten(name) + ": MIN=" + min
                        + " must be below MAX=" + max);
            }
            double first = scale.applyAsDouble(max);
            double last = scale.applyAsDouble(min);
            return count -> levels(count, i -> NoiseLevel.ofLogSnr(
                    -logSquare.applyAsDouble(first + (last - first) * i / Math.max(1, count - 1))));
        }
    }
}
