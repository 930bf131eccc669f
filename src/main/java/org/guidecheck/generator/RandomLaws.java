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
 * Draws and shrinks values outside of jqwik properties; also works within a running property or an open jqwik session.
 * Results depend on seed and index alone.
 */
public final class RandomLaws {
    private static final int GENERATED_SIZE = 1000;

    private RandomLaws() {
    }

    /**
     * Result of shrinking.
     *
     * @param value     the simplest failing value found; the drawn value if no simpler one fails
     * @param steps     number of simpler values tried
     * @param exhausted whether the limit on steps was reached before all simpler values had been tried
     * @param <T>       type of the value
     */
    public record Shrunk<T>(T value, int steps, boolean exhausted) {
    }

    /**
     * Draws values.
     *
     * @param arbitrary generator
     * @param count     number of values, at least 0
     * @param seed      seed of all values
     * @param <T>       type of the values
     * @return values in the order of their index; a larger count begins with the same values
     * @throws IllegalArgumentException if count is negative
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
     * Searches for the simplest value that fails like a drawn one: moves to the first simpler value that fails, in the
     * order of their distance from the simplest, and repeats this until none fails.
     *
     * @param arbitrary    generator of the drawn value
     * @param seed         seed of the draw
     * @param index        index of the drawn value, from 0
     * @param stillFails   whether a value fails; true for the drawn value, which is not tried again
     * @param maximumSteps largest number of simpler values to try, at least 0
     * @param <T>          type of the value
     * @return the simplest value found
     * @throws IllegalArgumentException if index or maximumSteps is negative
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
        // Only values with a smaller distance, so that shrinking cannot run in circles.
        return from.shrink().filter(candidate -> candidate.compareTo(from) < 0).sorted().iterator();
    }

    /** Random numbers for a seed and an index. */
    static Random random(long seed, int index) {
        return new Random(seed(seed, index));
    }

    /**
     * Derives a seed for each index. Seeds of neighbouring indices or neighbouring seeds are far apart: the finalizer
     * of SplitMix64 applied to a sum (G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014).
     *
     * @param seed  common seed
     * @param index index from 0
     * @return seed of that index
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

    /** Opens a jqwik session unless one is open or a property is running; returns whether it did. */
    private static boolean openSession() {
        try {
            JqwikSession.start();
            return true;
        } catch (JqwikException alreadyOpen) {
            return false;
        }
    }
}
