package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockPosterior.BLOCK;

import java.util.Arrays;
import org.guidecheck.law.NoiseLevel;

/** Noised density of a law along orthonormal directions, times that of the noise across them. */
final class AffineBlock extends BlockDensity {
    private final BlockDensity inner;
    private final double[][] directions;
    private final double[] shift;
    private final double[] along;
    private final double[] across;
    private double noise;

    AffineBlock(BlockDensity inner, double[][] directions, double[] shift) {
        super(shift.length);
        this.inner = inner;
        this.directions = directions;
        this.shift = shift;
        this.along = new double[inner.dimension * BLOCK];
        this.across = new double[dimension * BLOCK];
    }

    @Override
    public void setLevel(NoiseLevel level) {
        inner.setLevel(level);
        noise = level.noise();
    }

    @Override
    void compute(double[] z, int count, double root) {
        Arrays.fill(along, 0);
        for (int i = 0; i < dimension; i++) {
            for (int p = 0; p < count; p++) {
                across[i * BLOCK + p] = z[i * BLOCK + p] - shift[i];
            }
            for (int j = 0; j < inner.dimension; j++) {
                add(along, j, directions[j][i], across, i, count);
            }
        }
        inner.evaluate(along, count, root);
        System.arraycopy(inner.logDensity(count), 0, exponent, 0, count);
        Arrays.fill(score, 0);
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < inner.dimension; j++) {
                add(score, i, directions[j][i], inner.score, j, count);
                add(across, i, -directions[j][i], along, j, count);
            }
        }
        int codimension = dimension - inner.dimension;
        if (codimension > 0) {
            addNoise(codimension, count, root);
        }
    }

    private void addNoise(int codimension, int count, double root) {
        for (int p = 0; p < count; p++) {
            exponent[p] -= 0.5 * codimension * Math.log(2 * Math.PI * noise);
        }
        for (int i = 0; i < dimension; i++) {
            for (int p = 0; p < count; p++) {
                double x = root * across[i * BLOCK + p];
                exponent[p] -= 0.5 * x * x / noise;
                score[i * BLOCK + p] -= x / noise;
            }
        }
    }

    private static void add(double[] to, int row, double factor, double[] from, int fromRow, int count) {
        for (int p = 0; p < count; p++) {
            to[row * BLOCK + p] += factor * from[fromRow * BLOCK + p];
        }
    }
}
