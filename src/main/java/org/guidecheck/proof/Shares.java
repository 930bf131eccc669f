package org.guidecheck.proof;

/** Posterior shares of components, from the odds of each pair. */
final class Shares {
    /** Of each component in its own side. */
    final Range[] part;
    /** Of the class. */
    final Range p;
    /** Of the rest. */
    final Range notP;
    private final int own;

    /**
     * Computes the shares.
     *
     * @param own  number of components of the class
     * @param odds [i][j]: share of i over share of j
     */
    Shares(int own, Range[][] odds) {
        int n = odds.length;
        this.own = own;
        part = new Range[n];
        for (int i = 0; i < n; i++) {
            Range sum = Range.ONE;
            for (int j = i < own ? 0 : own; j < (i < own ? own : n); j++) {
                sum = j == i ? sum : sum.plus(odds[j][i]);
            }
            part[i] = sum.reciprocal().asShare();
        }
        p = one(odds, 0, own, n);
        notP = one(odds, own, n, n);
    }

    private static Range one(Range[][] odds, int from, int to, int n) {
        Range sum = Range.ONE;
        for (int j = 0; j < n; j++) {
            if (j < from || j >= to) {
                Range favour = Range.ZERO;
                for (int i = from; i < to; i++) {
                    favour = favour.plus(odds[i][j]);
                }
                sum = sum.plus(favour.reciprocal());
            }
        }
        return sum.reciprocal().asShare();
    }

    /** Mean over the components of the class, or of the rest. */
    Range mean(boolean ofClass, Range[] values) {
        Range sum = Range.ZERO;
        for (int i = ofClass ? 0 : own; i < (ofClass ? own : part.length); i++) {
            sum = sum.plus(part[i].times(values[i]));
        }
        return sum;
    }

    /** Derivative of the scaled score −Σ r_i u_i: −Σ r_i u_i′ − Σ_{i<j} r_i r_j (u_i − u_j)(l_i′ − l_j′). */
    Range scoreDerivative(boolean ofClass, Range[] u, Range[] du, Range[] dl) {
        Range sum = mean(ofClass, du);
        for (int i = ofClass ? 0 : own; i < (ofClass ? own : part.length); i++) {
            for (int j = ofClass ? 0 : own; j < i; j++) {
                sum = sum.plus(part[i].times(part[j]).times(u[i].minus(u[j]).times(dl[i].minus(dl[j]))));
            }
        }
        return sum.negate();
    }

    static Range[][] odds(Range[] logTerms) {
        return odds(logTerms, (i, j) -> Range.ZERO);
    }

    /** Odds from log terms and what is added to their differences. */
    static Range[][] odds(Range[] logTerms, Change change) {
        int n = logTerms.length;
        Range[][] odds = new Range[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                Range difference = logTerms[i].minus(logTerms[j]).plus(change.of(i, j));
                odds[i][j] = difference.exp();
                odds[j][i] = difference.negate().exp();
            }
        }
        return odds;
    }

    /** What is added to the difference of two log terms. */
    interface Change {
        Range of(int i, int j);
    }
}
