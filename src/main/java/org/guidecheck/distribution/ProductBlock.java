package org.guidecheck.distribution;

import static org.guidecheck.distribution.BlockModel.BLOCK;

import java.util.Arrays;
import java.util.List;

/** Independent groups of coordinates. */
final class ProductBlock extends BlockLaw {
    private final List<BlockLaw> factors;

    ProductBlock(Product product) {
        super(product.dimension());
        factors = product.factors().stream().map(BlockLaw::of).toList();
    }

    @Override
    void at(NoiseLevel level) {
        factors.forEach(factor -> factor.at(level));
    }

    @Override
    void evaluate(double[] z, int count, double root) {
        Arrays.fill(logDensity, 0);
        int from = 0;
        for (BlockLaw factor : factors) {
            int size = factor.dimension * BLOCK;
            factor.evaluate(Arrays.copyOfRange(z, from, from + size), count, root);
            System.arraycopy(factor.score, 0, score, from, size);
            for (int p = 0; p < count; p++) {
                logDensity[p] += factor.logDensity[p];
            }
            from += size;
        }
    }
}
