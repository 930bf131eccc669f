package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import org.guidecheck.law.NoiseLevel;

/** Error added to a guided score on the line. */
@FunctionalInterface
public interface ScorePerturbation {
    /** No error. */
    ScorePerturbation NONE = (y, level) -> 0;

    /**
     * Evaluates the error.
     *
     * @param y     point
     * @param level its noise level
     * @return number added to the guided score, finite
     */
    double at(double y, NoiseLevel level);

    /**
     * Evaluates the error at many points of one level, one by one unless overridden.
     *
     * @param points points; not changed
     * @param level  their noise level
     * @return the numbers added to the guided scores, in a new array
     */
    default double[] at(double[] points, NoiseLevel level) {
        return Arrays.stream(points).map(y -> at(y, level)).toArray();
    }
}
