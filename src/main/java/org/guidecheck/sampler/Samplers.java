package org.guidecheck.sampler;

import java.util.List;

/** The samplers that come with the program. */
public final class Samplers {
    private static final List<GuidedSampler> BUILT_IN = List.of(new EulerMaruyama(), new Ddpm(), new Ddim());

    private Samplers() {
    }

    /**
     * All of them.
     *
     * @return in a fixed order; none has a state, so that each serves any number of threads
     */
    public static List<GuidedSampler> builtIn() {
        return BUILT_IN;
    }

    /**
     * Finds one by its name.
     *
     * @param name as its {@link GuidedSampler#name()} says
     * @return the sampler
     * @throws IllegalArgumentException naming those there are, if there is none
     */
    public static GuidedSampler byName(String name) {
        return BUILT_IN.stream().filter(sampler -> sampler.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sampler=" + name + ": must be one of "
                        + BUILT_IN.stream().map(GuidedSampler::name).toList()));
    }
}
