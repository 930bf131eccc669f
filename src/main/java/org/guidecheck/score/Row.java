package org.guidecheck.score;

import java.util.List;

/**
 * Result of one sampler at one number of denoiser calls.
 *
 * @param curve    which law, weight, sampler and levels
 * @param steps    number of steps
 * @param calls    number of calls of the denoiser for each point
 * @param measures distances from the exact law, that by which samplers are compared first; at least one
 * @param seconds  time that it took
 */
public record Row(Key curve, int steps, int calls, List<Measure> measures, double seconds) {
    /**
     * What all rows of one curve share.
     *
     * @param problem id of the law
     * @param weight  guidance weight w
     * @param sampler name of the sampler
     * @param grid    name of the grid of levels
     * @param exact   the process whose law is exact for the sampler
     */
    public record Key(String problem, double weight, String sampler, String grid, Dynamics exact) {
    }

    /** Copies the measures. */
    public Row {
        measures = List.copyOf(measures);
    }

    /** Whether another row has the same run, as one with a call more may have. */
    boolean isRepeated(Row other) {
        return curve.equals(other.curve) && steps == other.steps;
    }

    /** {@return the distance by which samplers are compared} */
    public Measure error() {
        return measures.get(0);
    }
}
