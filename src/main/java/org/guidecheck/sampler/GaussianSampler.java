package org.guidecheck.sampler;

import java.util.List;
import java.util.Optional;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * Linear sampler with Gaussian transitions: a step leads from x to keep·x + push·s_w(x) + deviation·z, with s_w the
 * guided score and z fresh standard normals. The law of its chain can be computed step by step.
 */
public interface GaussianSampler extends LinearSampler {

    /**
     * Gaussian transition from one noise level to the next.
     *
     * @param keep      factor of the point, finite
     * @param push      factor of the guided score, finite
     * @param deviation standard deviation of the noise in each coordinate, finite and at least 0
     */
    record Transition(double keep, double push, double deviation) {
        /** Checks the numbers; throws {@link IllegalArgumentException}. */
        public Transition {
            if (!Double.isFinite(keep) || !Double.isFinite(push)) {
                throw new IllegalArgumentException("keep=" + keep + ", push=" + push + ": must be finite");
            }
            if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("deviation=" + deviation + ": must be finite and at least 0");
            }
        }
    }

    /**
     * The transition between two noise levels.
     *
     * @param from the noisier level
     * @param to   the level that the step leads to
     * @return its coefficients
     */
    Transition transition(NoiseLevel from, NoiseLevel to);

    /** {@inheritDoc} The table has one stage, at the point itself. */
    @Override
    default StepTable step(TimeGrid grid, int k) {
        Transition transition = transition(grid.level(k), grid.level(k + 1));
        return new StepTable(List.of(new StepTable.Stage(grid.level(k), StepTable.Combination.POINT)),
                new StepTable.Combination(transition.keep(), List.of(new StepTable.Term(0, 0, transition.push())),
                        transition.deviation()));
    }

    /** {@inheritDoc} Returns this sampler. */
    @Override
    default Optional<GaussianSampler> asGaussian() {
        return Optional.of(this);
    }
}
