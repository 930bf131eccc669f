package org.guidecheck.sampler;

import org.guidecheck.process.GuidanceSchedule;

/**
 * How points are drawn from a law: everything that they depend on beside it.
 *
 * @param sampler  name of a built-in sampler, as {@link Samplers#byName} takes it
 * @param steps    of the time grid, at least 1
 * @param guidance weights
 * @param seed     of the noise
 */
public record SamplerSettings(String sampler, int steps, GuidanceSchedule guidance, long seed) {

    /** Checks name and steps. */
    public SamplerSettings {
        Samplers.byName(sampler);
        if (!(steps >= 1)) {
            throw new IllegalArgumentException("steps=" + steps + ": must be at least 1");
        }
    }

    @Override
    public String toString() {
        return sampler + ", " + steps + " steps, weight " + guidance + ", noise seed " + seed;
    }
}
