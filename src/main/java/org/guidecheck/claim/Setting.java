package org.guidecheck.claim;

import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.LawJson;
import org.guidecheck.sampler.DenoiserBackend;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GuidedSampler;

/**
 * What a claim is decided on.
 *
 * @param law      labelled law
 * @param c        index of the class that guidance aims at
 * @param guidance weights
 * @param stop     noise τ at which the process is left; 0 for clean data
 * @param sampler  the sampler held against the law, in the claims that draw from one
 * @param seed     seed of all randomness
 * @param backend  evaluates the denoiser that the sampler sees
 */
public record Setting(LabelledDistribution law, int c, GuidanceSchedule guidance, double stop, GuidedSampler sampler,
                      long seed, DenoiserBackend backend) {
    /** Components times dimensions up to which paths are cheap. */
    private static final double MOST_COST = 2e4;

    /**
     * The setting on the processor.
     *
     * @param law      labelled law
     * @param c        index of the class that guidance aims at
     * @param guidance weights
     * @param stop     noise τ at which the process is left; 0 for clean data
     * @param sampler  the sampler held against the law
     * @param seed     seed of all randomness
     */
    public Setting(LabelledDistribution law, int c, GuidanceSchedule guidance, double stop, GuidedSampler sampler, long seed) {
        this(law, c, guidance, stop, sampler, seed, DenoiserBackend.FUSED);
    }

    /**
     * The setting with the usual end, clean data or τ = 0.01 for a law without a density, and the Euler–Maruyama
     * sampler.
     *
     * @param law      labelled law
     * @param c        index of the class that guidance aims at
     * @param guidance weights
     * @param seed     seed of all randomness
     * @return the setting
     */
    public static Setting of(LabelledDistribution law, int c, GuidanceSchedule guidance, long seed) {
        return new Setting(law, c, guidance, law.isDegenerate() ? TimeGrid.DEGENERATE_STOP : 0, new EulerMaruyama(), seed);
    }

    /**
     * The same with another end.
     *
     * @param noise τ at which the process is left; 0 for clean data
     * @return the setting
     */
    public Setting stoppedAt(double noise) {
        return new Setting(law, c, guidance, noise, sampler, seed, backend);
    }

    /**
     * The same with another sampler.
     *
     * @param other held against the law
     * @return the setting
     */
    public Setting with(GuidedSampler other) {
        return new Setting(law, c, guidance, stop, other, seed, backend);
    }

    /**
     * The same with other random numbers.
     *
     * @param other seed of all randomness
     * @return the setting
     */
    public Setting withSeed(long other) {
        return new Setting(law, c, guidance, stop, sampler, other, backend);
    }

    /**
     * The same with another backend.
     *
     * @param other evaluates the denoiser that the sampler sees
     * @return the setting
     */
    public Setting on(DenoiserBackend other) {
        return new Setting(law, c, guidance, stop, sampler, seed, other);
    }

    /**
     * Average of 1/p(c|Y) over the class's own law, M_0.
     *
     * @return 1/π_c
     */
    public double unguided() {
        return 1 / law.prior(c);
    }

    /**
     * Whether paths through the law, and not only a few of them, can be afforded.
     *
     * @return false for large laws, such as 1797 atoms in 64 dimensions
     */
    public boolean hasCheapPaths() {
        return law.marginal().cost() <= MOST_COST;
    }

    /** What has to be said of every verdict on this setting. */
    String note() {
        if (stop == 0) {
            return "";
        }
        return "left at noise " + stop + (law.isDegenerate() ? ": the law has no density" : "");
    }

    /** The setting in one line; the law reads back as JSON. */
    @Override
    public String toString() {
        return "class " + law.classes().get(c).label() + ", weight " + guidance + ", stop " + stop + ", sampler "
                + sampler.name() + ", seed " + seed + ", law " + LawJson.toString(law);
    }
}
