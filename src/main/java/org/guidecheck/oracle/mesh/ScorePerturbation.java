package org.guidecheck.oracle.mesh;

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
}
