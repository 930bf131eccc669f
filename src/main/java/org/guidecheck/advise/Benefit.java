package org.guidecheck.advise;

import org.guidecheck.oracle.mesh.LineControl;
import org.guidecheck.oracle.mesh.LineLogOdds;

/**
 * Bounded number of an output that guidance is to make small.
 *
 * @param kind  which number
 * @param limit q in (0, 1): an output is bad if p(c|y) ≤ q
 * @param cap   K above 1: the reciprocal counts as K at most
 */
public record Benefit(Kind kind, double limit, double cap) {
    /** Kinds of numbers. */
    public enum Kind {
        /** min(1/p(c|y), K). */
        CAPPED,
        /** 1 if p(c|y) ≤ q, else 0. */
        TAIL
    }

    /** Checks the numbers; throws {@link IllegalArgumentException}. */
    public Benefit {
        if (!(limit > 0 && limit < 1)) {
            throw new IllegalArgumentException("limit=" + limit + ": must be in (0, 1)");
        }
        if (!(cap > 1 && cap < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cap=" + cap + ": must be above 1 and finite");
        }
    }

    /** {@return the number in words} */
    public String text() {
        return kind == Kind.CAPPED ? "E min(1/p, " + number(cap) + ")" : "P(p <= " + number(limit) + ")";
    }

    private static String number(double x) {
        return x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x);
    }

    /** {@return the least value, 1 or 0} */
    public double least() {
        return kind == Kind.CAPPED ? 1 : 0;
    }

    /** {@return the largest value} */
    public double most() {
        return kind == Kind.CAPPED ? cap : 1;
    }

    /** {@return the log-odds of q} */
    public double limitLogOdds() {
        return Math.log(limit) - Math.log1p(-limit);
    }

    /**
     * The number at an output.
     *
     * @param logOdds log-odds of the class there
     * @return from {@link #least} to {@link #most}
     */
    public double of(double logOdds) {
        return kind == Kind.CAPPED ? Math.min(cap, Math.exp(Math.min(700, LineLogOdds.logReciprocal(logOdds))))
                : logOdds <= limitLogOdds() ? 1 : 0;
    }

    /** {@return the number as a function of ends on the line} */
    public LineControl.Aim aim() {
        return kind == Kind.TAIL ? LineControl.Aim.shareBelow(limitLogOdds())
                : LineControl.Aim.mean((y, logOdds) -> of(logOdds));
    }

    /**
     * The same limits with another kind.
     *
     * @param other the kind
     * @return a changed copy
     */
    public Benefit of(Kind other) {
        return new Benefit(other, limit, cap);
    }
}
