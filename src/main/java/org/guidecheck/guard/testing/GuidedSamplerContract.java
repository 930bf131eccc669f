package org.guidecheck.guard.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.guidecheck.generator.NoiseSeeds;
import org.guidecheck.guard.FailureText;
import org.guidecheck.guard.Guard;
import org.guidecheck.guard.SamplerUnderTest;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * What every guided sampler owes, as a jqwik test: a class that implements this and says which {@link #sampler()} it means
 * has one property for each claim of {@link Guard#claims()}.
 *
 * <p>Each property is tried once, with a noise seed of its own, and spends an equal share of {@link #alpha()}: all of them
 * together refute a right sampler with that probability at most. One that fails says on what evidence, and how to see
 * it again. A claim that says nothing of the sampler passes: {@link #oneStep} where {@link #like()} is empty, and
 * {@link #guidedLaw} and {@link #meanReciprocal} where no weight is above 0.
 */
public interface GuidedSamplerContract {

    /**
     * The sampler under test, asked for once in each property.
     *
     * @return a sampler; a program behind a pipe should be started once and kept
     */
    GuidedSampler sampler();

    /**
     * The built-in sampler that it is meant to be, whose steps it then must take.
     *
     * @return empty, a scheme of its own, unless overridden
     */
    default Optional<LinearSampler> like() {
        return Optional.empty();
    }

    /**
     * Number of steps at which it is tried.
     *
     * @return at least 2; 50 unless overridden
     */
    default int steps() {
        return 50;
    }

    /**
     * Guidance weights at which it is tried; what libraries call {@code guidance_scale} is 1 + w.
     *
     * @return one or more, each at least 0; 0, 1 and 3 unless overridden
     */
    default List<Double> weights() {
        return List.of(0.0, 1.0, 3.0);
    }

    /**
     * False-alarm probability of all properties together.
     *
     * @return in (0, 1); 1e-6 unless overridden
     */
    default double alpha() {
        return ErrorBudget.DEFAULT_ALPHA;
    }

    /**
     * Where noise seeds come from. An override must bear {@link Provide}, too; {@code Arbitraries.just(7L)} makes every run
     * the same.
     *
     * @return any seed, none simpler than another, so that none shrinks
     */
    @Provide
    default Arbitrary<Long> seeds() {
        return NoiseSeeds.seeds();
    }

    /**
     * Draws are finite, a point for each that was asked for.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void finiteAndShaped(@ForAll("seeds") long seed) {
        keeps("sampler.finite-and-shaped", seed);
    }

    /**
     * The same seed gives the same points, another seed others.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void deterministic(@ForAll("seeds") long seed) {
        keeps("sampler.deterministic", seed);
    }

    /**
     * A point does not depend on the batch it is drawn in.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void batchIndependent(@ForAll("seeds") long seed) {
        keeps("sampler.batch-independent", seed);
    }

    /**
     * The denoiser is called as often in one step as in another.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void cost(@ForAll("seeds") long seed) {
        keeps("sampler.cost", seed);
    }

    /**
     * Each step is that of {@link #like()}.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void oneStep(@ForAll("seeds") long seed) {
        keeps("sampler.one-step", seed);
    }

    /**
     * On two Gaussians the output has the law that the steps have in closed form.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void gaussianChain(@ForAll("seeds") long seed) {
        keeps("sampler.gaussian-chain", seed);
    }

    /**
     * Asked for weight w the sampler guides with weight w, and not with 1 + w.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void weightConvention(@ForAll("seeds") long seed) {
        keeps("sampler.weight-convention", seed);
    }

    /**
     * Points of a batch are independent, and so is one batch of the next.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void independence(@ForAll("seeds") long seed) {
        keeps("sampler.independence", seed);
    }

    /**
     * Any number of steps will do.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void stepCounts(@ForAll("seeds") long seed) {
        keeps("sampler.step-counts", seed);
    }

    /**
     * Turning the data turns the output.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void equivariance(@ForAll("seeds") long seed) {
        keeps("sampler.equivariance", seed);
    }

    /**
     * The error falls with the order of the sampler, and never rises as steps are added.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void order(@ForAll("seeds") long seed) {
        keeps("sampler.order", seed);
    }

    /**
     * At w = 0 draws follow the class.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void unguided(@ForAll("seeds") long seed) {
        keeps("sampler.unguided", seed);
    }

    /**
     * At w &gt; 0 draws follow the guided process, or the guided flow.
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void guidedLaw(@ForAll("seeds") long seed) {
        keeps("sampler.guided-law", seed);
    }

    /**
     * Guidance does not raise the mean of 1/p(c|Y).
     *
     * @param seed of the noise
     */
    @Property(tries = 1)
    default void meanReciprocal(@ForAll("seeds") long seed) {
        keeps("sampler.mean-reciprocal", seed);
    }

    private void keeps(String id, long seed) {
        SamplerUnderTest candidate = new SamplerUnderTest(sampler(), like(), steps(), weights(), seed);
        double share = alpha() / Guard.claims().size();
        Optional<Verdict> verdict = Guard.decide(candidate, id, share);
        // A claim that says nothing of the sampler passes: jqwik fails a property all of whose tries are discarded.
        if (verdict.isPresent() && verdict.get().outcome() != Outcome.HOLDS) {
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
