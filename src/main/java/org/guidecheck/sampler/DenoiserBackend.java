package org.guidecheck.sampler;

import org.guidecheck.law.ClassVersusRest;

/** What evaluates the exact denoisers of labelled laws, and takes the steps of linear samplers with them. */
@FunctionalInterface
public interface DenoiserBackend {
    /** Loops on the processor, block of points by block, see {@link BlockDenoiser}. */
    DenoiserBackend FUSED = BlockDenoiser::new;

    /**
     * The exact denoiser of a class against the rest.
     *
     * @param sides the class and the rest
     * @return a denoiser for any number of threads
     */
    Denoiser denoiser(ClassVersusRest sides);
}
