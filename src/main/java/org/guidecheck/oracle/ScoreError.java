package org.guidecheck.oracle;

import org.guidecheck.distribution.NoiseLevel;

/** What a guided score on the line is off by. */
@FunctionalInterface
public interface ScoreError {
    /** No error. */
    ScoreError NONE = (y, level) -> 0;

    /**
     * The error at a point.
     *
     * @param y     the point
     * @param level its noise level
     * @return what is added to the guided score, finite
     */
    double at(double y, NoiseLevel level);
}
