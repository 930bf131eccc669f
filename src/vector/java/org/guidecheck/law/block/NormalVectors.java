package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockLoops.BLOCK;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Normal random numbers on the Vector API; see {@link BlockLoops#normals}. */
final class NormalVectors {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> WORDS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private NormalVectors() {
    }

    /** Fills the first all numbers of each coordinate's row; all is a multiple of the vector length. */
    static void fill(long[] states, int dimension, int all, double[] into, double[] scratch) {
        for (int row = 0; row < dimension * BLOCK; row += 2 * BLOCK) {
            uniforms(states, all, scratch, 0);
            uniforms(states, all, into, row);
            for (int p = 0; p < all; p += LANES) {
                DoubleVector.broadcast(SPECIES, 2).sub(DoubleVector.fromArray(SPECIES, scratch, p))
                        .intoArray(scratch, p);
                DoubleVector.fromArray(SPECIES, into, row + p).sub(1).mul(2 * Math.PI).intoArray(into, row + p);
            }
            VectorFunctions.log(scratch, 0, all);
            for (int p = 0; p < all; p += LANES) {
                DoubleVector.fromArray(SPECIES, scratch, p).mul(-2).lanewise(VectorOperators.SQRT)
                        .intoArray(scratch, p);
            }
            boolean isPair = row + BLOCK < dimension * BLOCK;
            double[] sines = isPair ? into : scratch;
            int at = isPair ? row + BLOCK : BLOCK;
            VectorFunctions.cosAndSin(into, row, row + all, sines, at);
            times(scratch, all, into, row);
            times(scratch, all, sines, at);
        }
    }

    private static void times(double[] radius, int count, double[] into, int at) {
        for (int p = 0; p < count; p += LANES) {
            DoubleVector.fromArray(SPECIES, radius, p).mul(DoubleVector.fromArray(SPECIES, into, at + p))
                    .intoArray(into, at + p);
        }
    }

    /** Uniform numbers in [1, 2), one from each generator. */
    private static void uniforms(long[] states, int count, double[] into, int at) {
        for (int p = 0; p < count; p += LANES) {
            LongVector a = LongVector.fromArray(WORDS, states, p);
            LongVector b = LongVector.fromArray(WORDS, states, BLOCK + p);
            LongVector c = LongVector.fromArray(WORDS, states, 2 * BLOCK + p);
            LongVector d = LongVector.fromArray(WORDS, states, 3 * BLOCK + p);
            LongVector result = a.add(d).lanewise(VectorOperators.ROL, 23).add(a);
            result.lanewise(VectorOperators.LSHR, 12).lanewise(VectorOperators.OR, 0x3ff0000000000000L)
                    .reinterpretAsDoubles().intoArray(into, at + p);
            LongVector shifted = b.lanewise(VectorOperators.LSHL, 17);
            c = c.lanewise(VectorOperators.XOR, a);
            d = d.lanewise(VectorOperators.XOR, b);
            b.lanewise(VectorOperators.XOR, c).intoArray(states, BLOCK + p);
            a.lanewise(VectorOperators.XOR, d).intoArray(states, p);
            c.lanewise(VectorOperators.XOR, shifted).intoArray(states, 2 * BLOCK + p);
            d.lanewise(VectorOperators.ROL, 45).intoArray(states, 3 * BLOCK + p);
        }
    }
}
