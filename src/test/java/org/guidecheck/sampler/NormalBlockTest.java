package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.guidecheck.law.block.BlockLoops;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalBlockTest {
    private static final int BLOCK = BlockLoops.BLOCK;
    private static final Streams STREAMS = new Streams(11);

    /** Normals of consecutive points, all of one point together. */
    private static double[] numbers(int dimension, int calls, int blocks) {
        double[] result = new double[blocks * BLOCK * dimension * calls];
        double[] z = new double[dimension * BLOCK];
        for (int b = 0; b < blocks; b++) {
            NormalBlock normals = STREAMS.normals((long) b * BLOCK, BLOCK);
            for (int call = 0; call < calls; call++) {
                normals.next(z, dimension);
                for (int p = 0; p < BLOCK; p++) {
                    for (int i = 0; i < dimension; i++) {
                        result[((b * BLOCK + p) * calls + call) * dimension + i] = z[i * BLOCK + p];
                    }
                }
            }
        }
        return result;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void areStandardNormals(int dimension) {
        double[] sorted = numbers(dimension, 400 / dimension, 40);
        Arrays.sort(sorted);
        NormalDistribution normal = new NormalDistribution();
        // Kolmogorov distance that the empirical law exceeds with probability 1e-9 (Massart 1990).
        double limit = Math.sqrt(Math.log(2 / 1e-9) / (2 * sorted.length));
        for (int i = 0; i < sorted.length; i++) {
            assertThat((i + 0.5) / sorted.length).isCloseTo(normal.cumulativeProbability(sorted[i]), within(limit));
        }
        assertThat(sorted[sorted.length - 1]).as("tails").isBetween(4.0, 6.5);
    }

    /**
     * Consecutive numbers, the two numbers of a pair and numbers of neighbouring points; the numbers and their squares.
     */
    @Test
    void areUncorrelated() {
        int calls = 500;
        double[] z = numbers(2, calls, 20);
        int n = z.length;
        for (int lag : new int[] {1, 2, 3, 2 * calls, 2 * calls * 8, 2 * calls * BLOCK}) {
            assertThat(mean(z, lag, 1, 1)).as("lag %d", lag).isCloseTo(0, within(6 / Math.sqrt(n)));
            assertThat(mean(z, lag, 1, 2)).as("lag %d", lag).isCloseTo(0, within(6 * Math.sqrt(3.0 / n)));
            assertThat(mean(z, lag, 2, 2)).as("lag %d", lag).isCloseTo(1, within(6 * Math.sqrt(8.0 / n)));
        }
    }

    private static double mean(double[] z, int lag, int power, int laterPower) {
        double sum = 0;
        for (int i = lag; i < z.length; i++) {
            sum += Math.pow(z[i - lag], power) * Math.pow(z[i], laterPower);
        }
        return sum / (z.length - lag);
    }

    @Test
    void dependOnThePointAlone() {
        double[] whole = new double[3 * BLOCK];
        double[] part = new double[3 * BLOCK];
        NormalBlock block = STREAMS.normals(0, BLOCK);
        NormalBlock some = STREAMS.normals(21, 20);
        for (int call = 0; call < 3; call++) {
            block.next(whole, 3);
            some.next(part, 3);
            for (int p = 0; p < 20; p++) {
                for (int i = 0; i < 3; i++) {
                    assertThat(part[i * BLOCK + p]).isEqualTo(whole[i * BLOCK + 21 + p]);
                }
            }
        }
        assertThat(Arrays.stream(part).allMatch(Double::isFinite)).isTrue();
        assertThat(new Streams(12).normals(0, BLOCK)).satisfies(other -> {
            other.next(part, 3);
            assertThat(part).isNotEqualTo(whole);
        });
    }
}
