package org.guidecheck.guard.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guidecheck.guard.FailureText;
import org.guidecheck.guard.Declaration;
import org.guidecheck.guard.Guard;
import org.guidecheck.guard.SamplerUnderTest;
import org.guidecheck.guard.WeakOrderOf;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Verdict;

/**
 * Assertions on a guided sampler. {@code isLike} and the methods {@code with...} set how it runs; all others are
 * checks, which fail with their evidence where the claim is refuted or undecided.
 *
 * <p>The checks of one chain share its false-alarm rate: the k-th spends 1/(k(k+1)) of it, so that all together
 * refute a correct sampler with at most that probability. Not thread-safe.
 */
public final class SamplerAssert extends AbstractSamplerAssert<SamplerAssert> {
    private static final int STEPS = 50;
    private static final List<Double> WEIGHTS = List.of(0.0, 1.0, 3.0);
    private static final String LEVELS = "sampler.levels";
    private static final String ORDER = "sampler.order";

    private Optional<LinearSampler> like = Optional.empty();
    private Declaration declaration = Declaration.NONE;
    private int steps = STEPS;

    SamplerAssert(GuidedSampler sampler) {
        super(sampler, SamplerAssert.class, WEIGHTS, 1, Effort.QUICK, ErrorBudget.of(ErrorBudget.DEFAULT_ALPHA));
    }

    /**
     * Names the built-in sampler that this one must match: steps and output are then compared with that sampler's
     * exactly, not with theory and an allowance for long steps.
     *
     * @param name ddpm, ddim, euler-ancestral, dpmpp-2m or another of {@link Samplers#known()}
     * @return this
     * @throws IllegalArgumentException if there is no such sampler
     */
    public SamplerAssert isLike(String name) {
        return isLike(Samplers.byName(name));
    }

    /**
     * Sets the built-in sampler that this one must match.
     *
     * @param builtIn a built-in sampler
     * @return this
     */
    public SamplerAssert isLike(LinearSampler builtIn) {
        like = Optional.of(builtIn);
        return myself;
    }

    /**
     * Sets what the sampler means to do where it differs from what is usual: a guidance rule, levels, a start, an end or
     * limits of the number of steps.
     *
     * @param declared the declaration
     * @return this
     */
    public SamplerAssert declaring(Declaration declared) {
        declaration = Objects.requireNonNull(declared, "declared");
        return myself;
    }

    /**
     * Sets the number of steps, 50 by default.
     *
     * @param number at least 2
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public SamplerAssert withSteps(int number) {
        if (!(number >= 2)) {
            throw new IllegalArgumentException("steps=" + number + ": must be at least 2");
        }
        steps = number;
        return myself;
    }

    /**
     * Continues on a law of the user, with guidance towards its first class.
     *
     * @param law the data
     * @return assertions with the same weights, seed and false-alarm rate
     */
    public SamplerOnLawAssert onLaw(LabelledLaw law) {
        return onLaw(law, law.classes().get(0).label());
    }

    /**
     * Continues on a law of the user.
     *
     * @param law   the data
     * @param label of the class that guidance aims at
     * @return assertions with the same weights, seed and false-alarm rate
     * @throws IllegalArgumentException if the law has no such class
     */
    public SamplerOnLawAssert onLaw(LabelledLaw law, String label) {
        SamplerOnLawAssert onLaw = new SamplerOnLawAssert(actual, law, law.indexOf(label), weights(), seed(), effort(),
                budget());
        return info.hasDescription() ? onLaw.as(info.description()) : onLaw;
    }

    /**
     * Draws are finite, and there is one point for each requested.
     *
     * @return this
     */
    public SamplerAssert isFiniteAndShaped() {
        return check("sampler.finite-and-shaped");
    }

    /**
     * The same seed gives the same points, and another seed gives others.
     *
     * @return this
     */
    public SamplerAssert isDeterministic() {
        return check("sampler.deterministic");
    }

    /**
     * A point does not depend on the batch in which it is drawn.
     *
     * @return this
     */
    public SamplerAssert isBatchIndependent() {
        return check("sampler.batch-independent");
    }

    /**
     * Each step calls the denoiser equally often, at any number of steps.
     *
     * @return this
     */
    public SamplerAssert costsTheSameInEachStep() {
        return check("sampler.cost");
    }

    /**
     * Checks that the denoiser is called at the levels of the schedule that is declared.
     *
     * @return this
     * @throws IllegalStateException if no schedule is {@link #declaring declared}
     */
    public SamplerAssert asksAtTheDeclaredLevels() {
        return check(LEVELS);
    }

    /**
     * Each point is the same linear function of the denoiser's predictions, in any row, coordinate and batch.
     *
     * @return this
     */
    public SamplerAssert isLinear() {
        return check("sampler.linear");
    }

    /**
     * Data at one point keeps its mean and variance from step to step, exactly or up to an error that falls.
     *
     * @return this
     */
    public SamplerAssert keepsPointMasses() {
        return check(ofItsOwn(), "sampler.point-mass");
    }

    /**
     * Start and noise are normal, and independent between coordinates and points.
     *
     * @return this
     */
    public SamplerAssert drawsFreshNoise() {
        return check(ofItsOwn(), "sampler.noise");
    }

    /**
     * Checks that a sampler which takes most steps of a known scheme takes no wrong ones, by its coefficients and noise.
     *
     * @return this
     */
    public SamplerAssert takesTheStepsOfOneScheme() {
        return check(ofItsOwn(), "sampler.scheme");
    }

    /**
     * Checks that on Gaussian classes the law of the whole chain converges to the guided law as steps are added.
     *
     * @return this
     */
    public SamplerAssert convergesToTheGuidedLaw() {
        return check(ofItsOwn(), "sampler.guided-gaussian");
    }

    /** As a scheme of its own: the steps of a copy show as much, and more. */
    private SamplerUnderTest ofItsOwn() {
        isNotNull();
        return new SamplerUnderTest(actual, Optional.empty(), steps, weights(), seed()).at(effort());
    }

    /**
     * Each step is that of a built-in sampler, with fresh normal noise.
     *
     * @param name of the built-in sampler, as in {@link #isLike(String)}
     * @return this; the sampler set by {@code isLike} stays
     * @throws IllegalArgumentException if there is no such sampler
     */
    public SamplerAssert takesTheStepsOf(String name) {
        isNotNull();
        return check(new SamplerUnderTest(actual, Optional.of(Samplers.byName(name)), steps, weights(), seed())
                .at(effort()), "sampler.one-step");
    }

    /**
     * On two linear scores the output has the law that follows from the steps in closed form.
     *
     * @return this
     */
    public SamplerAssert samplesGaussiansAsItsStepsSay() {
        return check("sampler.gaussian-chain");
    }

    /**
     * Asked for weight w ({@code guidance_scale} 1 + w) the sampler guides with weight w.
     *
     * @return this
     */
    public SamplerAssert guidesWithTheWeightItIsAsked() {
        return check("sampler.weight-convention");
    }

    /**
     * Points of a batch are independent, and so are two batches.
     *
     * @return this
     */
    public SamplerAssert drawsIndependentPoints() {
        return check("sampler.independence");
    }

    /**
     * Any number of steps, such as 1, 2, 13 or 1000, gives finite points of the law that so many steps lead to.
     *
     * @return this
     */
    public SamplerAssert worksAtAnyStepCount() {
        return check("sampler.step-counts");
    }

    /**
     * Rotating the data rotates the output: no coordinate is clipped.
     *
     * @return this
     */
    public SamplerAssert isEquivariant() {
        return check("sampler.equivariance");
    }

    /**
     * Without guidance the output follows the law of the class.
     *
     * @return this
     */
    public SamplerAssert samplesClassLawWhenUnguided() {
        return check("sampler.unguided");
    }

    /**
     * With guidance the output follows the law of the guided process, or of the guided flow if the sampler draws no
     * noise.
     *
     * @return this
     * @throws IllegalStateException if no weight is above 0
     */
    public SamplerAssert samplesGuidedLaw() {
        return check("sampler.guided-law");
    }

    /**
     * Guided towards the class and away from it, outputs mirror each other. A sampler without noise passes, as the
     * identity is not about it.
     *
     * @return this
     */
    public SamplerAssert mirrorsItself() {
        return check("sampler.reflection");
    }

    /**
     * The mean reciprocal of the sampler's draws under guidance is at most 1/π_c.
     *
     * @return this
     * @throws IllegalStateException if no weight is above 0
     */
    public SamplerAssert lowersMeanReciprocal() {
        return check("sampler.mean-reciprocal");
    }

    /**
     * The error falls at least like this power of the step: the measured order at each weight is at least the power
     * less 0.5.
     *
     * <p>An order is measured only if the sampler takes all its normals from the given noise. If it draws normals of
     * its own, the check fails as undecided.
     *
     * @param power at least 1
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public SamplerAssert hasWeakOrder(int power) {
        if (!(power >= 1)) {
            throw new IllegalArgumentException("power=" + power + ": must be at least 1");
        }
        SamplerUnderTest candidate = candidate();
        double alpha = budget().spend(ORDER);
        return requireHolds(candidate, WeakOrderOf.power(power, decided(candidate, ORDER, alpha)), alpha);
    }

    /**
     * All claims about samplers hold, as {@code guidecheck guard} decides them.
     *
     * @return this
     */
    public SamplerAssert keepsEveryClaim() {
        SamplerUnderTest candidate = candidate();
        double alpha = budget().spend("every claim");
        List<Verdict> verdicts = new ArrayList<>(Guard.decide(candidate, alpha));
        double share = alpha / verdicts.size();
        verdicts.removeIf(verdict -> verdict.outcome().passes());
        if (!verdicts.isEmpty()) {
            failWithMessage("%s", verdicts.stream().map(verdict -> FailureText.of(candidate, verdict, share))
                    .collect(Collectors.joining("\n")));
        }
        return myself;
    }

    private SamplerUnderTest candidate() {
        isNotNull();
        return new SamplerUnderTest(actual, like, steps, weights(), seed()).at(effort()).declaring(declaration);
    }

    private SamplerAssert check(String id) {
        return check(candidate(), id);
    }

    private SamplerAssert check(SamplerUnderTest candidate, String id) {
        double alpha = budget().spend(id);
        return requireHolds(candidate, decided(candidate, id, alpha), alpha);
    }

    private static Verdict decided(SamplerUnderTest candidate, String id, double alpha) {
        return Guard.decide(candidate, id, alpha).orElseThrow(() -> new IllegalStateException(id
                + (id.equals(LEVELS) ? " needs a declared schedule" : " needs a weight above 0, but weights="
                        + candidate.weights())));
    }

    private SamplerAssert requireHolds(SamplerUnderTest candidate, Verdict verdict, double alpha) {
        if (!verdict.outcome().passes()) {
            failWithMessage("%s", FailureText.of(candidate, verdict, alpha));
        }
        return myself;
    }
}
