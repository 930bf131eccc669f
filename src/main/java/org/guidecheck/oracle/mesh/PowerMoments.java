package org.guidecheck.oracle.mesh;

import java.util.function.DoubleUnaryOperator;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidedProcess;

/**
 * Solver of moments of the reciprocal posterior on the line by changes of measure with any exponent, in forms that could
 * come out above 1 (theory.md, "The master identity"). Under a weight of −1 and below paths leave the mesh, so that
 * variables are bounded first.
 */
public final class PowerMoments {
    private final GuidedProcess process;
    private final LineLogOdds odds;
    /** The field e in normal form; null for classifier-free guidance. */
    private final GuidanceField field;
    private final TimeBudget budget;

    PowerMoments(GuidedProcess process, LineLogOdds odds, GuidanceField field, TimeBudget budget) {
        this.process = process;
        this.odds = odds;
        this.field = field;
        this.budget = budget;
    }

    /**
     * The moment π_c^Q E^w[1/p(c|Y)^Q] in two parts, each the mean of a variable in [0, 1], whose sum may exceed 1. With h = (π_c f)^Q, the
     * part of h below 1 is computed under the weight w itself and the rest after a change of measure by h (see theory.md,
     * "The master identity"):
     *
     * <pre>  E^w[h] = E^w[ h/(1 + h) ] + E^{w−Q}[ e^{−A} h/(1 + h) ].  </pre>
     *
     * @param moment    Q, in (0, 1 + 2w] for the least weight w; along a field, above 0 and best at most its grade: beyond,
     *                  paths gain weight, and meshes may not resolve it
     * @param precision error wanted, absolute
     * @return value and bound
     * @throws IllegalArgumentException if Q or the precision is out of range
     */
    public FiniteDifferences.Result split(double moment, double precision) {
        FiniteDifferences.requirePositive(precision);
        requireMoment(moment, moment <= largest());
        DoubleUnaryOperator share = log -> share(moment * log);
        FiniteDifferences.Result direct = changed(0, share).value(precision / 2, budget);
        FiniteDifferences.Result rest = changed(moment, share).value(precision / 2, budget);
        return direct.isResolved() ? rest.plus(direct.value(), direct.errorBound()) : direct;
    }

    /**
     * A lower bound of moments beyond Q = 1 + 2w, which may be infinite: E^w[(π_c f)^Q] = E^{−1−w}[(π_c f)^{Q−1−2w}] at a
     * constant weight, with the variable cut off.
     *
     * @param moment    Q, at least 1 + 2w
     * @param most      cut-off of the variable, above 0
     * @param precision error wanted, absolute
     * @return value and bound of the lower number
     * @throws IllegalArgumentException if Q, the cut-off or the precision is out of range
     * @throws IllegalStateException    along a field, whose grade is not known here
     */
    public FiniteDifferences.Result momentAtLeast(double moment, double most, double precision) {
        if (field != null) {
            throw new IllegalStateException("field=" + field + ": must be none; give its grade");
        }
        return momentAtLeast(moment, largest(process), most, precision);
    }

    /**
     * The same for guidance along a field of a constant effective weight, by the change of measure with the given exponent.
     *
     * @param moment    Q, at least the grade
     * @param grade     1 + 2⟨g, e⟩/‖g‖², the exponent of the change of measure
     * @param most      cut-off of the variable, above 0
     * @param precision error wanted, absolute
     * @return value and bound of the lower number
     * @throws IllegalArgumentException if Q, the cut-off or the precision is out of range
     */
    public FiniteDifferences.Result momentAtLeast(double moment, double grade, double most, double precision) {
        FiniteDifferences.requirePositive(precision);
        requireMoment(moment, moment >= grade);
        if (!(most > 0)) {
            throw new IllegalArgumentException("most=" + most + ": must be above 0");
        }
        double logMost = Math.log(most);
        return changed(grade, log -> Math.exp(Math.min(logMost, (moment - grade) * log))).value(precision, budget);
    }

    /**
     * Left side of the change of measure by h = (π_c f)^q on the bounded variable φ = 1/(1 + h), E^w[h φ], under the weight
     * w itself.
     *
     * @param power     q, in (0, 1 + 2w] for the least weight w
     * @param precision error wanted, absolute
     * @return value and bound
     * @throws IllegalArgumentException if q or the precision is out of range
     */
    public FiniteDifferences.Result leftOfChange(double power, double precision) {
        FiniteDifferences.requirePositive(precision);
        requireMoment(power, power <= largest());
        return changed(0, log -> share(power * log)).value(precision, budget);
    }

    /**
     * Right side of the same change, E^{w−q}[e^{−A} φ], under the weight w − q. It is equal to the left side.
     *
     * @param power     q, in (0, 1 + 2w] for the least weight w
     * @param precision error wanted, absolute
     * @return value and bound
     * @throws IllegalArgumentException if q or the precision is out of range
     */
    public FiniteDifferences.Result rightOfChange(double power, double precision) {
        FiniteDifferences.requirePositive(precision);
        requireMoment(power, power <= largest());
        return changed(power, log -> share(-power * log)).value(precision, budget);
    }

    /** h/(1 + h) of log h. */
    private static double share(double logH) {
        return 1 / (1 + Math.exp(-logH));
    }

    /** The exponent 1 + 2w of the least weight w; +∞ along a field, whose grade is not known here. */
    private double largest() {
        return field == null ? largest(process) : Double.POSITIVE_INFINITY;
    }

    /** The exponent 1 + 2w of the least weight w, up to which the moments are at most 1. */
    static double largest(GuidedProcess process) {
        return 1 + 2 * process.guidance().smallest();
    }

    static void requireMoment(double moment, boolean inRange) {
        if (!(moment > 0 && moment < Double.POSITIVE_INFINITY && inRange)) {
            throw new IllegalArgumentException("moment=" + moment + ": is out of range");
        }
    }

    private ChangedMean changed(double power, DoubleUnaryOperator end) {
        return new ChangedMean(process, odds, field, power, end);
    }
}
