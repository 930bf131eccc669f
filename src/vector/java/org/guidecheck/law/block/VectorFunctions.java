package org.guidecheck.law.block;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions on the Vector API, made of additions, multiplications and fused multiply-adds only. Their digits
 * are therefore the same interpreted and compiled, and for every vector length; those of the JDK's own vector functions
 * are not, so a seed's results would depend on when the code was compiled. Arguments are reduced by two-part constants
 * (W. J. Cody and W. Waite, <i>Software Manual for the Elementary Functions</i>, 1980); polynomials give an error of a
 * few ulps.
 *
 * <p>Each function is written out, without helper methods that take or return vectors: C2 stops inlining in a method
 * that has grown large, and a vector passed to a method that is not inlined becomes an object. (The Vector API's own
 * methods are always inlined.) Most functions here exceed 325 bytes of code (FreqInlineSize), so that C2 does not
 * inline them into their callers; about 50 vector operations are as many as it handles in one method.
 */
final class VectorFunctions {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Adding and subtracting it rounds to a whole number; after adding it, the lower bits hold that number. */
    private static final double ROUND = 0x1.8p52;
    private static final long ROUND_BITS = Double.doubleToRawLongBits(ROUND);
    private static final double LOG2_HIGH = 0x1.62e42fefa39efp-1;
    private static final double LOG2_LOW = 0x1.abc9e3b39803fp-56;
    private static final double QUARTER_HIGH = 0x1.921fb54442d18p0;
    private static final double QUARTER_LOW = 0x1.1a62633145c07p-54;
    private static final int BIAS = 1023;
    private static final int MANTISSA = 52;
    private static final int SIGN = 63;
    /** The bits of 2^52, into which an exponent is put. */
    private static final long AS_DOUBLE = 0x4330000000000000L;
    private static final double LEAST = -760;
    private static final double MOST = 720;
    /** Large enough that products with its exponential are normal numbers; subnormal ones are slow. */
    static final double LEAST_OF_SHARES = -100;

    /**
     * Coefficients of e^r for |r| ≤ log(2)/2: the polynomial of degree 11 that interpolates it, in relative error, at
     * the Chebyshev points of that interval, computed with 60 digits. Its error is at most 2e-17. The first two are 1.
     */
    private static final double E2 = 0x1.0000000000011p-1;
    private static final double E3 = 0x1.555555555555ap-3;
    private static final double E4 = 0x1.555555554f0cep-5;
    private static final double E5 = 0x1.111111110f225p-7;
    private static final double E6 = 0x1.6c16c187fbea9p-10;
    private static final double E7 = 0x1.a01a01b1437f6p-13;
    private static final double E8 = 0x1.a01991ac6b2ddp-16;
    private static final double E9 = 0x1.71ddf5748bd71p-19;
    private static final double E10 = 0x1.28b405992d897p-22;
    private static final double E11 = 0x1.af631d203b4edp-26;

    /** ±1/(2n + 1)! and ±1/(2n)!, the power series of sine and cosine up to the 17th power. */
    private static final double[] SIN = new double[9];
    private static final double[] COS = new double[9];

    static {
        double factorial = 1;
        for (int n = 0; n < SIN.length; n++) {
            COS[n] = (n % 2 == 0 ? 1 : -1) / factorial;
            factorial *= 2 * n + 1;
            SIN[n] = (n % 2 == 0 ? 1 : -1) / factorial;
            factorial *= 2 * n + 2;
        }
    }

    private VectorFunctions() {
    }

    /** e^x in place, of the entries in [from, to), whole vectors. */
    static void exp(double[] x, int from, int to) {
        for (int p = from; p < to; p += 2 * LANES) {
            int q = Math.min(p + LANES, to - LANES);
            DoubleVector v0 = DoubleVector.fromArray(SPECIES, x, p).max(LEAST).min(MOST);
            DoubleVector v1 = DoubleVector.fromArray(SPECIES, x, q).max(LEAST).min(MOST);
            DoubleVector rounded0 = v0.mul(1 / LOG2_HIGH).add(ROUND);
            DoubleVector rounded1 = v1.mul(1 / LOG2_HIGH).add(ROUND);
            DoubleVector k0 = rounded0.sub(ROUND);
            DoubleVector k1 = rounded1.sub(ROUND);
            DoubleVector r0 = k0.fma(DoubleVector.broadcast(SPECIES, -LOG2_HIGH), v0);
            r0 = k0.fma(DoubleVector.broadcast(SPECIES, -LOG2_LOW), r0);
            DoubleVector r1 = k1.fma(DoubleVector.broadcast(SPECIES, -LOG2_HIGH), v1);
            r1 = k1.fma(DoubleVector.broadcast(SPECIES, -LOG2_LOW), r1);
            DoubleVector e0 = DoubleVector.broadcast(SPECIES, E11);
            DoubleVector e1 = e0;
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E10));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E10));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E9));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E9));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E8));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E8));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E7));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E7));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E6));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E6));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E5));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E5));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E4));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E4));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E3));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E3));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E2));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E2));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, 1));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, 1));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, 1));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, 1));
            // 2^k in two halves, since 2^k may be subnormal or overflow while the result does not.
            LongVector power0 = rounded0.reinterpretAsLongs().sub(ROUND_BITS);
            LongVector half0 = power0.lanewise(VectorOperators.ASHR, 1);
            e0 = e0.mul(half0.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsDoubles());
            e0.mul(power0.sub(half0).add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsDoubles())
                    .intoArray(x, p);
            LongVector power1 = rounded1.reinterpretAsLongs().sub(ROUND_BITS);
            LongVector half1 = power1.lanewise(VectorOperators.ASHR, 1);
            e1 = e1.mul(half1.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsDoubles());
            e1.mul(power1.sub(half1).add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsDoubles())
                    .intoArray(x, q);
        }
    }

    /**
     * e^x in place, of the entries in [from, to), whole vectors, all in [{@value #LEAST_OF_SHARES}, 0]. The same as
     * {@link #exp} without a quarter of its operations, which other arguments need. Scores take most of their time
     * here.
     */
    static void expOfShares(double[] x, int from, int to) {
        for (int p = from; p < to; p += 2 * LANES) {
            int q = Math.min(p + LANES, to - LANES);
            DoubleVector v0 = DoubleVector.fromArray(SPECIES, x, p);
            DoubleVector v1 = DoubleVector.fromArray(SPECIES, x, q);
            DoubleVector rounded0 = v0.mul(1 / LOG2_HIGH).add(ROUND);
            DoubleVector rounded1 = v1.mul(1 / LOG2_HIGH).add(ROUND);
            DoubleVector k0 = rounded0.sub(ROUND);
            DoubleVector k1 = rounded1.sub(ROUND);
            DoubleVector r0 = k0.fma(DoubleVector.broadcast(SPECIES, -LOG2_HIGH), v0);
            r0 = k0.fma(DoubleVector.broadcast(SPECIES, -LOG2_LOW), r0);
            DoubleVector r1 = k1.fma(DoubleVector.broadcast(SPECIES, -LOG2_HIGH), v1);
            r1 = k1.fma(DoubleVector.broadcast(SPECIES, -LOG2_LOW), r1);
            DoubleVector e0 = DoubleVector.broadcast(SPECIES, E11);
            DoubleVector e1 = e0;
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E10));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E10));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E9));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E9));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E8));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E8));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E7));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E7));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E6));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E6));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E5));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E5));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E4));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E4));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E3));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E3));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, E2));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, E2));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, 1));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, 1));
            e0 = e0.fma(r0, DoubleVector.broadcast(SPECIES, 1));
            e1 = e1.fma(r1, DoubleVector.broadcast(SPECIES, 1));
            // The lower bits of the rounded number are k; those above are shifted out.
            e0.mul(rounded0.reinterpretAsLongs().add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA)
                    .reinterpretAsDoubles()).intoArray(x, p);
            e1.mul(rounded1.reinterpretAsLongs().add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA)
                    .reinterpretAsDoubles()).intoArray(x, q);
        }
    }

    /** log x in place, of the entries in [from, to), whole vectors. */
    static void log(double[] x, int from, int to) {
        for (int p = from; p < to; p += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, p);
            // Zeros are frequent: densities outside of a support.
            VectorMask<Double> zero = v.compare(VectorOperators.EQ, 0);
            if (!v.compare(VectorOperators.GE, Double.MIN_NORMAL)
                    .and(v.compare(VectorOperators.LT, Double.POSITIVE_INFINITY)).or(zero).allTrue()) {
                logWithSpecialValues(x, p);
                continue;
            }
            LongVector bits = v.reinterpretAsLongs();
            DoubleVector exponent = bits.lanewise(VectorOperators.LSHR, MANTISSA)
                    .lanewise(VectorOperators.OR, AS_DOUBLE).reinterpretAsDoubles().sub(0x1p52 + BIAS);
            DoubleVector m = bits.lanewise(VectorOperators.AND, (1L << MANTISSA) - 1)
                    .lanewise(VectorOperators.OR, (long) BIAS << MANTISSA).reinterpretAsDoubles();
            VectorMask<Double> large = m.compare(VectorOperators.GT, Math.sqrt(2));
            m = m.blend(m.mul(0.5), large);
            exponent = exponent.blend(exponent.add(1), large);
            // 2 artanh s = 2 s (1 + s²/3 + s⁴/5 + …).
            DoubleVector s = m.sub(1).div(m.add(1));
            DoubleVector square = s.mul(s);
            DoubleVector sum = DoubleVector.broadcast(SPECIES, 2.0 / 25);
            sum = sum.fma(square, DoubleVector.broadcast(SPECIES, 2.0 / 23));
            sum = sum.fma(square, DoubleVector.broadcast(SPECIES, 2.0 / 21));
            sum = sum.fma(square, DoubleVector.broadcast(SPECIES, 2.0 / 19));
            sum = sum.fma(square, DoubleVector.broadcast(SPECIES, 2.0 / 17));
            sum = sum.fma(square, DoubleVector.broadcast(SPECIES, 2.0 / 15));
            sum = sum.fma(square, DoubleVector.broadcast(SPECIES, 2.0 / 13));
            sum = sum.fma(square, DoubleVector.broadcast(SPECIES, 2.0 / 11));
            sum = sum.fma(square, DoubleVector.broadcast(SPECIES, 2.0 / 9));
            sum = sum.fma(square, DoubleVector.broadcast(SPECIES, 2.0 / 7));
            sum = sum.fma(square, DoubleVector.broadcast(SPECIES, 2.0 / 5));
            sum = sum.fma(square, DoubleVector.broadcast(SPECIES, 2.0 / 3));
            sum = s.mul(sum.fma(square, DoubleVector.broadcast(SPECIES, 2)));
            sum = exponent.fma(DoubleVector.broadcast(SPECIES, LOG2_LOW), sum);
            exponent.fma(DoubleVector.broadcast(SPECIES, LOG2_HIGH), sum).blend(Double.NEGATIVE_INFINITY, zero)
                    .intoArray(x, p);
        }
    }

    /** log x of one vector with infinities, subnormal or negative numbers or NaN. */
    private static void logWithSpecialValues(double[] x, int p) {
        double[] normal = new double[LANES];
        Arrays.setAll(normal, i -> isNormal(x[p + i]) ? x[p + i] : 1);
        log(normal, 0, LANES);
        for (int i = 0; i < LANES; i++) {
            x[p + i] = isNormal(x[p + i]) ? normal[i] : Math.log(x[p + i]);
        }
    }

    private static boolean isNormal(double x) {
        return x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY;
    }

    /**
     * cos x in place, of the entries in [from, to), whole vectors, and sin x into sines, from index at; sin x replaces
     * cos x where they overlap. Accurate for arguments up to some thousands.
     */
    static void cosAndSin(double[] x, int from, int to, double[] sines, int at) {
        for (int p = from; p < to; p += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, p);
            DoubleVector rounded = v.mul(1 / QUARTER_HIGH).add(ROUND);
            DoubleVector k = rounded.sub(ROUND);
            DoubleVector r = k.fma(DoubleVector.broadcast(SPECIES, -QUARTER_HIGH), v);
            r = k.fma(DoubleVector.broadcast(SPECIES, -QUARTER_LOW), r);
            DoubleVector square = r.mul(r);
            DoubleVector sine = DoubleVector.broadcast(SPECIES, SIN[SIN.length - 1]);
            DoubleVector cosine = DoubleVector.broadcast(SPECIES, COS[COS.length - 1]);
            for (int n = SIN.length - 2; n >= 0; n--) {
                sine = sine.fma(square, DoubleVector.broadcast(SPECIES, SIN[n]));
                cosine = cosine.fma(square, DoubleVector.broadcast(SPECIES, COS[n]));
            }
            sine = r.mul(sine);
            // The lower bits of the rounded number are k: an odd k swaps sine and cosine, its second bit changes signs.
            DoubleVector halves = k.mul(0.5).sub(0.25).add(ROUND).sub(ROUND);
            VectorMask<Double> odd = k.sub(halves.add(halves)).compare(VectorOperators.GT, 0.5);
            LongVector turns = rounded.reinterpretAsLongs();
            cosine.blend(sine, odd).reinterpretAsLongs().lanewise(VectorOperators.XOR, turns.add(1)
                    .lanewise(VectorOperators.AND, 2).lanewise(VectorOperators.LSHL, SIGN - 1)).reinterpretAsDoubles()
                    .intoArray(x, p);
            sine.blend(cosine, odd).reinterpretAsLongs().lanewise(VectorOperators.XOR, turns
                    .lanewise(VectorOperators.AND, 2).lanewise(VectorOperators.LSHL, SIGN - 1)).reinterpretAsDoubles()
                    .intoArray(sines, at + p - from);
        }
    }
}
