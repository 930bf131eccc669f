package org.guidecheck.distribution;

import java.util.List;
import org.guidecheck.kernel.BlockLoops;

/** A mixture of Gaussians. */
final class GaussianBlock extends BlockLaw {
    private static final BlockLoops LOOPS = BlockLoops.active();

    private final GaussianLevels levels;

    GaussianBlock(List<Distribution.Component> parts) {
        super(parts.get(0).gaussian().dimension());
        levels = new GaussianLevels(parts);
    }

    @Override
    void at(NoiseLevel level) {
        levels.at(level);
        levels.terms.ready();
    }

    @Override
    void compute(double[] z, int count, double root) {
        LOOPS.mixture(levels.terms, z, count, root, exponent, factor, score);
    }
}
