package org.guidecheck.guider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;

/**
 * Guider: a guidance rule as samplers call it, once a step, on a batch of points. Unlike a {@link GuidanceRule} it may
 * use the number of the step, the next noise level, and what it remembers of earlier steps of the same run. Users
 * implement this interface, or {@link GuidanceRule}, for their own rules.
 */
public interface Guider {
    /** {@return name of the guider on the command line and in reports} */
    String name();

    /**
     * Starts a run: one pass through all steps with one batch of points.
     *
     * @param grid  the noise levels that the run visits; step k goes from level k to level k + 1
     * @param scale number that sets how strong guidance is, as the user of the guider gives it; the {@code
     *              guidance_scale} of common libraries is 1 + w
     * @return the run, for use by one thread
     */
    Run begin(TimeGrid grid, double scale);

    /** Run of a guider. */
    @FunctionalInterface
    interface Run extends AutoCloseable {
        /**
         * The guided scores of a batch of points.
         *
         * @param call number of the step, noise level, points and predictions; its arrays must not be changed
         * @return the scores that the sampler follows, row-major [n, d]
         */
        double[] guided(GuidanceCall call);

        /** Ends the run. */
        @Override
        default void close() {
            // A guider without resources has nothing to free.
        }
    }

    /**
     * The memoryless rule that the guider is, if it depends on nothing but noise level, weight, point and predictions;
     * where it does, the rule that it approaches as steps get shorter.
     *
     * @return empty if there is no such rule or it is not known
     */
    default Optional<GuidanceRule> rule() {
        return Optional.empty();
    }

    /**
     * Whether the guider uses nothing of a call but noise level, points and predictions. If it does not say so, its
     * calls must be those of one run, in the order of the steps.
     *
     * @return false unless overridden
     */
    default boolean isMemoryless() {
        return false;
    }

    /**
     * The number by which the guider multiplies the difference of the two predictions in a step before it adds it to
     * the conditional one, if it does nothing else.
     *
     * @param level noise level at which the step begins
     * @param next  noise level at which it ends
     * @param scale number that the guider is given
     * @return w; empty unless overridden
     */
    default OptionalDouble weight(NoiseLevel level, NoiseLevel next, double scale) {
        return OptionalDouble.empty();
    }

    /**
     * The same guider, given each kind of prediction that it takes: noise, clean points, velocities, scores or flows.
     * Each of them is called with scores as all guiders are, and converts them itself.
     *
     * @return guiders by the name of the prediction; the one that this guider uses comes first
     */
    default Map<String, Guider> byPrediction() {
        return Map.of("score", this);
    }

    /** {@return the scales to test unless the user names others, each the number that {@link #begin} takes} */
    default List<Double> scales() {
        return List.of(2.0, 4.0, 8.5);
    }

    /**
     * A rule without memory as a guider, whose scale is 1 + w.
     *
     * @param name name of the guider
     * @param rule the rule
     * @return the guider
     */
    static Guider of(String name, GuidanceRule rule) {
        return new RuleGuider(name, rule);
    }
}
