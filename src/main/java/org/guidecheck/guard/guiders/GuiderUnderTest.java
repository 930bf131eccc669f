package org.guidecheck.guard.guiders;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Effort;

/**
 * Guider under test, and how to call it.
 *
 * @param guider     the guider
 * @param like       the built-in guider that it must match call by call; empty for a rule of its own
 * @param convention what its scale means
 * @param scales     scales to test, at least one, each finite
 * @param steps      numbers of steps of a run to test, at least one, each from 2 to 10,000
 * @param seed       seed of all randomness
 * @param effort     how fine the departures are that claims look for
 * @param ownLaws    laws of the user that are tried before all others, with guidance towards the first class
 */
public record GuiderUnderTest(Guider guider, Optional<Guider> like, Convention convention, List<Double> scales,
        List<Integer> steps, long seed, Effort effort, List<LabelledLaw> ownLaws) {
    private static final int MOST_STEPS = 10_000;
    private static final double LARGEST_SCALE = 1000;
    /** {@link org.guidecheck.law.Law#cost()} up to which runs with the guider in the loop take seconds. */
    private static final double MOST_COST = 2e4;

    /** What the number means that sets how strong guidance is. */
    public enum Convention {
        /** The guidance_scale of common libraries, 1 + w: 1 is the conditional prediction, 0 the unconditional one. */
        SCALE(1),
        /** The weight w: 0 is the conditional prediction, −1 the unconditional one. */
        WEIGHT(0);

        private final double conditional;

        Convention(double conditional) {
            this.conditional = conditional;
        }

        /** {@return the scale at which guidance must give the conditional prediction} */
        public double conditional() {
            return conditional;
        }

        /**
         * The weight that a scale stands for.
         *
         * @param scale number that the guider is given
         * @return w
         */
        public double weight(double scale) {
            return scale - conditional;
        }
    }

    /** Checks the ranges; throws {@link IllegalArgumentException}. */
    public GuiderUnderTest {
        scales = List.copyOf(scales);
        steps = List.copyOf(steps);
        ownLaws = List.copyOf(ownLaws);
        for (LabelledLaw law : ownLaws) {
            if (!(law.marginal().cost() <= MOST_COST)) {
                throw new IllegalArgumentException("law: has " + Math.round(law.marginal().cost())
                        + " components times coordinates, must have at most " + Math.round(MOST_COST)
                        + "; take a part of the data");
            }
        }
        if (scales.isEmpty() || steps.isEmpty()) {
            throw new IllegalArgumentException((scales.isEmpty() ? "scales" : "steps") + "=[]: at least one is needed");
        }
        for (double scale : scales) {
            if (!(Math.abs(scale) <= LARGEST_SCALE)) {
                throw new IllegalArgumentException("scale=" + scale + ": must be finite and from -" + LARGEST_SCALE
                        + " to " + LARGEST_SCALE);
            }
        }
        for (int each : steps) {
            if (!(each >= 2 && each <= MOST_STEPS)) {
                throw new IllegalArgumentException("steps=" + each + ": must be from 2 to " + MOST_STEPS);
            }
        }
    }

    /**
     * A guider, on no further laws.
     *
     * @param guider     the guider
     * @param like       the built-in guider that it must match call by call; empty for a rule of its own
     * @param convention what its scale means
     * @param scales     scales to test, at least one, each finite
     * @param steps      numbers of steps of a run to test, at least one, each from 2 to 10,000
     * @param seed       seed of all randomness
     * @param effort     how fine the departures are that claims look for
     */
    public GuiderUnderTest(Guider guider, Optional<Guider> like, Convention convention, List<Double> scales,
            List<Integer> steps, long seed, Effort effort) {
        this(guider, like, convention, scales, steps, seed, effort, List.of());
    }

    /**
     * A guider with its usual scales, in 50 steps, at the usual effort.
     *
     * @param guider the guider
     * @return what claims are decided on
     */
    public static GuiderUnderTest of(Guider guider) {
        return new GuiderUnderTest(guider, Optional.empty(), Convention.SCALE, guider.scales(), List.of(50), 1,
                Effort.NORMAL);
    }

    /** The same with another guider. */
    GuiderUnderTest with(Guider other) {
        return new GuiderUnderTest(other, like, convention, scales, steps, seed, effort, ownLaws);
    }

    /**
     * The scales that ask for guidance, w ≥ 0. If none does, the scale is the guider's own, such as one from 0 to 1, and
     * all are meant to guide.
     *
     * @return at least one scale
     */
    List<Double> guidingScales() {
        List<Double> guiding = scales.stream().filter(scale -> convention.weight(scale) >= 0).toList();
        return guiding.isEmpty() ? scales : guiding;
    }

    /**
     * The smallest and the largest of the scales that ask for guidance.
     *
     * @return one or two scales
     */
    List<Double> fewScales() {
        DoubleSummaryStatistics range = guidingScales().stream().mapToDouble(each -> each).summaryStatistics();
        return range.getMin() == range.getMax() ? List.of(range.getMin()) : List.of(range.getMin(), range.getMax());
    }

    /** The guider's name and how it is called, without the seed, which each verdict has. */
    @Override
    public String toString() {
        return guider.name() + like.map(each -> ", like " + each.name()).orElse("")
                + (convention == Convention.SCALE ? "" : ", scale is " + convention.name().toLowerCase(Locale.ROOT))
                + ", scales " + scales.stream().map(each -> GuidanceSchedule.constant(each).toString())
                        .collect(Collectors.joining(", "))
                + ", " + steps.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " steps";
    }
}
