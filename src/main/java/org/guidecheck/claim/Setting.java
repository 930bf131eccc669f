package org.guidecheck.claim;

import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.DenoiserBackend;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Streams;

/**
 * Setting of a claim: a guided process, the sampler held against it and a seed.
 *
 * @param process law, class, guidance and end
 * @param sampler the sampler held against the law, in the claims that draw from one
 * @param seed    seed of all randomness
 * @param backend evaluates the denoiser that the sampler sees
 */
public record Setting(GuidedProcess process, GuidedSampler sampler, long seed, DenoiserBackend backend) {
    /** Components times dimensions up to which paths are cheap. */
    private static final double MOST_COST = 2e4;

    /**
     * The setting of a process, with the Euler–Maruyama sampler on the processor's own loops.
     *
     * @param process law, class, guidance and end
     * @param seed    seed of all randomness
     * @return the setting
     */
    public static Setting of(GuidedProcess process, long seed) {
        return new Setting(process, new EulerMaruyama(), seed, DenoiserBackend.FUSED);
    }

    /**
     * The setting of the process with its usual end ({@link GuidedProcess#of}), and the Euler–Maruyama sampler.
     *
     * @param law      labelled law
     * @param c        index of the class that guidance aims at
     * @param guidance weights
     * @param seed     seed of all randomness
     * @return the setting
     */
    public static Setting of(LabelledLaw law, int c, GuidanceSchedule guidance, long seed) {
        return of(GuidedProcess.of(law, c, guidance), seed);
    }

    /**
     * The same with another process.
     *
     * @param other law, class, guidance and end
     * @return the setting
     */
    public Setting with(GuidedProcess other) {
        return new Setting(other, sampler, seed, backend);
    }

    /**
     * The same with another sampler.
     *
     * @param other held against the law
     * @return the setting
     */
    public Setting with(GuidedSampler other) {
        return new Setting(process, other, seed, backend);
    }

    /**
     * The same with other random numbers.
     *
     * @param other seed of all randomness
     * @return the setting
     */
    public Setting withSeed(long other) {
        return new Setting(process, sampler, other, backend);
    }

    /**
     * The same with another backend.
     *
     * @param other evaluates the denoiser that the sampler sees
     * @return the setting
     */
    public Setting on(DenoiserBackend other) {
        return new Setting(process, sampler, seed, other);
    }

    /**
     * The same with another end.
     *
     * @param noise τ at which the process is left; 0 for clean data
     * @return the setting
     */
    public Setting stoppedAt(double noise) {
        return with(process.stoppedAt(noise));
    }

    /**
     * The law of the process.
     *
     * @return labelled law
     */
    public LabelledLaw law() {
        return process.law();
    }

    /**
     * The weights of the process.
     *
     * @return w at every noise level
     */
    public GuidanceSchedule guidance() {
        return process.guidance();
    }

    /**
     * The mean reciprocal without guidance, M_0.
     *
     * @return 1/π_c
     */
    public double unguidedMean() {
        return process.unguidedMean();
    }

    /**
     * Random numbers of this setting.
     *
     * @return streams that depend on the seed alone
     */
    public Streams streams() {
        return new Streams(seed);
    }

    /**
     * Whether many paths through the law can be afforded.
     *
     * @return false for large laws, such as 1797 atoms in 64 dimensions
     */
    public boolean hasCheapPaths() {
        return law().marginal().cost() <= MOST_COST;
    }

    /** What every verdict on this setting has to mention: an end before clean data, and why. */
    String note() {
        if (process.stop() == 0) {
            return "";
        }
        return "left at noise " + process.stop() + (law().isDegenerate() ? ": the law has no density" : "");
    }

    /** The setting in one line; the law reads back as JSON. */
    @Override
    public String toString() {
        return "class " + process.label() + ", weight " + guidance() + ", stop " + process.stop() + ", sampler "
                + sampler.name() + ", seed " + seed + ", law " + LawJson.toString(law());
    }
}
