package org.guidecheck.guard;

import java.util.function.DoubleUnaryOperator;
import org.guidecheck.sampler.Noise;

/**
 * Points of a batch, with the arithmetic in which samplers are written out. Every result is a new batch.
 *
 * @param numbers   row-major [n, d]; not changed
 * @param dimension d
 */
@SuppressWarnings("ArrayRecordComponent")
record Batch(double[] numbers, int dimension) {

    /** The next normals. */
    static Batch of(Noise noise) {
        return new Batch(noise.next(), noise.dimension());
    }

    int points() {
        return numbers.length / dimension;
    }

    Batch add(Batch other) {
        return combined(1, 1, other);
    }

    Batch sub(Batch other) {
        return combined(1, -1, other);
    }

    Batch mul(double factor) {
        return each(x -> factor * x);
    }

    Batch div(double divisor) {
        return each(x -> x / divisor);
    }

    Batch neg() {
        return mul(-1);
    }

    private Batch combined(double factor, double ofOther, Batch other) {
        double[] result = new double[numbers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = factor * numbers[i] + ofOther * other.numbers[i];
        }
        return new Batch(result, dimension);
    }

    /** A function of each number. */
    Batch each(DoubleUnaryOperator f) {
        double[] result = new double[numbers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = f.applyAsDouble(numbers[i]);
        }
        return new Batch(result, dimension);
    }

    /** Each run of so many coordinates, and of so many points, replaced by its first. */
    Batch firstOfEach(int coordinates, int points) {
        double[] result = new double[numbers.length];
        for (int at = 0; at < result.length; at++) {
            int i = at % dimension;
            int p = at / dimension;
            result[at] = numbers[(p - p % points) * dimension + i - i % coordinates];
        }
        return new Batch(result, dimension);
    }

    Batch oneForAllCoordinates() {
        return firstOfEach(dimension, 1);
    }

    Batch oneForAllPoints() {
        return firstOfEach(1, points());
    }

    /** Less the mean of the batch. */
    Batch centred() {
        double[] mean = new double[dimension];
        for (int at = 0; at < numbers.length; at++) {
            mean[at % dimension] += numbers[at] / points();
        }
        double[] result = numbers.clone();
        for (int at = 0; at < result.length; at++) {
            result[at] -= mean[at % dimension];
        }
        return new Batch(result, dimension);
    }
}
