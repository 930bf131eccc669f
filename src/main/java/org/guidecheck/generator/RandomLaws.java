package org.guidecheck.generator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.JqwikException;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Drawing and shrinking without a test engine. What is drawn follows from the seed and the index alone. Everything
 * here also works within a running property or an open jqwik session.
 */
public final class RandomLaws {
    private static final int GENERATED_SIZE = 1000;

    private RandomLaws() {
    }

    /**
     * What shrinking came to.
     *
     * @param value     the simplest value found that still fails; the value as drawn if no simpler one does
     * @param steps     simpler values that were tried
     * @param exhausted whether the steps ran out before it was known that nothing simpler fails
     * @param <T>       what was drawn
     */
    public record Shrunk<T>(T value, int steps, boolean exhausted) {
    }

    /**
     * Draws values.
     *
     * @param arbitrary what to draw
     * @param count     how many, at least 0
     * @param seed      of all of them
     * @param <T>       what is drawn
     * @return values, in the order of their index; a larger count begins with the same values
     */
    public static <T> List<T> draw(Arbitrary<T> arbitrary, int count, long seed) {
        if (count < 0) {
            throw new IllegalArgumentException("count=" + count + ": must be at least 0");
        }
        return inSession(() -> {
            RandomGenerator<T> generator = arbitrary.generator(GENERATED_SIZE);
            List<T> values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                values.add(generator.next(random(seed, i)).value());
            }
            return values;
        });
    }

    /**
     * Looks for the simplest value that fails as a drawn one does: moves to the first simpler value that still fails,
     * in the order of their distances from the simplest, and starts again from there, until none fails.
     *
     * @param arbitrary    what was drawn
     * @param seed         with which seed
     * @param index        from 0, the place among the values drawn with the seed
     * @param stillFails   whether a value shows the fault; true for the value as drawn, which is not tried again
     * @param maximumSteps the most simpler values to try, at least 0
     * @param <T>          what is drawn
     * @return the simplest value found
     */
    public static <T> Shrunk<T> shrink(Arbitrary<T> arbitrary, long seed, int index,
            Predicate<? super T> stillFails, int maximumSteps) {
        if (index < 0) {
            throw new IllegalArgumentException("index=" + index + ": must be at least 0");
        }
        if (maximumSteps < 0) {
            throw new IllegalArgumentException("maximumSteps=" + maximumSteps + ": must be at least 0");
        }
        return inSession(() -> {
            Shrinkable<T> best = arbitrary.generator(GENERATED_SIZE).next(random(seed, index));
            int steps = 0;
            Iterator<Shrinkable<T>> candidates = simpler(best);
            while (candidates.hasNext()) {
                if (steps == maximumSteps) {
                    return new Shrunk<>(best.value(), steps, true);
                }
                Shrinkable<T> candidate = candidates.next();
                steps++;
                if (stillFails.test(candidate.value())) {
                    best = candidate;
                    candidates = simpler(best);
                }
            }
            return new Shrunk<>(best.value(), steps, false);
        });
    }

    private static <T> Iterator<Shrinkable<T>> simpler(Shrinkable<T> from) {
        // Only what is nearer to the simplest: no way of shrinking may lead round in a circle.
        return from.shrink().filter(candidate -> candidate.compareTo(from) < 0).sorted().iterator();
    }

    /** A stream for each index. */
    static Random random(long seed, int index) {
        return new Random(seed(seed, index));
    }

    /**
     * A seed for each index: two indices of a seed, like two seeds, start far apart. The finalizer of SplitMix64 on a sum
     * (G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014).
     *
     * @param seed  of all
     * @param index from 0
     * @return the seed of that index
     */
    public static long seed(long seed, long index) {
        long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static <R> R inSession(Supplier<R> body) {
        boolean opened = openSession();
        try {
            return body.get();
        } finally {
            if (opened) {
                JqwikSession.finish();
            }
        }
    }

    /** Whether a session had to be opened: none can be within another, nor within a property, and none need be. */
    private static boolean openSession() {
        try {
            JqwikSession.start();
            return true;
        } catch (JqwikException alreadyOpen) {
            return false;
        }
    }
}
