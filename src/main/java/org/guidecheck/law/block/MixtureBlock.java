package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockPosterior.BLOCK;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;

/** Noised density of a mixture with non-Gaussian components; all Gaussian ones are evaluated together. */
final class MixtureBlock extends BlockDensity {
    private static final BlockLoops LOOPS = BlockLoops.active();

    private final List<BlockDensity> parts = new ArrayList<>();
    private final double[] logWeight;
    private final double[] max = new double[BLOCK];
    private final double[] sum = new double[BLOCK];
    /** Posterior weight of each part at each point. */
    private final double[][] shares;

    MixtureBlock(Mixture mixture) {
        super(mixture.dimension());
        List<Law.Component> gaussians = new ArrayList<>();
        List<Double> logWeights = new ArrayList<>();
        for (int k = 0; k < mixture.parts().size(); k++) {
            double weight = mixture.weight(k);
            if (weight > 0) {
                Law part = mixture.parts().get(k);
                if (part.gaussianComponents().isPresent()) {
                    part.gaussianComponents().get().forEach(component -> gaussians.add(
                            new Law.Component(weight * component.weight(), component.gaussian())));
                } else {
                    parts.add(BlockDensity.of(part));
                    logWeights.add(Math.log(weight));
                }
            }
        }
        if (!gaussians.isEmpty()) {
            // Their weights do not sum to 1, which the block does not require.
            parts.add(new GaussianBlock(gaussians));
            logWeights.add(0.0);
        }
        logWeight = logWeights.stream().mapToDouble(Double::doubleValue).toArray();
        shares = new double[parts.size()][BLOCK];
    }

    @Override
    public void setLevel(NoiseLevel level) {
        parts.forEach(part -> part.setLevel(level));
    }

    @Override
    void compute(double[] z, int count, double root) {
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        for (int k = 0; k < parts.size(); k++) {
            parts.get(k).evaluate(z, count, root);
            double[] log = parts.get(k).logDensity(count);
            for (int p = 0; p < count; p++) {
                max[p] = Math.max(max[p], logWeight[k] + log[p]);
            }
        }
        Arrays.fill(sum, 0);
        for (int k = 0; k < parts.size(); k++) {
            double[] log = parts.get(k).logDensity(count);
            for (int p = 0; p < count; p++) {
                shares[k][p] = max[p] == Double.NEGATIVE_INFINITY ? -Math.log(parts.size())
                        : logWeight[k] + log[p] - max[p];
            }
            LOOPS.exp(shares[k], count);
            for (int p = 0; p < count; p++) {
                sum[p] += shares[k][p];
            }
        }
        Arrays.fill(score, 0);
        for (int k = 0; k < parts.size(); k++) {
            double[] partScore = parts.get(k).score;
            for (int p = 0; p < count; p++) {
                shares[k][p] /= sum[p];
            }
            for (int row = 0; row < score.length; row += BLOCK) {
                for (int p = 0; p < count; p++) {
                    // The score of a part of weight 0 may be NaN, as outside a box without noise.
                    score[row + p] += shares[k][p] > 0 ? shares[k][p] * partScore[row + p] : 0;
                }
            }
        }
        System.arraycopy(max, 0, exponent, 0, count);
        System.arraycopy(sum, 0, factor, 0, count);
    }
}
