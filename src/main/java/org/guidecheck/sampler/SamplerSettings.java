package org.guidecheck.sampler;

import org.guidecheck.process.GuidanceSchedule;

/**
 * Settings of a run of a built-in sampler: all that its points depend on besides the law.
 *
 * @param sampler  name of a built-in sampler, as {@link Samplers#byName} takes it
 * @param steps    number of steps of the time grid, at least 1
 * @param guidance weight w as a function of the noise level
 * @param seed     seed of the noise
 */
public record SamplerSettings(String sampler, int steps, GuidanceSchedule guidance, long seed) {

    /** Checks name and number of steps; throws {@link IllegalArgumentException}. */
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
