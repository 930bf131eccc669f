package org.guidecheck.hunt;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.OfSteps;
import org.guidecheck.claim.Setting;
import org.guidecheck.generator.Family;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.LawArbitrary;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.Verdict;

/**
 * What is hunted: laws and guidance on which a claim fails.
 *
 * @param claim     the claim
 * @param sampler   held against the law, where the claim is about a sampler
 * @param dimension the most coordinates of a law, from 1
 */
public record Quarry(Claim claim, GuidedSampler sampler, int dimension) {
    private static final int MOST_CLASSES = 4;
    private static final int FEW_COMPONENTS = 3;
    private static final double NARROW = 0.1;
    private static final int LOOKS = 200;

    /** Guards the range, and against claims about laws of a kind that no search draws. */
    public Quarry {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(sampler, "sampler");
        if (!(dimension >= 1 && dimension <= LawArbitraries.LARGEST_DIMENSION)) {
            throw new IllegalArgumentException("--dimension=" + dimension + ": must be from 1 to "
                    + LawArbitraries.LARGEST_DIMENSION);
        }
    }

    /** Refuses a claim that says nothing of any random law. */
    Quarry checked() {
        boolean any = IntStream.range(0, LOOKS).anyMatch(i -> appliesTo(draw(i % 2 == 0, 1, i)));
        if (!any) {
            throw new IllegalArgumentException("--claim=" + claim.id() + ": says nothing of random laws of up to " + dimension
                    + " dimensions; it is about laws of its own");
        }
        return this;
    }

    /** A small law under a constant weight, every other one with two components at one place; or any law. */
    Trial draw(boolean small, long seed, int index) {
        LawArbitrary laws = LawArbitraries.withDimension(dimension);
        boolean hasSteps = claim instanceof OfSteps;
        if (!small) {
            return Trial.draw(laws.classes(2, MOST_CLASSES), false, hasSteps, seed, index);
        }
        LawArbitrary gaussians = laws.classes(2, 2).families(Family.GAUSSIAN);
        Trial drawn = IntStream.range(0, LOOKS).mapToObj(i -> Trial.draw(gaussians, true, hasSteps, RandomLaws.seed(seed, index), i))
                .filter(Quarry::isSmall).findFirst().orElseThrow();
        return index % 2 == 0 ? drawn : drawn.overlapping();
    }

    /** Whether a law has few components, none of them narrow: there counterexamples can be read, and are quick to decide. */
    static boolean isSmall(Trial trial) {
        return trial.blueprint().components() <= FEW_COMPONENTS && trial.blueprint().narrowest() >= NARROW;
    }

    Setting setting(Trial trial) {
        return Setting.of(trial.blueprint().law(), 0, trial.blueprint().guidance(), trial.seed()).with(sampler);
    }

    private Claim claim(Trial trial) {
        return OfSteps.with(claim, trial.steps());
    }

    boolean appliesTo(Trial trial) {
        return claim(trial).appliesTo(setting(trial));
    }

    /** Decides, and says how near the law is to breaking the claim. */
    Attempt decide(Trial trial, double alpha) {
        Setting setting = setting(trial);
        try {
            Verdict verdict = claim(trial).decide(setting, alpha);
            return new Attempt(trial, Optional.of(verdict), Score.of(verdict, setting), "");
        } catch (SamplerFailure e) {
            throw e;
        } catch (ArithmeticException | IllegalArgumentException | IllegalStateException e) {
            // An oracle that a law is too much for decides nothing; how often that is so is counted and said.
            return new Attempt(trial, Optional.empty(), Score.LOWEST, e.toString());
        }
    }

    /** Decides by another oracle. */
    Verdict decideOtherwise(Trial trial, double alpha) {
        return claim(trial).decideOtherwise(setting(trial), alpha);
    }
}
