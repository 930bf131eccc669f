package org.guidecheck.hunt;

import java.io.Serializable;

/**
 * Parameters of a search that determine, with the target, what it finds.
 *
 * @param seed     seed of all random numbers
 * @param alpha    false-alarm probability of the whole hunt, in (0, 1): half for the search, a quarter for shrinking, a
 *                 quarter for second opinions
 * @param targeted whether the search improves the laws that it draws; else it only draws
 */
public record Search(long seed, double alpha, boolean targeted) implements Serializable {
    private static final long serialVersionUID = 1;

    /** Checks the range. */
    public Search {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha=" + alpha + ": must be in (0, 1)");
        }
    }

    /** False-alarm probability of a round; over infinitely many rounds they sum to half of the whole. */
    double alpha(int round) {
        return alpha / 2 / ((round + 1.0) * (round + 2.0));
    }
}
