package org.guidecheck.oracle.path;

/**
 * Radii, in units of √length, that a Brownian motion keeps to on every piece of a path at once, except with a stated
 * probability. Piece i of a path may fail with probability at most ε·4^{−k}/2, 2^k ≤ i &lt; 2^{k+1}, which sums to at
 * most ε however many pieces there are.
 */
final class TubeRadii {
    private static final int MOST_DOUBLINGS = 40;
    private static final int HALVINGS = 60;
    private static final double FARTHEST = 1e6;

    private final Radii[] radii = new Radii[MOST_DOUBLINGS];

    /**
     * Radii of a piece.
     *
     * @param along bound of |⟨e, B⟩| over the piece for each of the directions e
     * @param ball  bound of ‖B‖ over the piece
     */
    record Radii(double along, double ball) {
    }

    /**
     * Prepares the radii.
     *
     * @param dimension  d
     * @param directions number of directions, fixed at the beginning of each piece
     * @param failure    ε, probability of leaving any of the tubes of one path
     */
    TubeRadii(int dimension, int directions, double failure) {
        for (int k = 0; k < MOST_DOUBLINGS; k++) {
            double share = 0.25 * failure * Math.pow(0.25, k);
            // P(sup |⟨e, B⟩| > x√T) ≤ 2 exp(−x²/2), for each direction.
            radii[k] = new Radii(Math.sqrt(2 * Math.log(2 * directions / share)), ball(dimension, share));
        }
    }

    /** The radii of piece i, from 0. */
    Radii of(int i) {
        return radii[31 - Integer.numberOfLeadingZeros(i + 1)];
    }

    /** Doob's inequality for exp(θ‖B‖²): P(sup ‖B‖ > x√T) ≤ (e x²/d)^{d/2} exp(−x²/2) for x² ≥ d. */
    private static double ball(int d, double share) {
        double low = Math.sqrt(d);
        double high = FARTHEST;
        // The closing piece is a bridge in two halves, each of probability share/2.
        double least = Math.log(share / 2);
        for (int i = 0; i < HALVINGS; i++) {
            double x = 0.5 * (low + high);
            if (0.5 * d * Math.log(Math.E * x * x / d) - 0.5 * x * x <= least) {
                high = x;
            } else {
                low = x;
            }
        }
        return high;
    }
}
