package org.guidecheck.guard.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guidecheck.guard.FailureText;
import org.guidecheck.guard.Guard;
import org.guidecheck.guard.SamplerUnderTest;
import org.guidecheck.guard.WeakOrderOf;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * Assertions on a guided sampler. {@code isLike} and what begins with {@code with} say how it is tried; all else are
 * checks, which fail with their evidence unless the claim holds.
 *
 * <p>The checks of one chain share its false-alarm rate: the k-th spends 1/(k(k+1)) of it, so that all of them together
 * refute a right sampler with that probability at most. Not thread-safe.
 */
public final class SamplerAssert extends AbstractSamplerAssert<SamplerAssert> {
    private static final int STEPS = 50;
    private static final List<Double> WEIGHTS = List.of(0.0, 1.0, 3.0);
    private static final String ORDER = "sampler.order";

    private Optional<LinearSampler> like = Optional.empty();
    private int steps = STEPS;

    SamplerAssert(GuidedSampler sampler) {
        super(sampler, SamplerAssert.class, WEIGHTS, 1, ErrorBudget.of(ErrorBudget.DEFAULT_ALPHA));
    }

    /**
     * Says what the sampler is meant to be: its steps and its output are then held against that one's, exactly, and not
     * against the theory, with an allowance for long steps.
     *
     * @param name of a built-in sampler: euler-maruyama, ddpm, ddim, ddim:ETA, heun, multistep or multistep:3
     * @return this
     * @throws IllegalArgumentException if there is no such sampler
     */
    public SamplerAssert isLike(String name) {
        return isLike(Samplers.byName(name));
    }

    /**
     * Says what the sampler is meant to be.
     *
     * @param builtIn a built-in sampler
     * @return this
     */
    public SamplerAssert isLike(LinearSampler builtIn) {
        like = Optional.of(builtIn);
        return myself;
    }

    /**
     * Sets the number of steps, 50 unless told otherwise.
     *
     * @param number at least 2
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public SamplerAssert withSteps(int number) {
        if (!(number >= 2)) {
            throw new IllegalArgumentException("steps=" + number + ": must be at least 2");
        }
        steps = number;
        return myself;
    }

    /**
     * Goes over to a law of one's own, guidance aiming at its first class.
     *
     * @param law the data
     * @return assertions with the same weights, seed and false-alarm rate
     */
    public SamplerOnLawAssert onLaw(LabelledLaw law) {
        return onLaw(law, law.classes().get(0).label());
    }

    /**
     * Goes over to a law of one's own.
     *
     * @param law   the data
     * @param label of the class that guidance aims at
     * @return assertions with the same weights, seed and false-alarm rate
     * @throws IllegalArgumentException if the law has no such class
     */
    public SamplerOnLawAssert onLaw(LabelledLaw law, String label) {
        SamplerOnLawAssert there = new SamplerOnLawAssert(actual, law, law.indexOf(label), weights(), seed(), budget());
        return info.hasDescription() ? there.as(info.description()) : there;
    }

    /**
     * Draws are finite, a point for each that was asked for, at any number of points.
     *
     * @return this
     */
    public SamplerAssert isFiniteAndShaped() {
        return keeps("sampler.finite-and-shaped");
    }

    /**
     * The same seed gives the same points, another seed others.
     *
     * @return this
     */
    public SamplerAssert isDeterministic() {
        return keeps("sampler.deterministic");
    }

    /**
     * A point does not depend on the batch it is drawn in.
     *
     * @return this
     */
    public SamplerAssert isBatchIndependent() {
        return keeps("sampler.batch-independent");
    }

    /**
     * A run costs a whole number of denoiser calls a step, whatever the number of steps.
     *
     * @return this
     */
    public SamplerAssert costsTheSameInEachStep() {
        return keeps("sampler.cost");
    }

    /**
     * Each step is that of a built-in sampler, its noise fresh and normal.
     *
     * @param name of the built-in sampler, as in {@link #isLike(String)}
     * @return this, the sampler still meant to be what it was
     * @throws IllegalArgumentException if there is no such sampler
     */
    public SamplerAssert takesTheStepsOf(String name) {
        isNotNull();
        return keeps(new SamplerUnderTest(actual, Optional.of(Samplers.byName(name)), steps, weights(), seed()), "sampler.one-step");
    }

    /**
     * On two Gaussians the output has the law that the steps have in closed form.
     *
     * @return this
     */
    public SamplerAssert samplesGaussiansAsItsStepsSay() {
        return keeps("sampler.gaussian-chain");
    }

    /**
     * Asked for weight w the sampler guides with weight w, and not, as with {@code guidance_scale}, with w − 1.
     *
     * @return this
     */
    public SamplerAssert guidesWithTheWeightItIsAsked() {
        return keeps("sampler.weight-convention");
    }

    /**
     * Points of a batch are independent, and so is one batch of the next.
     *
     * @return this
     */
    public SamplerAssert drawsIndependentPoints() {
        return keeps("sampler.independence");
    }

    /**
     * One step, two, a prime number or a thousand lead to finite points, and to the law that so many steps have.
     *
     * @return this
     */
    public SamplerAssert worksAtAnyStepCount() {
        return keeps("sampler.step-counts");
    }

    /**
     * Turning the data turns the output: nothing is clipped or cut coordinate by coordinate.
     *
     * @return this
     */
    public SamplerAssert isEquivariant() {
        return keeps("sampler.equivariance");
    }

    /**
     * At w = 0 draws follow the class, on two classes that overlap on the line.
     *
     * @return this
     */
    public SamplerAssert samplesClassLawWhenUnguided() {
        return keeps("sampler.unguided");
    }

    /**
     * At w &gt; 0 draws follow the guided process, or the guided flow if the sampler draws no noise.
     *
     * @return this
     * @throws IllegalStateException if no weight is above 0
     */
    public SamplerAssert samplesGuidedLaw() {
        return keeps("sampler.guided-law");
    }

    /**
     * Guidance does not raise the mean of 1/p(c|Y) over the sampler's draws.
     *
     * @return this
     * @throws IllegalStateException if no weight is above 0
     */
    public SamplerAssert lowersMeanReciprocal() {
        return keeps("sampler.mean-reciprocal");
    }

    /**
     * The error falls at least like the step to this power: the order that is measured at each weight is no farther
     * below than a slope may be off, 0.5.
     *
     * <p>An order is measured where the sampler takes all its normals from the noise that it is given. Of one that draws its
     * own, draws say whether its error rises, and not its order: the check fails as undecided.
     *
     * @param power at least 1
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public SamplerAssert hasWeakOrder(int power) {
        if (!(power >= 1)) {
            throw new IllegalArgumentException("power=" + power + ": must be at least 1");
        }
        SamplerUnderTest candidate = candidate();
        double alpha = budget().spend(ORDER);
        return held(candidate, WeakOrderOf.power(power, decided(candidate, ORDER, alpha)), alpha);
    }

    /**
     * All that is claimed of samplers, as {@code guidecheck guard} decides it.
     *
     * @return this
     */
    public SamplerAssert keepsEveryClaim() {
        SamplerUnderTest candidate = candidate();
        double alpha = budget().spend("every claim");
        List<Verdict> verdicts = new ArrayList<>(Guard.decide(candidate, alpha));
        double share = alpha / verdicts.size();
        verdicts.removeIf(verdict -> verdict.outcome() == Outcome.HOLDS);
        if (!verdicts.isEmpty()) {
            failWithMessage("%s", verdicts.stream().map(verdict -> FailureText.of(candidate, verdict, share))
                    .collect(Collectors.joining("\n")));
        }
        return myself;
    }

    private SamplerUnderTest candidate() {
        isNotNull();
        return new SamplerUnderTest(actual, like, steps, weights(), seed());
    }

    private SamplerAssert keeps(String id) {
        return keeps(candidate(), id);
    }

    private SamplerAssert keeps(SamplerUnderTest candidate, String id) {
        double alpha = budget().spend(id);
        return held(candidate, decided(candidate, id, alpha), alpha);
    }

    private static Verdict decided(SamplerUnderTest candidate, String id, double alpha) {
        return Guard.decide(candidate, id, alpha).orElseThrow(() -> new IllegalStateException(
                "weights=" + candidate.weights() + ": " + id + " says nothing unless a weight is above 0"));
    }

    private SamplerAssert held(SamplerUnderTest candidate, Verdict verdict, double alpha) {
        if (verdict.outcome() != Outcome.HOLDS) {
            failWithMessage("%s", FailureText.of(candidate, verdict, alpha));
        }
        return myself;
    }
}
