package org.guidecheck.sampler;

import org.guidecheck.law.ClassVersusRest;

/** Backend for exact denoisers: evaluates them and runs linear samplers with them. */
@FunctionalInterface
public interface DenoiserBackend {
    /** Backend for processors: loops over blocks of points, see {@link BlockDenoiser}. */
    DenoiserBackend FUSED = BlockDenoiser::new;

    /**
     * Exact denoiser of a class against the rest.
     *
     * @param sides the class and the rest
     * @return a denoiser that any number of threads may share
     */
    Denoiser denoiser(ClassVersusRest sides);
}
