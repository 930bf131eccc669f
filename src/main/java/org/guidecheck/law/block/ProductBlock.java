package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockPosterior.BLOCK;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.NoiseLevel;

/** Noised density of a product of laws. */
final class ProductBlock extends BlockDensity {
    private final List<BlockDensity> factors;

    ProductBlock(List<BlockDensity> factors) {
        super(factors.stream().mapToInt(factor -> factor.dimension).sum());
        this.factors = factors;
    }

    @Override
    public void setLevel(NoiseLevel level) {
        factors.forEach(factor -> factor.setLevel(level));
    }

    @Override
    void compute(double[] z, int count, double root) {
        Arrays.fill(exponent, 0);
        int from = 0;
        for (BlockDensity density : factors) {
            int size = density.dimension * BLOCK;
            density.evaluate(Arrays.copyOfRange(z, from, from + size), count, root);
            System.arraycopy(density.score, 0, score, from, size);
            double[] log = density.logDensity(count);
            for (int p = 0; p < count; p++) {
                exponent[p] += log[p];
            }
            from += size;
        }
    }
}
