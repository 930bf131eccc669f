package org.guidecheck.claim;

import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.DenoiserBackend;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Effort;

/**
 * Setting on which a claim is decided: a guided process, a sampler and a seed.
 *
 * @param process law, class, guidance and stop
 * @param sampler the sampler under test, for claims that draw from one
 * @param seed    seed of all randomness
 * @param backend evaluates the denoiser that the sampler calls
 * @param effort  how fine the departures are that the run looks for
 */
public record Setting(GuidedProcess process, GuidedSampler sampler, long seed, DenoiserBackend backend, Effort effort) {
    /** {@link org.guidecheck.law.Law#cost()} up to which simulated paths are cheap. */
    private static final double MOST_COST = 2e4;

    /**
     * Setting of a process with the Euler–Maruyama sampler and the fused backend.
     *
     * @param process law, class, guidance and stop
     * @param seed    seed of all randomness
     * @return the setting
     */
    public static Setting of(GuidedProcess process, long seed) {
        return new Setting(process, new EulerMaruyama(), seed, DenoiserBackend.FUSED, Effort.NORMAL);
    }

    /**
     * Setting of the process with its default stop ({@link GuidedProcess#of}) and the Euler–Maruyama sampler.
     *
     * @param law      labelled law
     * @param c        index of the class that guidance aims at
     * @param guidance weight w as a function of the noise level
     * @param seed     seed of all randomness
     * @return the setting
     */
    public static Setting of(LabelledLaw law, int c, GuidanceSchedule guidance, long seed) {
        return of(GuidedProcess.of(law, c, guidance), seed);
    }

    /**
     * The same setting with another process.
     *
     * @param other law, class, guidance and stop
     * @return the setting
     */
    public Setting with(GuidedProcess other) {
        return new Setting(other, sampler, seed, backend, effort);
    }

    /**
     * The same setting with another sampler.
     *
     * @param other the sampler under test
     * @return the setting
     */
    public Setting with(GuidedSampler other) {
        return new Setting(process, other, seed, backend, effort);
    }

    /**
     * The same setting with other random numbers.
     *
     * @param other seed of all randomness
     * @return the setting
     */
    public Setting withSeed(long other) {
        return new Setting(process, sampler, other, backend, effort);
    }

    /**
     * The same setting with another backend.
     *
     * @param other evaluates the denoiser that the sampler calls
     * @return the setting
     */
    public Setting on(DenoiserBackend other) {
        return new Setting(process, sampler, seed, other, effort);
    }

    /**
     * The same setting at another effort.
     *
     * @param other how fine the departures are that the run looks for
     * @return the setting
     */
    public Setting at(Effort other) {
        return new Setting(process, sampler, seed, backend, other);
    }

    /**
     * The same setting with the process stopped elsewhere.
     *
     * @param noise τ at which the process is stopped, in [0, 0.5); 0 for clean data
     * @return the setting
     */
    public Setting stoppedAt(double noise) {
        return with(process.stoppedAt(noise));
    }

    /** {@return the labelled law of the process} */
    public LabelledLaw law() {
        return process.law();
    }

    /** {@return the weight w as a function of the noise level} */
    public GuidanceSchedule guidance() {
        return process.guidance();
    }

    /** {@return the mean reciprocal without guidance, M_0 = 1/π_c} */
    public double unguidedMean() {
        return process.unguidedMean();
    }

    /** {@return random streams that depend on the seed alone} */
    public Streams streams() {
        return new Streams(seed);
    }

    /**
     * Whether thousands of paths can be simulated in seconds.
     *
     * @return false for large laws, such as 1797 atoms in 64 dimensions
     */
    public boolean hasCheapPaths() {
        return law().marginal().cost() <= MOST_COST;
    }

    /** Where and why the process is stopped before clean data; empty if it is not. */
    String note() {
        if (process.stop() == 0) {
            return "";
        }
        return "stopped at noise " + process.stop() + (law().isDegenerate() ? ": the law has no density" : "");
    }

    /** The setting in one line, with the law as JSON. */
    @Override
    public String toString() {
        return "class " + process.label() + ", weight " + guidance() + ", stop " + process.stop() + ", sampler "
                + sampler.name() + ", seed " + seed + ", law " + LawJson.toString(law());
    }
}
