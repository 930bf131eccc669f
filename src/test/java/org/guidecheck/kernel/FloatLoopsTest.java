package org.guidecheck.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops in single precision, on vectors and in plain Java, against plain Java in double. */
class FloatLoopsTest {
    private static final int BLOCK = BlockLoops.BLOCK;
    private static final double ULP = Math.ulp(1f);
    private final BlockLoops exact = new PlainLoops();

    static Stream<FloatLoops> loops() {
        return Stream.of(FloatLoops.active(), new FloatPlainLoops());
    }

    static Stream<Arguments> mixtures() {
        return loops().flatMap(loops -> Stream.of(GaussianTerms.Shape.values()).flatMap(shape ->
                Stream.of(new int[] {1, 1}, new int[] {2, 5}, new int[] {7, 9}, new int[] {16, 32})
                        .map(size -> Arguments.of(loops, shape, size[0], size[1]))));
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void mixturesAreThoseInDouble(FloatLoops loops, GaussianTerms.Shape shape, int dimension, int components) {
        Random random = new Random(dimension * 31L + components);
        for (double spread : new double[] {1, 40, 1e5}) {
            float[] z = floats(random.doubles((long) dimension * BLOCK, -spread, spread).toArray());
            for (int count : new int[] {BLOCK, 37, 1}) {
                agree(loops, mixture(shape, dimension, components), z, count);
            }
        }
    }

    /** Numbers that single precision holds, so that what differs is what the loops do. */
    private static GaussianTerms mixture(GaussianTerms.Shape shape, int dimension, int components) {
        Random random = new Random(7);
        GaussianTerms terms = new GaussianTerms(shape, dimension, components);
        for (int k = 0; k < components; k++) {
            terms.place(k, rounded(random.doubles(dimension, -2, 2).toArray()), rounded(mirror(dimension, random)));
            terms.constant[k] = -random.nextDouble();
        }
        Arrays.setAll(terms.precision, i -> (float) Math.exp(random.nextGaussian()));
        return terms;
    }

    /** Axes: those of the coordinates, mirrored at a plane. */
    private static double[] mirror(int dimension, Random random) {
        double[] normal = random.doubles(dimension, -1, 1).toArray();
        double square = Arrays.stream(normal).map(x -> x * x).sum();
        double[] axes = new double[dimension * dimension];
        Arrays.setAll(axes, at -> (at % (dimension + 1) == 0 ? 1 : 0)
                - 2 * normal[at / dimension] * normal[at % dimension] / square);
        return axes;
    }

    private void agree(FloatLoops loops, GaussianTerms terms, float[] z, int count) {
        FloatGaussianTerms single = new FloatGaussianTerms(terms);
        single.ready();
        float[] largest = new float[BLOCK];
        float[] sum = new float[BLOCK];
        float[] score = new float[z.length];
        loops.mixture(single, z, count, 0.75f, largest, sum, score);
        terms.ready();
        double[] exactLargest = new double[BLOCK];
        double[] exactSum = new double[BLOCK];
        double[] exactScore = new double[z.length];
        exact.mixture(terms, doubles(z), count, 0.75, exactLargest, exactSum, exactScore);
        double steepest = Arrays.stream(terms.precision).max().orElseThrow();
        for (int p = 0; p < count; p++) {
            // A sum of squares, and what it is less another: some of its last places, which change shares by as much.
            double exponent = exactLargest[p] + Math.log(exactSum[p]);
            double blur = 8 * terms.dimension * ULP * (1 + Math.abs(exponent));
            assertThat(largest[p] + single.shift() + Math.log(sum[p])).isCloseTo(exponent, within(blur));
            double size = steepest * (2 + Math.abs(z[p]));
            for (int at = p; at < z.length; at += BLOCK) {
                size = Math.max(size, steepest * (2 + Math.abs(z[at])));
            }
            for (int at = p; at < z.length; at += BLOCK) {
                assertThat((double) score[at]).isCloseTo(exactScore[at], within(2 * Math.min(1, blur) * size));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void exponentialsKeepTheirPlaces(FloatLoops loops) {
        GaussianTerms terms = new GaussianTerms(GaussianTerms.Shape.ISOTROPIC, 1, 2);
        for (int k = 0; k < terms.components; k++) {
            terms.place(k, new double[1], new double[0]);
        }
        Arrays.fill(terms.precision, 1);
        FloatGaussianTerms single = new FloatGaussianTerms(terms);
        for (double x = 0; x < 3; x += 0.01) {
            float below = (float) -x;
            terms.constant[1] = below;
            single.ready();
            float[] sum = new float[BLOCK];
            loops.mixture(single, new float[BLOCK], BLOCK, 1, new float[BLOCK], sum, new float[BLOCK]);
            assertThat(sum[3] - 1.0).isCloseTo(Math.exp(below), within(1.25 * ULP));
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void productsAreUsedWhereTheyKeepDigits(FloatLoops loops) {
        for (double share : new double[] {0.9, 1.1}) {
            Random random = new Random(5);
            GaussianTerms terms = new GaussianTerms(GaussianTerms.Shape.ISOTROPIC, 16, 37);
            for (int k = 0; k < terms.components; k++) {
                terms.place(k, rounded(random.doubles(16, -2, 2).toArray()), new double[0]);
            }
            double longest = Arrays.stream(terms.square).max().orElseThrow();
            Arrays.fill(terms.precision, (float) (share * 1e-4 / ULP / longest));
            float[] z = new float[16 * BLOCK];
            for (int p = 0; p < BLOCK; p++) {
                int k = random.nextInt(terms.components);
                for (int i = 0; i < 16; i++) {
                    z[i * BLOCK + p] = (float) (terms.mean[k * 16 + i] + 2 * random.nextGaussian() / Math.sqrt(terms.precision[k]));
                }
            }
            agree(loops, terms, z, BLOCK);
            FloatGaussianTerms single = new FloatGaussianTerms(terms);
            single.ready();
            assertThat(single.isExpanded()).isEqualTo(share < 1);
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void guidedScoresAreThoseInDouble(FloatLoops loops) {
        Random random = new Random(4);
        float[] own = floats(random.doubles(3L * BLOCK).toArray());
        float[] rest = floats(random.doubles(3L * BLOCK).toArray());
        float[] other = floats(random.doubles(BLOCK).toArray());
        other[7] = 0;
        rest[BLOCK + 7] = Float.NaN;
        float[] guided = new float[own.length];
        double[] exactly = new double[own.length];
        loops.guided(own, rest, other, 3, guided);
        exact.guided(doubles(own), doubles(rest), doubles(other), 3, exactly);
        assertThat(doubles(guided)).containsExactly(exactly, within(8 * ULP));
        assertThat(guided[BLOCK + 7]).isEqualTo(own[BLOCK + 7]);
    }

    @ParameterizedTest
    @MethodSource("loops")
    void normalsAreThoseInDouble(FloatLoops loops) {
        long[] states = new Random(3).longs(4L * BLOCK).toArray();
        long[] others = states.clone();
        for (int dimension : new int[] {1, 2, 5, 8, 400}) {
            float[] single = new float[dimension * BLOCK];
            double[] exactly = new double[dimension * BLOCK];
            loops.normals(states, dimension, BLOCK, single, new double[2 * BLOCK], new float[2 * BLOCK]);
            exact.normals(others, dimension, BLOCK, exactly, new double[2 * BLOCK]);
            for (int at = 0; at < single.length; at++) {
                int partner = (at / BLOCK ^ 1) * BLOCK + at % BLOCK;
                double radius = partner < single.length ? Math.hypot(exactly[at], exactly[partner]) : Math.abs(exactly[at]);
                // The radius is a root of a logarithm, whose last place is that of 1 near 0.
                assertThat((double) single[at]).isCloseTo(exactly[at], within(4 * ULP * (radius + 1 / radius)));
            }
        }
        assertThat(states).isEqualTo(others);
    }

    /** What a seed gives must not depend on when the JVM's compiler comes by. */
    @ParameterizedTest
    @MethodSource("loops")
    void digitsAreThoseOfBeforeCompilation(FloatLoops loops) {
        float[] z = floats(new Random(6).doubles(16L * BLOCK, -3, 3).toArray());
        FloatGaussianTerms terms = new FloatGaussianTerms(mixture(GaussianTerms.Shape.ISOTROPIC, 16, 32));
        terms.ready();
        float[] first = new float[z.length];
        float[] later = new float[z.length];
        for (int i = 0; i < 2000; i++) {
            long[] states = new Random(3).longs(4L * BLOCK).toArray();
            float[] normals = new float[z.length];
            loops.normals(states, 16, BLOCK, normals, new double[2 * BLOCK], new float[2 * BLOCK]);
            for (int at = 0; at < z.length; at++) {
                normals[at] += z[at];
            }
            loops.mixture(terms, normals, BLOCK, 1, new float[BLOCK], new float[BLOCK], i == 0 ? first : later);
        }
        assertThat(later).isEqualTo(first);
    }

    @Test
    void aPointThatIsNoNumberSpoilsNoOther() {
        FloatGaussianTerms terms = new FloatGaussianTerms(mixture(GaussianTerms.Shape.ISOTROPIC, 2, 3));
        terms.ready();
        float[] z = new float[2 * BLOCK];
        float[] whole = new float[BLOCK];
        float[] spoilt = new float[BLOCK];
        FloatLoops.active().mixture(terms, z, BLOCK, 1, whole, new float[BLOCK], new float[z.length]);
        z[5] = Float.NaN;
        FloatLoops.active().mixture(terms, z, BLOCK, 1, spoilt, new float[BLOCK], new float[z.length]);
        assertThat(spoilt[5]).isNaN();
        spoilt[5] = whole[5];
        assertThat(spoilt).isEqualTo(whole);
    }

    private static double[] rounded(double[] x) {
        return doubles(floats(x));
    }

    private static float[] floats(double[] x) {
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = (float) x[i];
        }
        return result;
    }

    private static double[] doubles(float[] x) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> x[i]);
        return result;
    }
}
