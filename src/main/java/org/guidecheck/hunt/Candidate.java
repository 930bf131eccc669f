package org.guidecheck.hunt;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.guidecheck.generator.LawArbitrary;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.generator.plan.EditableLaw;

/**
 * Point of the search space: a law with its guidance, on which a claim is decided.
 *
 * @param editableLaw law and guidance, in a form that can be changed
 * @param steps     steps of the sampler, for claims about a number of steps; 0 for other claims
 * @param seed      seed of the random numbers of the decision; a search never changes it
 */
public record Candidate(EditableLaw editableLaw, int steps, long seed) {
    static final int FEWEST_STEPS = 2;
    private static final int MOST_STEPS = 64;
    private static final int DOUBLINGS = 5;
    private static final int MOST_PIECES = 3;
    /** Larger weights need finer steps and finer meshes. */
    private static final double SMALL_WEIGHT = 5;
    private static final double LARGEST_WEIGHT = 20;

    /**
     * Draws a candidate.
     *
     * @param laws     generator of its law
     * @param constant whether its weight is constant and small; else a schedule of a few pieces
     * @param hasSteps whether the claim is about a number of steps
     * @param seed     seed of the draw
     * @param index    number of the draw, from 0
     */
    static Candidate draw(LawArbitrary laws, boolean constant, boolean hasSteps, long seed, int index) {
        long candidateSeed = RandomLaws.seed(seed, index);
        EditableLaw drawn = laws.editable(constant ? 1 : MOST_PIECES, constant ? SMALL_WEIGHT : LARGEST_WEIGHT, seed,
                index);
        return new Candidate(drawn, hasSteps ? FEWEST_STEPS << Math.floorMod(candidateSeed, DOUBLINGS) : 0,
                candidateSeed);
    }

    /** A copy with another structure, or with another number of steps. */
    Candidate changed(long choice) {
        if (steps > 0 && Math.floorMod(choice, 8) == 0) {
            return withSteps((choice & 8) == 0 ? Math.max(FEWEST_STEPS, steps / 2) : Math.min(MOST_STEPS, 2 * steps));
        }
        return new Candidate(editableLaw.changed(choice), steps, seed);
    }

    /** A copy in which components of two classes have the same place. */
    Candidate overlapping() {
        return new Candidate(editableLaw.overlapping(seed), steps, seed);
    }

    /** A copy in which some of the numbers are moved. */
    Candidate nearby(long choice) {
        Random random = new Random(choice);
        double[] numbers = editableLaw.numbers();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += random.nextInt(3) == 0 ? random.nextGaussian() : 0;
        }
        return with(numbers);
    }

    /** A copy with other numbers. */
    Candidate with(double[] numbers) {
        return new Candidate(editableLaw.with(numbers), steps, seed);
    }

    private Candidate withSteps(int number) {
        return new Candidate(editableLaw, number, seed);
    }

    /** The candidates that are one change simpler; more steps count as simpler. */
    List<Candidate> simpler() {
        List<Candidate> result = new ArrayList<>();
        for (EditableLaw each : editableLaw.simpler()) {
            result.add(new Candidate(each, steps, seed));
        }
        for (int more : new int[] {2 * steps, steps + 1}) {
            if (steps > 0 && more <= MOST_STEPS) {
                result.add(withSteps(more));
            }
        }
        return result;
    }
}
