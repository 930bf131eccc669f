package org.guidecheck.proof;

/**
 * Drift b of the process and scaled classifier gradient G at a point, for all laws of a box.
 *
 * @param b ½y + S_c + (w − 1)G
 * @param g G = (1 − p)(S_c − S_rest), with scores in units of 1/√V
 */
record Field(Range b, Range g) {

    Field(Level level, Range y, double weight) {
        this(new Shares(level.own(), Shares.odds(level.logTerms(y))), level.pulls(y), y, weight);
    }

    private Field(Shares shares, Range[] u, Range y, double weight) {
        this(y, shares.mean(true, u).negate(), gradient(shares, u), weight);
    }

    private Field(Range y, Range score, Range g, double weight) {
        this(y.times(0.5).plus(score).plus(g.times(weight - 1)), g);
    }

    private static Range gradient(Shares shares, Range[] u) {
        return shares.notP.times(shares.mean(false, u).minus(shares.mean(true, u)));
    }
}
