package org.guidecheck.audit;

import java.util.OptionalInt;
import org.guidecheck.law.NoiseLevel;

/** Scores at noised points, for a class or without a label: those of a law, or what a model would answer. */
@FunctionalInterface
interface ScoreField {
    /**
     * Scores at a batch of points.
     *
     * @param level  noise level, above clean data
     * @param points n points, row-major [n, d]; not changed
     * @param c      class index; empty without a label
     * @return n·d scores, in a new array
     */
    double[] scores(NoiseLevel level, double[] points, OptionalInt c);
}
