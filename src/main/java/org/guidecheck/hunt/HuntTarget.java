package org.guidecheck.hunt;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.StepParametrised;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.LawArbitrary;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.generator.plan.EditableLaw;
import org.guidecheck.generator.plan.Family;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.Verdict;

/**
 * Claim to find a counterexample to, with the sampler and the laws to try.
 *
 * @param claim     the claim
 * @param sampler   sampler to test, where the claim is about a sampler
 * @param dimension largest dimension of a law, from 1
 */
public record HuntTarget(Claim claim, GuidedSampler sampler, int dimension) {
    private static final int MOST_CLASSES = 4;
    private static final int FEW_COMPONENTS = 3;
    private static final double NARROW = 0.1;
    private static final int TRIES = 200;

    /** Checks the range. */
    public HuntTarget {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(sampler, "sampler");
        if (!(dimension >= 1 && dimension <= LawArbitraries.LARGEST_DIMENSION)) {
            throw new IllegalArgumentException("dimension=" + dimension + ": must be from 1 to "
                    + LawArbitraries.LARGEST_DIMENSION);
        }
    }

    /** This target; throws IllegalArgumentException if the claim covers none of the laws that a search draws. */
    HuntTarget checked() {
        boolean any = IntStream.range(0, TRIES).anyMatch(i -> appliesTo(draw(i % 2 == 0, 1, i)));
        if (!any) {
            throw new IllegalArgumentException("claim=" + claim.id() + ": must cover random laws of up to " + dimension
                    + " dimensions, but is about laws of its own");
        }
        return this;
    }

    /**
     * Draws a candidate.
     *
     * @param small whether to draw a small law under a constant weight; components of every other one overlap
     * @param seed  seed of the draw
     * @param index number of the draw, from 0
     */
    Candidate draw(boolean small, long seed, int index) {
        LawArbitrary laws = LawArbitraries.withDimension(dimension);
        boolean hasSteps = claim instanceof StepParametrised;
        if (!small) {
            return Candidate.draw(laws.classes(2, MOST_CLASSES), false, hasSteps, seed, index);
        }
        LawArbitrary gaussians = laws.classes(2, 2).families(Family.GAUSSIAN);
        long drawSeed = RandomLaws.seed(seed, index);
        Candidate drawn = IntStream.range(0, TRIES)
                .mapToObj(i -> Candidate.draw(gaussians, true, hasSteps, drawSeed, i)).filter(HuntTarget::isSmall)
                .findFirst().orElseThrow();
        return index % 2 == 0 ? drawn : drawn.overlapping();
    }

    /** Whether a law has few components, none of them narrow: such laws are readable, and quick to decide. */
    static boolean isSmall(Candidate candidate) {
        return candidate.editableLaw().components() <= FEW_COMPONENTS && candidate.editableLaw().narrowest() >= NARROW;
    }

    Setting setting(Candidate candidate) {
        EditableLaw editableLaw = candidate.editableLaw();
        return Setting.of(editableLaw.law(), 0, editableLaw.guidance(), candidate.seed()).with(sampler);
    }

    private Claim claim(Candidate candidate) {
        return StepParametrised.with(claim, candidate.steps());
    }

    boolean appliesTo(Candidate candidate) {
        return claim(candidate).appliesTo(setting(candidate));
    }

    /** Decides the claim on a candidate. */
    Evaluation decide(Candidate candidate, double alpha) {
        Setting setting = setting(candidate);
        try {
            Verdict verdict = claim(candidate).decide(setting, alpha);
            return new Evaluation(candidate, Optional.of(verdict), Closeness.of(verdict, setting), "");
        } catch (SamplerFailure e) {
            throw e;
        } catch (ArithmeticException | IllegalArgumentException | IllegalStateException e) {
            // An oracle may fail on an extreme law; it counts as undecided, and the hunt reports how many there were.
            return Evaluation.undecided(candidate, e.toString());
        }
    }

    /** Decides the claim on a candidate by another oracle. */
    Verdict decideOtherwise(Candidate candidate, double alpha) {
        return claim(candidate).secondOpinion(setting(candidate), alpha);
    }
}
