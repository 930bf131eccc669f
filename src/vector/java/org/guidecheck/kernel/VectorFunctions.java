package org.guidecheck.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions on whole vectors, of additions, multiplications and fused ones alone: these give the same digits interpreted
 * and compiled, and at every vector length. The JDK's own vector functions do not, so that what a seed gives would depend on
 * when the compiler comes by. Reduction by two-part constants (W. J. Cody and W. Waite, <i>Software Manual for the Elementary
 * Functions</i>, 1980) and power series, to an error of some ulps.
 */
final class VectorFunctions {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Added and taken away again, it rounds to a whole number, which the lower bits then hold. */
    private static final double ROUND = 0x1.8p52;
    private static final double LOG2_HIGH = 0x1.62e42fefa39efp-1;
    private static final double LOG2_LOW = 0x1.abc9e3b39803fp-56;
    private static final double QUARTER_HIGH = 0x1.921fb54442d18p0;
    private static final double QUARTER_LOW = 0x1.1a62633145c07p-54;
    private static final int BIAS = 1023;
    private static final int MANTISSA = 52;
    /** The bits of 2^52, to which an exponent is added. */
    private static final long AS_DOUBLE = 0x4330000000000000L;
    private static final double LEAST = -760;
    private static final double MOST = 720;

    /** 1/k!. */
    private static final double[] EXP = new double[14];
    /** 2/(2k + 1): of 2 artanh. */
    private static final double[] LOG = new double[13];
    /** ±1/(2k + 1)! and ±1/(2k)!. */
    private static final double[] SIN = new double[9];
    private static final double[] COS = new double[9];

    static {
        double factorial = 1;
        for (int k = 0; k < 18; k++) {
            factorial *= k == 0 ? 1 : k;
            if (k < EXP.length) {
                EXP[k] = 1 / factorial;
            }
            (k % 2 == 0 ? COS : SIN)[k / 2] = (k / 2 % 2 == 0 ? 1 : -1) / factorial;
        }
        for (int k = 0; k < LOG.length; k++) {
            LOG[k] = 2.0 / (2 * k + 1);
        }
    }

    private VectorFunctions() {
    }

    /** e^x, of entries from to to, whole vectors. */
    static void exp(double[] x, int from, int to) {
        for (int p = from; p < to; p += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, p).max(LEAST).min(MOST);
            DoubleVector rounded = v.mul(1 / LOG2_HIGH).add(ROUND);
            DoubleVector k = rounded.sub(ROUND);
            DoubleVector r = minus(minus(v, k, LOG2_HIGH), k, LOG2_LOW);
            LongVector power = rounded.reinterpretAsLongs().sub(Double.doubleToRawLongBits(ROUND));
            // In two halves, since the whole may be beyond the normal numbers while the result is not.
            LongVector half = power.lanewise(VectorOperators.ASHR, 1);
            series(r, EXP).mul(twoTo(half)).mul(twoTo(power.sub(half))).intoArray(x, p);
        }
    }

    /** log x, of entries from to to, whole vectors. */
    static void log(double[] x, int from, int to) {
        for (int p = from; p < to; p += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, p);
            if (v.compare(VectorOperators.GE, Double.MIN_NORMAL).and(v.compare(VectorOperators.LT, Double.POSITIVE_INFINITY))
                    .allTrue()) {
                logOfNormal(v).intoArray(x, p);
            } else {
                logOfSome(x, p);
            }
        }
    }

    /** A vector with 0, infinities, numbers too small for a whole mantissa, negative ones or none. */
    private static void logOfSome(double[] x, int p) {
        double[] normal = new double[LANES];
        Arrays.setAll(normal, i -> isNormal(x[p + i]) ? x[p + i] : 1);
        logOfNormal(DoubleVector.fromArray(SPECIES, normal, 0)).intoArray(normal, 0);
        for (int i = 0; i < LANES; i++) {
            x[p + i] = isNormal(x[p + i]) ? normal[i] : Math.log(x[p + i]);
        }
    }

    private static boolean isNormal(double x) {
        return x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY;
    }

    private static DoubleVector logOfNormal(DoubleVector v) {
        LongVector bits = v.reinterpretAsLongs();
        DoubleVector exponent = bits.lanewise(VectorOperators.LSHR, MANTISSA).lanewise(VectorOperators.OR, AS_DOUBLE)
                .reinterpretAsDoubles().sub(0x1p52 + BIAS);
        DoubleVector m = bits.lanewise(VectorOperators.AND, (1L << MANTISSA) - 1)
                .lanewise(VectorOperators.OR, (long) BIAS << MANTISSA).reinterpretAsDoubles();
        VectorMask<Double> large = m.compare(VectorOperators.GT, Math.sqrt(2));
        m = m.blend(m.mul(0.5), large);
        exponent = exponent.blend(exponent.add(1), large);
        DoubleVector s = m.sub(1).div(m.add(1));
        DoubleVector low = s.mul(series(s.mul(s), LOG));
        return plus(plus(low, exponent, LOG2_LOW), exponent, LOG2_HIGH);
    }

    /**
     * sin(x + quarters · π/2), of entries from to to, whole vectors. The reduction keeps its digits up to some thousands.
     */
    static void sin(double[] x, int from, int to, int quarters) {
        for (int p = from; p < to; p += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, p);
            DoubleVector k = v.mul(1 / QUARTER_HIGH).add(ROUND).sub(ROUND);
            DoubleVector r = minus(minus(v, k, QUARTER_HIGH), k, QUARTER_LOW);
            turned(r, k.add(quarters)).intoArray(x, p);
        }
    }

    /** sin(r + k · π/2), r within π/4. */
    private static DoubleVector turned(DoubleVector r, DoubleVector k) {
        DoubleVector square = r.mul(r);
        DoubleVector halves = half(k);
        VectorMask<Double> odd = k.sub(halves.add(halves)).compare(VectorOperators.GT, 0.5);
        DoubleVector value = r.mul(series(square, SIN)).blend(series(square, COS), odd);
        DoubleVector fulls = half(halves);
        VectorMask<Double> below = halves.sub(fulls.add(fulls)).compare(VectorOperators.GT, 0.5);
        return value.blend(value.neg(), below);
    }

    /** A whole number halved and rounded down. */
    private static DoubleVector half(DoubleVector k) {
        return k.mul(0.5).sub(0.25).add(ROUND).sub(ROUND);
    }

    private static DoubleVector minus(DoubleVector v, DoubleVector k, double factor) {
        return k.fma(DoubleVector.broadcast(SPECIES, -factor), v);
    }

    private static DoubleVector plus(DoubleVector v, DoubleVector k, double factor) {
        return k.fma(DoubleVector.broadcast(SPECIES, factor), v);
    }

    private static DoubleVector twoTo(LongVector power) {
        return power.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsDoubles();
    }

    /** A polynomial, by Horner's rule. */
    private static DoubleVector series(DoubleVector x, double[] coefficients) {
        DoubleVector sum = DoubleVector.broadcast(SPECIES, coefficients[coefficients.length - 1]);
        for (int k = coefficients.length - 2; k >= 0; k--) {
            sum = next(sum, x, coefficients[k]);
        }
        return sum;
    }

    private static DoubleVector next(DoubleVector sum, DoubleVector x, double coefficient) {
        return sum.fma(x, DoubleVector.broadcast(SPECIES, coefficient));
    }
}
