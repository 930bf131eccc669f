package org.guidecheck.guard.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.guidecheck.generator.NoiseSeeds;
import org.guidecheck.guard.Declaration;
import org.guidecheck.guard.FailureText;
import org.guidecheck.guard.Guard;
import org.guidecheck.guard.SamplerUnderTest;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Verdict;

/**
 * Contract of guided samplers as a jqwik test: a class that implements this and its {@link #sampler()} has one
 * property for each claim of {@link Guard#claims()}.
 *
 * <p>Each property runs once, with its own noise seed, and spends an equal share of {@link #alpha()}: all together
 * refute a correct sampler with at most that probability. A failure shows its evidence and how to replay it. A claim
 * that does not cover the sampler passes: {@link #oneStep} if {@link #like()} is empty, {@link #guidedLaw} and
 * {@link #meanReciprocal} if no weight is above 0, {@link #levels} if no schedule is declared.
 */
public interface GuidedSamplerContract {

    /**
     * The sampler under test. Each property calls this once.
     *
     * @return a sampler; start a program behind a pipe once, and keep it
     */
    GuidedSampler sampler();

    /**
     * The built-in sampler that it must match step by step.
     *
     * @return empty by default: the sampler is a scheme of its own and is compared with theory
     */
    default Optional<LinearSampler> like() {
        return Optional.empty();
    }

    /**
     * What the sampler means to do where it differs from what is usual.
     *
     * @return nothing by default: classifier-free guidance, from noise to data, in any number of steps
     */
    default Declaration declaration() {
        return Declaration.NONE;
    }

    /**
     * Number of steps.
     *
     * @return at least 2; 50 by default
     */
    default int steps() {
        return 50;
    }

    /**
     * Guidance weights w; the {@code guidance_scale} of libraries is 1 + w.
     *
     * @return one or more, each finite and at least 0; 0, 1 and 3 by default
     */
    default List<Double> weights() {
        return List.of(0.0, 1.0, 3.0);
    }

    /**
     * False-alarm probability of all properties together.
     *
     * @return in (0, 1); 1e-6 by default
     */
    default double alpha() {
        return ErrorBudget.DEFAULT_ALPHA;
    }

    /**
     * How small a fault to look for.
     *
     * @return {@link Effort#QUICK} by default: means off by 0.04 deviations, variances by 4 %, probabilities by 0.02
     */
    default Effort effort() {
        return Effort.QUICK;
    }

    /**
     * Noise seeds. An override needs {@link Provide}, too; {@code Arbitraries.just(7L)} makes every run the same.
     *
     * @return seeds that do not shrink
     */
    @Provide
    default Arbitrary<Long> seeds() {
        return NoiseSeeds.seeds();
    }

    /**
     * Draws are finite, and there is one point for each requested.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void finiteAndShaped(@ForAll("seeds") long seed) {
        check("sampler.finite-and-shaped", seed);
    }

    /**
     * The same seed gives the same points, and another seed gives others.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void deterministic(@ForAll("seeds") long seed) {
        check("sampler.deterministic", seed);
    }

    /**
     * A point does not depend on the batch in which it is drawn.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void batchIndependent(@ForAll("seeds") long seed) {
        check("sampler.batch-independent", seed);
    }

    /**
     * Each step calls the denoiser equally often, at any number of steps.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void cost(@ForAll("seeds") long seed) {
        check("sampler.cost", seed);
    }

    /**
     * The denoiser is called at the levels of the schedule that {@link #declaration()} has, if it has one.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void levels(@ForAll("seeds") long seed) {
        check("sampler.levels", seed);
    }

    /**
     * Each point is the same linear function of the denoiser's predictions, in any row, coordinate and batch.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void linear(@ForAll("seeds") long seed) {
        check("sampler.linear", seed);
    }

    /**
     * Data at one point keeps its mean and variance from step to step.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void pointMass(@ForAll("seeds") long seed) {
        check("sampler.point-mass", Optional.empty(), seed);
    }

    /**
     * Start and noise are normal, and independent between coordinates and points.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void noise(@ForAll("seeds") long seed) {
        check("sampler.noise", Optional.empty(), seed);
    }

    /**
     * A sampler that takes most steps of a known scheme takes no wrong ones.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void scheme(@ForAll("seeds") long seed) {
        check("sampler.scheme", Optional.empty(), seed);
    }

    /**
     * On Gaussian classes the law of the whole chain converges to the guided law as steps are added.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void guidedGaussian(@ForAll("seeds") long seed) {
        check("sampler.guided-gaussian", Optional.empty(), seed);
    }

    /**
     * Each step is that of {@link #like()}, with fresh normal noise.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void oneStep(@ForAll("seeds") long seed) {
        check("sampler.one-step", seed);
    }

    /**
     * On two linear scores the output has the law that follows from the steps in closed form.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void gaussianChain(@ForAll("seeds") long seed) {
        check("sampler.gaussian-chain", seed);
    }

    /**
     * Asked for weight w the sampler guides with weight w, and not with 1 + w.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void weightConvention(@ForAll("seeds") long seed) {
        check("sampler.weight-convention", seed);
    }

    /**
     * Points of a batch are independent, and so are two batches.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void independence(@ForAll("seeds") long seed) {
        check("sampler.independence", seed);
    }

    /**
     * Any number of steps gives finite points of the law that so many steps lead to.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void stepCounts(@ForAll("seeds") long seed) {
        check("sampler.step-counts", seed);
    }

    /**
     * Rotating the data rotates the output.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void equivariance(@ForAll("seeds") long seed) {
        check("sampler.equivariance", seed);
    }

    /**
     * The error falls with the sampler's order and never rises as steps are added.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void order(@ForAll("seeds") long seed) {
        check("sampler.order", seed);
    }

    /**
     * Without guidance the output follows the law of the class.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void unguided(@ForAll("seeds") long seed) {
        check("sampler.unguided", seed);
    }

    /**
     * With guidance the output follows the law of the guided process, or of the guided flow.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void guidedLaw(@ForAll("seeds") long seed) {
        check("sampler.guided-law", seed);
    }

    /**
     * Guided towards the class and away from it, outputs mirror each other, if the sampler draws noise.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void reflection(@ForAll("seeds") long seed) {
        check("sampler.reflection", seed);
    }

    /**
     * The mean reciprocal of the sampler's draws under guidance is at most 1/π_c.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void meanReciprocal(@ForAll("seeds") long seed) {
        check("sampler.mean-reciprocal", seed);
    }

    private void check(String id, long seed) {
        check(id, like(), seed);
    }

    private void check(String id, Optional<LinearSampler> reference, long seed) {
        SamplerUnderTest candidate = new SamplerUnderTest(sampler(), reference, steps(), weights(), seed)
                .at(effort()).declaring(declaration());
        double share = alpha() / Guard.claims().size();
        Optional<Verdict> verdict = Guard.decide(candidate, id, share);
        // A claim that does not cover the sampler passes: jqwik fails a property whose tries are all discarded.
        if (verdict.isPresent() && !verdict.get().outcome().passes()) {
            throw failure(FailureText.of(candidate, verdict.get(), share));
        }
    }

    /** Without jqwik's frames, some forty, which would hide the message. */
    private static AssertionError failure(String text) {
        AssertionError failure = new AssertionError(text);
        failure.setStackTrace(Arrays.stream(failure.getStackTrace())
                .takeWhile(frame -> frame.getClassName().equals(GuidedSamplerContract.class.getName()))
                .toArray(StackTraceElement[]::new));
        return failure;
    }
}
