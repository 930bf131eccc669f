package org.guidecheck.sampler;

import static org.guidecheck.sampler.BlockDenoiser.BLOCK;

import org.guidecheck.distribution.BlockModel;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.kernel.BlockLoops;

/** Some blocks of points on their way from level to level. */
final class DoubleSteps {
    private final BlockModel model;
    private final double[][] x;
    /** Scores, then noise: in many dimensions each array less is one that need not leave the cache. */
    private final double[] change;

    DoubleSteps(BlockModel model, int blocks) {
        this.model = model;
        x = new double[blocks][model.dimension() * BLOCK];
        change = new double[model.dimension() * BLOCK];
    }

    void at(NoiseLevel level) {
        model.at(level);
    }

    void start(int block, NormalBlock noise) {
        noise.next(x[block], model.dimension());
    }

    void step(int block, int count, GaussianSampler.Transition step, double w, NormalBlock noise) {
        double[] point = x[block];
        model.evaluate(point, count);
        model.guidedScore(w, change);
        move(point, step.keep(), step.push(), change);
        if (step.deviation() > 0) {
            noise.next(change, model.dimension());
            move(point, 1, step.deviation(), change);
        }
    }

    private static void move(double[] x, double keep, double push, double[] change) {
        for (int i = 0; i < x.length; i++) {
            x[i] = keep * x[i] + push * change[i];
        }
    }

    void write(int block, int count, double[] ends, int first) {
        BlockLoops.fromBlock(x[block], count, model.dimension(), ends, first);
    }
}
