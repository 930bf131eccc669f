package org.guidecheck.sampler.scheme;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;

/**
 * Formula of a step: where it evaluates the denoiser, and where it ends.
 *
 * @param stages evaluations in order, at least one
 * @param end    the point at the end
 */
public record Step(List<Stage> stages, Sum end) {

    /**
     * Evaluation at a point.
     *
     * @param level noise level at which the denoiser is asked
     * @param point the point
     */
    public record Stage(NoiseLevel level, Sum point) {
    }

    /** Copies the stages. */
    public Step {
        stages = List.copyOf(stages);
    }

    /** A step with a single evaluation, at its start. */
    static Step single(NoiseLevel from, Sum end) {
        return new Step(List.of(new Stage(from, Sum.START)), end);
    }

    /** Stages of a step under construction. */
    static final class Stages {
        private final List<Stage> stages = new ArrayList<>();

        /** Adds an evaluation. */
        Evaluation evaluate(NoiseLevel level, Sum point) {
            stages.add(new Stage(level, point));
            return new Evaluation(stages.size() - 1, level);
        }

        Step end(Sum end) {
            return new Step(stages, end);
        }
    }
}
