package org.guidecheck.sampler;

import static org.guidecheck.sampler.LawInBlocks.BLOCK;

import org.guidecheck.distribution.FloatModel;
import org.guidecheck.distribution.NoiseLevel;

/** Points in single precision. */
final class FloatSteps implements BlockSteps {
    private final FloatModel model;
    private final float[][] x;
    private final float[] change;

    FloatSteps(FloatModel model, int blocks) {
        this.model = model;
        x = new float[blocks][model.dimension() * BLOCK];
        change = new float[model.dimension() * BLOCK];
    }

    @Override
    public void at(NoiseLevel level) {
        model.at(level);
    }

    @Override
    public void start(int block, NormalBlock noise) {
        noise.next(x[block], model.dimension());
    }

    @Override
    public void step(int block, int count, GaussianSampler.Transition step, double w, NormalBlock noise) {
        float[] point = x[block];
        model.evaluate(point, count);
        model.guidedScore(w, change);
        move(point, (float) step.keep(), (float) step.push(), change);
        if (step.deviation() > 0) {
            noise.next(change, model.dimension());
            move(point, 1, (float) step.deviation(), change);
        }
    }

    private static void move(float[] x, float keep, float push, float[] change) {
        for (int i = 0; i < x.length; i++) {
            x[i] = keep * x[i] + push * change[i];
        }
    }

    @Override
    public void write(int block, int count, double[] ends, int first) {
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < model.dimension(); i++) {
                ends[(first + p) * model.dimension() + i] = x[block][i * BLOCK + p];
            }
        }
    }
}
