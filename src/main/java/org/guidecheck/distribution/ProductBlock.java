package org.guidecheck.distribution;

import static org.guidecheck.distribution.BlockModel.BLOCK;

import java.util.Arrays;
import java.util.List;

/** Independent groups of coordinates. */
final class ProductBlock extends BlockLaw {
    private final List<BlockLaw> factors;

    ProductBlock(List<BlockLaw> factors) {
        super(factors.stream().mapToInt(factor -> factor.dimension).sum());
        this.factors = factors;
    }

    @Override
    void at(NoiseLevel level) {
        factors.forEach(factor -> factor.at(level));
    }

    @Override
    void compute(double[] z, int count, double root) {
        Arrays.fill(exponent, 0);
        int from = 0;
        for (BlockLaw part : factors) {
            int size = part.dimension * BLOCK;
            part.evaluate(Arrays.copyOfRange(z, from, from + size), count, root);
            System.arraycopy(part.score, 0, score, from, size);
            double[] log = part.logDensity(count);
            for (int p = 0; p < count; p++) {
                exponent[p] += log[p];
            }
            from += size;
        }
    }
}
