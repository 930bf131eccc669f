package org.guidecheck.sampler;

import org.guidecheck.distribution.FloatModel;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.distribution.OneAgainstRest;

/**
 * {@link BlockDenoiser} in single precision, for mixtures of Gaussians: what a sampler that computes in it makes of the same
 * noise. Points and scores that are given and taken are the nearest in single precision.
 */
public final class FloatDenoiser extends LawInBlocks {
    private final ThreadLocal<FloatModel> models;

    /**
     * The denoiser of a class against the rest.
     *
     * @param sides the class and the rest, both mixtures of Gaussians or of atoms
     * @throws IllegalArgumentException if they are not
     */
    public FloatDenoiser(OneAgainstRest sides) {
        super(sides.dimension());
        FloatModel first = new FloatModel(sides);
        this.models = ThreadLocal.withInitial(() -> new FloatModel(sides));
        models.set(first);
    }

    @Override
    BlockSteps steps(int blocks) {
        return new FloatSteps(models.get(), blocks);
    }

    @Override
    void evaluate(NoiseLevel level, double[] points, int first, int count, Scores scores) {
        FloatModel model = models.get();
        float[] block = new float[dimension() * BLOCK];
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < dimension(); i++) {
                block[i * BLOCK + p] = (float) points[(first + p) * dimension() + i];
            }
        }
        model.at(level);
        model.evaluate(block, count);
        for (int p = 0; p < count; p++) {
            float posterior = (float) (1 / (1 + 1 / model.odds(p)));
            float other = (float) (1 / (1 + model.odds(p)));
            for (int i = 0; i < dimension(); i++) {
                int at = (first + p) * dimension() + i;
                float own = model.ownScore()[i * BLOCK + p];
                scores.conditional()[at] = own;
                scores.unconditional()[at] = posterior * own + other * model.restScore()[i * BLOCK + p];
            }
        }
    }
}
