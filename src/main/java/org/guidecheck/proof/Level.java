package org.guidecheck.proof;

import java.util.List;

/**
 * What the guided process needs of the laws of a box at one noise level, or at a range of levels.
 *
 * @param own   number of components of the class; those of the rest follow
 * @param kappa d log V/dσ = (s + finest)/V
 * @param q     V/(variance + s) of each component
 * @param d     (mean − centre)/√V
 * @param base  log share + ½ log q
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record Level(int own, Range kappa, Range[] q, Range[] d, Range[] base) {

    static Level of(LawBox box, Grid grid, Range sigma) {
        Range finest = sigma.exp().times(grid.first());
        Range v = finest.plus(grid.variance() - grid.finest());
        Range root = v.sqrt();
        List<LawBox.Part> parts = box.parts();
        Range[] shares = box.logShares();
        int n = parts.size();
        Range[] q = new Range[n];
        Range[] d = new Range[n];
        Range[] base = new Range[n];
        for (int i = 0; i < n; i++) {
            q[i] = v.over(finest.plus(parts.get(i).variance().plus(-grid.finest())));
            d[i] = parts.get(i).mean().plus(-grid.centre()).over(root);
            base[i] = shares[i].plus(q[i].log().times(0.5));
        }
        return new Level(box.own().size(), finest.over(v), q, d, base);
    }

    int size() {
        return q.length;
    }

    /** u_i = q_i (y − d_i), the scaled score of a component with the sign turned round. */
    Range[] pulls(Range y) {
        Range[] u = new Range[size()];
        for (int i = 0; i < u.length; i++) {
            u[i] = q[i].times(y.minus(d[i]));
        }
        return u;
    }

    Range[] logTerms(Range y) {
        Range[] terms = new Range[size()];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = base[i].minus(q[i].times(y.minus(d[i]).square()).times(0.5));
        }
        return terms;
    }
}
