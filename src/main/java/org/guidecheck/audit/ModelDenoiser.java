package org.guidecheck.audit;

import java.util.OptionalInt;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.SamplerFailure;

/**
 * Denoiser for one class that asks a model.
 *
 * @param subject the model
 * @param c       class index
 */
record ModelDenoiser(ModelUnderTest subject, int c) implements Denoiser {
    @Override
    public Scores scores(NoiseLevel level, double[] points, int dimension) {
        if (level.isClean()) {
            throw new SamplerFailure("sampler " + subject.sampler().name() + " asks at clean data, where a model's "
                    + "predictions do not depend on the score; give --stop, or another --sampler");
        }
        return new Scores(subject.field().scores(level, points, OptionalInt.of(c)),
                subject.field().scores(level, points, OptionalInt.empty()));
    }
}
