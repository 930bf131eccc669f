package org.guidecheck.oracle.mesh;

import org.guidecheck.law.NoiseLevel;

/** What a guided score on the line is off by. */
@FunctionalInterface
public interface ScorePerturbation {
    /** No error. */
    ScorePerturbation NONE = (y, level) -> 0;

    /**
     * The error at a point.
     *
     * @param y     the point
     * @param level its noise level
     * @return what is added to the guided score, finite
     */
    double at(double y, NoiseLevel level);
}
