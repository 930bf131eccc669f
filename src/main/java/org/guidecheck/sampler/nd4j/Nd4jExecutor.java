package org.guidecheck.sampler.nd4j;

import org.guidecheck.law.block.ParallelFor;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.StepPlan;
import org.guidecheck.sampler.TableExecutor;

/**
 * Executor on ND4J, a portion of the points after another, each from the first level to the last: what a step works on stays in
 * the cache, and all processors are at work whether or not ND4J shares its operations out among them.
 *
 * @param denoiser gives the scores
 */
record Nd4jExecutor(Nd4jDenoiser denoiser) implements TableExecutor {
    /** Of runs that would do with fewer; not as many as there are processors, so that digits are the same on any machine. */
    private static final int FEWEST_PORTIONS = 2;

    @Override
    public double[] run(StepPlan plan, Noise noise) {
        denoiser.requireDimension(noise.dimension());
        double[] ends = new double[noise.dimension() * noise.points()];
        int share = noise.points() / FEWEST_PORTIONS;
        int most = Math.min(denoiser.portion(), Math.max(Nd4jPosterior.FEWEST, share));
        int together = (most + Noise.BLOCK - 1) / Noise.BLOCK;
        ParallelFor.each((noise.blocks() + together - 1) / together, g -> {
            int first = g * together;
            double[] numbers = new Nd4jPath(denoiser, plan, noise, first, Math.min(noise.blocks(), first + together)).run();
            System.arraycopy(numbers, 0, ends, noise.dimension() * first * Noise.BLOCK, numbers.length);
        });
        return ends;
    }
}
