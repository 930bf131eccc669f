package org.guidecheck.hunt;

/**
 * How a hunt searches.
 *
 * @param seed     of everything
 * @param alpha    false-alarm probability of the whole hunt, in (0, 1): half is for the search, a quarter for shrinking, a
 *                 quarter for second opinions
 * @param targeted whether it climbs from the laws that it draws, or only draws
 */
public record Search(long seed, double alpha, boolean targeted) {
    /** Guards the range. */
    public Search {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("--alpha=" + alpha + ": must be in (0, 1)");
        }
    }

    /** Of a round: these sum to half of the whole over rounds without end. */
    double alpha(int round) {
        return alpha / 2 / ((round + 1.0) * (round + 2.0));
    }
}
