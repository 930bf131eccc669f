package org.guidecheck.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorFunctions} in single precision, for the arguments that loops have alone: shorter polynomials, the same ways. */
final class FloatVectorFunctions {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final float ROUND = 0x1.8p23f;
    private static final float LOG2_HIGH = 0x1.62e4p-1f;
    private static final float LOG2_LOW = 0x1.7f7d1cp-20f;
    private static final float LOG2_INVERSE = 0x1.715476p0f;
    private static final float LOG2 = 0x1.62e43p-1f;
    private static final float QUARTER = 0x1.921fb6p0f;
    private static final int BIAS = 127;
    private static final int MANTISSA = 23;
    private static final int SIGN = 31;
    /** The bits of 2^23, to which an exponent is added. */
    private static final int AS_FLOAT = 0x4b000000;
    /** Not so small that what its exponential is multiplied with is no normal number: such are slow. */
    static final float LEAST_OF_SHARES = -40;

    /** e^r as in {@link VectorFunctions}, to the sixth power: off by 1e-8 at most. */
    private static final float E2 = 0x1p-1f;
    private static final float E3 = 0x1.5554dep-3f;
    private static final float E4 = 0x1.55551ap-5f;
    private static final float E5 = 0x1.120b62p-7f;
    private static final float E6 = 0x1.6d10fcp-10f;

    private FloatVectorFunctions() {
    }

    /** e^x, of entries from to to, whole vectors, all of them in [{@value #LEAST_OF_SHARES}, 0]. */
    static void expOfShares(float[] x, int from, int to) {
        for (int p = from; p < to; p += 2 * LANES) {
            int q = Math.min(p + LANES, to - LANES);
            FloatVector v0 = FloatVector.fromArray(SPECIES, x, p);
            FloatVector v1 = FloatVector.fromArray(SPECIES, x, q);
            FloatVector rounded0 = v0.mul(LOG2_INVERSE).add(ROUND);
            FloatVector rounded1 = v1.mul(LOG2_INVERSE).add(ROUND);
            FloatVector k0 = rounded0.sub(ROUND);
            FloatVector k1 = rounded1.sub(ROUND);
            FloatVector r0 = k0.fma(FloatVector.broadcast(SPECIES, -LOG2_HIGH), v0);
            FloatVector r1 = k1.fma(FloatVector.broadcast(SPECIES, -LOG2_HIGH), v1);
            r0 = k0.fma(FloatVector.broadcast(SPECIES, -LOG2_LOW), r0);
            r1 = k1.fma(FloatVector.broadcast(SPECIES, -LOG2_LOW), r1);
            FloatVector e0 = FloatVector.broadcast(SPECIES, E6);
            FloatVector e1 = e0;
            e0 = e0.fma(r0, FloatVector.broadcast(SPECIES, E5));
            e1 = e1.fma(r1, FloatVector.broadcast(SPECIES, E5));
            e0 = e0.fma(r0, FloatVector.broadcast(SPECIES, E4));
            e1 = e1.fma(r1, FloatVector.broadcast(SPECIES, E4));
            e0 = e0.fma(r0, FloatVector.broadcast(SPECIES, E3));
            e1 = e1.fma(r1, FloatVector.broadcast(SPECIES, E3));
            e0 = e0.fma(r0, FloatVector.broadcast(SPECIES, E2));
            e1 = e1.fma(r1, FloatVector.broadcast(SPECIES, E2));
            e0 = e0.fma(r0, FloatVector.broadcast(SPECIES, 1));
            e1 = e1.fma(r1, FloatVector.broadcast(SPECIES, 1));
            e0 = e0.fma(r0, FloatVector.broadcast(SPECIES, 1));
            e1 = e1.fma(r1, FloatVector.broadcast(SPECIES, 1));
            e0.mul(rounded0.reinterpretAsInts().add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats())
                    .intoArray(x, p);
            e1.mul(rounded1.reinterpretAsInts().add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats())
                    .intoArray(x, q);
        }
    }

    /** log x, of entries from to to, whole vectors, all of them normal positive numbers. */
    static void log(float[] x, int from, int to) {
        for (int p = from; p < to; p += LANES) {
            IntVector bits = FloatVector.fromArray(SPECIES, x, p).reinterpretAsInts();
            FloatVector exponent = bits.lanewise(VectorOperators.LSHR, MANTISSA).lanewise(VectorOperators.OR, AS_FLOAT)
                    .reinterpretAsFloats().sub(0x1p23f + BIAS);
            FloatVector m = bits.lanewise(VectorOperators.AND, (1 << MANTISSA) - 1)
                    .lanewise(VectorOperators.OR, BIAS << MANTISSA).reinterpretAsFloats();
            VectorMask<Float> large = m.compare(VectorOperators.GT, (float) Math.sqrt(2));
            m = m.blend(m.mul(0.5f), large);
            exponent = exponent.blend(exponent.add(1), large);
            FloatVector s = m.sub(1).div(m.add(1));
            FloatVector square = s.mul(s);
            FloatVector sum = FloatVector.broadcast(SPECIES, 2f / 11);
            sum = sum.fma(square, FloatVector.broadcast(SPECIES, 2f / 9));
            sum = sum.fma(square, FloatVector.broadcast(SPECIES, 2f / 7));
            sum = sum.fma(square, FloatVector.broadcast(SPECIES, 2f / 5));
            sum = sum.fma(square, FloatVector.broadcast(SPECIES, 2f / 3));
            sum = s.mul(sum.fma(square, FloatVector.broadcast(SPECIES, 2)));
            exponent.fma(FloatVector.broadcast(SPECIES, LOG2), sum).intoArray(x, p);
        }
    }

    /**
     * cos(x π/2), in place, and then sin(x π/2), wherever it is to go, of entries from to to, whole vectors. In quarters of
     * a turn the reduction is exact.
     */
    static void cosAndSinOfQuarters(float[] x, int from, int to, float[] sines, int at) {
        for (int p = from; p < to; p += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, p);
            FloatVector rounded = v.add(ROUND);
            FloatVector k = rounded.sub(ROUND);
            FloatVector r = v.sub(k).mul(QUARTER);
            FloatVector square = r.mul(r);
            FloatVector sine = FloatVector.broadcast(SPECIES, 1f / 362880);
            sine = sine.fma(square, FloatVector.broadcast(SPECIES, -1f / 5040));
            sine = sine.fma(square, FloatVector.broadcast(SPECIES, 1f / 120));
            sine = sine.fma(square, FloatVector.broadcast(SPECIES, -1f / 6));
            sine = r.mul(sine.fma(square, FloatVector.broadcast(SPECIES, 1)));
            FloatVector cosine = FloatVector.broadcast(SPECIES, -1f / 3628800);
            cosine = cosine.fma(square, FloatVector.broadcast(SPECIES, 1f / 40320));
            cosine = cosine.fma(square, FloatVector.broadcast(SPECIES, -1f / 720));
            cosine = cosine.fma(square, FloatVector.broadcast(SPECIES, 1f / 24));
            cosine = cosine.fma(square, FloatVector.broadcast(SPECIES, -1f / 2));
            cosine = cosine.fma(square, FloatVector.broadcast(SPECIES, 1));
            FloatVector halves = k.mul(0.5f).sub(0.25f).add(ROUND).sub(ROUND);
            VectorMask<Float> odd = k.sub(halves.add(halves)).compare(VectorOperators.GT, 0.5f);
            IntVector turns = rounded.reinterpretAsInts();
            cosine.blend(sine, odd).reinterpretAsInts().lanewise(VectorOperators.XOR, turns.add(1)
                    .lanewise(VectorOperators.AND, 2).lanewise(VectorOperators.LSHL, SIGN - 1)).reinterpretAsFloats()
                    .intoArray(x, p);
            sine.blend(cosine, odd).reinterpretAsInts().lanewise(VectorOperators.XOR, turns
                    .lanewise(VectorOperators.AND, 2).lanewise(VectorOperators.LSHL, SIGN - 1)).reinterpretAsFloats()
                    .intoArray(sines, at + p - from);
        }
    }
}
