package org.guidecheck.hunt;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.guidecheck.generator.Blueprint;
import org.guidecheck.generator.LawArbitrary;
import org.guidecheck.generator.RandomLaws;

/**
 * What a claim is tried on.
 *
 * @param blueprint law and guidance
 * @param steps     of a sampler, for claims about a number of steps; 0 for the others
 * @param seed      of the random numbers of the decision; never changed by a search
 */
record Trial(Blueprint blueprint, int steps, long seed) {
    static final int FEWEST_STEPS = 2;
    private static final int MOST_STEPS = 64;
    private static final int DOUBLINGS = 5;
    private static final int MOST_PIECES = 3;
    /** Larger weights take finer steps, and finer meshes. */
    private static final double SMALL_WEIGHT = 5;
    private static final double LARGEST_WEIGHT = 20;

    /** The index-th trial of a seed, under a constant, small weight, or under any schedule of few pieces. */
    static Trial draw(LawArbitrary laws, boolean constant, boolean hasSteps, long seed, int index) {
        long own = RandomLaws.seed(seed, index);
        Blueprint drawn = laws.blueprint(constant ? 1 : MOST_PIECES,
                constant ? SMALL_WEIGHT : LARGEST_WEIGHT, seed, index);
        return new Trial(drawn, hasSteps ? FEWEST_STEPS << Math.floorMod(own, DOUBLINGS) : 0, own);
    }

    /** Another structure, or another number of steps. */
    Trial changed(long choice) {
        if (steps > 0 && Math.floorMod(choice, 8) == 0) {
            return ofSteps((choice & 8) == 0 ? Math.max(FEWEST_STEPS, steps / 2) : Math.min(MOST_STEPS, 2 * steps));
        }
        return new Trial(blueprint.changed(choice), steps, seed);
    }

    /** With components of two classes at one place. */
    Trial overlapping() {
        return new Trial(blueprint.overlapping(seed), steps, seed);
    }

    /** Some of its numbers moved. */
    Trial nearby(long choice) {
        Random random = new Random(choice);
        double[] numbers = blueprint.numbers();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += random.nextInt(3) == 0 ? random.nextGaussian() : 0;
        }
        return with(numbers);
    }

    /** Other numbers. */
    Trial with(double[] numbers) {
        return new Trial(blueprint.with(numbers), steps, seed);
    }

    private Trial ofSteps(int number) {
        return new Trial(blueprint, number, seed);
    }

    /** What is one change nearer to the simplest; more steps are simpler than few. */
    List<Trial> simpler() {
        List<Trial> result = new ArrayList<>();
        for (Blueprint each : blueprint.simpler()) {
            result.add(new Trial(each, steps, seed));
        }
        for (int more : new int[] {2 * steps, steps + 1}) {
            if (steps > 0 && more <= MOST_STEPS) {
                result.add(ofSteps(more));
            }
        }
        return result;
    }
}
