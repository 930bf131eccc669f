package org.guidecheck.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.DenoiserBackend;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.statistics.Effort;

/**
 * Sampler under test, and how to run it.
 *
 * @param sampler the sampler
 * @param like    the built-in sampler that it must match step by step; empty for a scheme of its own, which is compared
 *                with theory
 * @param steps   number of steps, from 2 to 100,000
 * @param weights guidance weights, at least one, each in [0, 1000]
 * @param seed    seed of all randomness
 * @param backend evaluates the exact denoisers
 * @param effort  how fine the departures are that claims look for
 * @param declaration what the sampler means to do where it differs from what is usual
 * @param ownLaws further laws of the user, on which points are compared with those that the coefficients foretell
 */
public record SamplerUnderTest(GuidedSampler sampler, Optional<LinearSampler> like, int steps, List<Double> weights,
        long seed, DenoiserBackend backend, Effort effort, Declaration declaration, List<TestProblem> ownLaws) {
    private static final int MOST_STEPS = 100_000;
    /** Larger weights overflow double precision, or hide every digit of the problems in rounding. */
    private static final double LARGEST_WEIGHT = 1000;

    /** Checks the ranges. */
    public SamplerUnderTest {
        if (!(steps >= 2)) {
            throw new IllegalArgumentException("steps=" + steps + ": must be at least 2");
        }
        if (steps > MOST_STEPS) {
            throw new IllegalArgumentException("steps=" + steps + ": must be at most " + MOST_STEPS);
        }
        weights = checked(weights);
        ownLaws = List.copyOf(ownLaws);
        if (!declaration.allows(steps)) {
            throw new IllegalArgumentException(
                    "steps=" + steps + ": must be a number of steps that the sampler promises, "
                            + declaration);
        }
        if (like.isPresent() && declaration.start().isPresent()) {
            throw new IllegalArgumentException("like=" + like.get().name()
                    + ": built-in samplers start from noise, not at the declared starts_at");
        }
    }

    /**
     * A sampler whose exact denoisers are evaluated on the processor, at the usual effort.
     *
     * @param sampler the sampler
     * @param like    the built-in sampler that it must match step by step; empty for a scheme of its own
     * @param steps   number of steps, at least 2
     * @param weights guidance weights, at least one, each in [0, 1000]
     * @param seed    seed of all randomness
     */
    public SamplerUnderTest(GuidedSampler sampler, Optional<LinearSampler> like, int steps, List<Double> weights,
            long seed) {
        this(sampler, like, steps, weights, seed, DenoiserBackend.FUSED, Effort.NORMAL, Declaration.NONE);
    }

    /**
     * A sampler, without further laws.
     *
     * @param sampler     the sampler
     * @param like        the built-in sampler that it must match step by step; empty for a scheme of its own
     * @param steps       number of steps, at least 2
     * @param weights     guidance weights, at least one, each in [0, 1000]
     * @param seed        seed of all randomness
     * @param backend     evaluates the exact denoisers
     * @param effort      how fine the departures are that claims look for
     * @param declaration what the sampler means to do where it differs from what is usual
     */
    public SamplerUnderTest(GuidedSampler sampler, Optional<LinearSampler> like, int steps, List<Double> weights,
            long seed, DenoiserBackend backend, Effort effort, Declaration declaration) {
        this(sampler, like, steps, weights, seed, backend, effort, declaration, List.of());
    }

    /**
     * The same sampler at another effort.
     *
     * @param other how fine the departures are that claims look for
     * @return a changed copy
     */
    public SamplerUnderTest at(Effort other) {
        return new SamplerUnderTest(sampler, like, steps, weights, seed, backend, other, declaration, ownLaws);
    }

    /**
     * The same sampler with a declaration.
     *
     * @param declared what it means to do where it differs from what is usual
     * @return a changed copy
     */
    public SamplerUnderTest declaring(Declaration declared) {
        return new SamplerUnderTest(sampler, like, steps, weights, seed, backend, effort, declared, ownLaws);
    }

    /**
     * The same sampler, with laws of the user.
     *
     * @param laws labelled laws, each with the class that guidance aims at
     * @return a changed copy
     */
    public SamplerUnderTest on(List<TestProblem> laws) {
        return new SamplerUnderTest(sampler, like, steps, weights, seed, backend, effort, declaration, laws);
    }

    /** The same sampler, unguided, for claims about classifier-free guidance where it declares another rule. */
    SamplerUnderTest unguided() {
        return new SamplerUnderTest(sampler, like, steps, List.of(0.0), seed, backend, effort, declaration,
                ownLaws);
    }

    /** The last weight, at which claims are decided that need but one. */
    double lastWeight() {
        return weights.get(weights.size() - 1);
    }

    /** Whether its points can be compared one by one with those of the built-in sampler that it must match. */
    boolean isCopyInJava() {
        return like.isPresent() && !sampler.isExternal();
    }

    /** The noise levels that the sampler is offered on a problem. */
    TimeGrid grid(TestProblem problem, int numberOfSteps) {
        return declaration.grid(problem, numberOfSteps);
    }

    /** Whether the sampler's numbers are in single precision, which is taken for granted of a program. */
    boolean isSingle() {
        return declaration.precision().map(each -> each == Declaration.Precision.SINGLE)
                .orElse(sampler.isExternal());
    }

    /**
     * Checks guidance weights.
     *
     * @param weights any
     * @return an unmodifiable copy
     * @throws IllegalArgumentException if there are none, or one is not finite, below 0 or above 1000
     */
    public static List<Double> checked(List<Double> weights) {
        for (double w : weights) {
            if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight=" + w + ": must be finite and at least 0");
            }
            if (w > LARGEST_WEIGHT) {
                throw new IllegalArgumentException("weight=" + w + ": must be at most " + LARGEST_WEIGHT
                        + "; larger ones exceed the digits of the test problems");
            }
        }
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("weights=[]: at least one is needed");
        }
        return List.copyOf(weights);
    }

    /**
     * The weights above 0 at which theory says what the law of the output is: none if the sampler starts at a level that
     * still carries signal.
     */
    List<Double> guidedWeights() {
        return declaration.start().isPresent() ? List.of() : weights.stream().filter(w -> w > 0).toList();
    }

    /** The sampler's name and how it is run. */
    @Override
    public String toString() {
        return sampler.name() + like.map(l -> ", like " + l.name()).orElse("") + ", " + steps + " steps, weights "
                + weights
                + ", seed " + seed
                + (declaration.equals(Declaration.NONE) ? "" : ", " + declaration)
                + (effort == Effort.NORMAL ? "" : ", effort " + effort.name().toLowerCase(Locale.ROOT));
    }
}
