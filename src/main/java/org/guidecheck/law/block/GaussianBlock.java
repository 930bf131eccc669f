package org.guidecheck.law.block;

import java.util.List;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;

/** A mixture of Gaussians. */
final class GaussianBlock extends BlockDensity {
    private static final BlockLoops LOOPS = BlockLoops.active();

    private final NoisedGaussians levels;

    GaussianBlock(List<Law.Component> parts) {
        super(parts.get(0).gaussian().dimension());
        levels = new NoisedGaussians(parts);
    }

    @Override
    public void at(NoiseLevel level) {
        levels.at(level);
        levels.terms.ready();
    }

    @Override
    void compute(double[] z, int count, double root) {
        LOOPS.mixture(levels.terms, z, count, root, exponent, factor, score);
    }
}
