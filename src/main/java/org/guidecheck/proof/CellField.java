package org.guidecheck.proof;

/** Drift and classifier gradient over a cell for all laws of a box: at its middle, and their derivatives over it. */
final class CellField {
    final Field middle;
    final Range kappa;
    final Range b;
    final Range g;
    final Range cellKappa;
    /** Derivatives of b and G in y, [0], and in σ, [1]. */
    final Range[] db = new Range[2];
    final Range[] dg = new Range[2];

    /**
     * Computes both.
     *
     * @param at    the level of the middle
     * @param over  the levels of the cell
     * @param y     middle of the cell
     * @param halfY half its width
     * @param half  half its height in σ
     */
    CellField(Level at, Level over, double y, double halfY, double half, double weight) {
        middle = new Field(at, Range.of(y), weight);
        kappa = at.kappa();
        cellKappa = over.kappa();
        Range cell = new Range(y - halfY, y + halfY);
        Range[] u = over.pulls(cell);
        int n = u.length;
        Range[][] du = new Range[2][n];
        Range[][] dl = new Range[2][n];
        for (int i = 0; i < n; i++) {
            Range q = over.q()[i];
            Range d = over.d()[i];
            Range gap = cell.minus(d);
            Range slow = q.times(Range.ONE.minus(q));
            du[0][i] = q;
            du[1][i] = slow.times(gap).plus(q.times(d).times(0.5));
            dl[0][i] = u[i].negate();
            dl[1][i] = Range.ONE.minus(q).minus(slow.times(gap.square())).minus(u[i].times(d)).times(0.5);
        }
        Range[] reach = {Range.around(halfY), Range.around(half).times(cellKappa)};
        Shares shares = new Shares(over.own(), Shares.odds(at.logTerms(Range.of(y)), (i, j) -> dl[0][i].minus(dl[0][j])
                .times(reach[0]).plus(dl[1][i].minus(dl[1][j]).times(reach[1]))));
        Range difference = shares.mean(false, u).minus(shares.mean(true, u));
        Range foundB = middle.b();
        Range foundG = middle.g();
        for (int k = 0; k < 2; k++) {
            Range inside = shares.scoreDerivative(true, u, du[k], dl[k]);
            Range outside = shares.scoreDerivative(false, u, du[k], dl[k]);
            Range tilt = k == 0 ? difference : shares.mean(true, dl[k]).minus(shares.mean(false, dl[k]));
            Range slope = shares.notP.times(inside.minus(outside).minus(shares.p.times(difference).times(tilt)));
            Range scale = k == 0 ? Range.ONE : cellKappa;
            dg[k] = slope.times(scale);
            db[k] = inside.plus(slope.times(weight - 1)).plus(k == 0 ? 0.5 : 0).times(scale);
            Range step = Range.around(k == 0 ? halfY : half);
            foundB = foundB.plus(db[k].times(step));
            foundG = foundG.plus(dg[k].times(step));
        }
        b = foundB;
        g = foundG;
    }
}
