package org.guidecheck.law.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The active loops against those in plain Java. */
class BlockLoopsTest {
    private static final int BLOCK = BlockLoops.BLOCK;
    private final BlockLoops loops = BlockLoops.active();
    private final BlockLoops plain = new PlainLoops();

    @Test
    void testsRunWithVectors() {
        assertThat(loops.toString()).as("surefire starts JVMs with the Vector API").matches("vectors of \\d+ doubles");
    }

    @Test
    void elementaryFunctionsAreThoseOfTheJdk() {
        double[] below = DoubleStream.iterate(-746, x -> x < 710, x -> x + 0.37).toArray();
        agree(below, Math::exp, loops::exp);
        double[] positive = DoubleStream.iterate(1e-300, x -> x < 1e300, x -> x * 3.7).toArray();
        agree(positive, Math::log, loops::log);
        double[] angles = DoubleStream.iterate(1e-9, x -> x < Math.PI, x -> x * 1.03).toArray();
        agree(angles, Math::sin, loops::sin);
    }

    @Test
    void elementaryFunctionsKeepTheirLimits() {
        double[] exponents = {Double.NEGATIVE_INFINITY, -1e9, 0, 1e9, Double.POSITIVE_INFINITY, Double.NaN, -45, 1};
        loops.exp(exponents, exponents.length);
        assertThat(exponents).containsExactly(new double[] {0, 0, 1, Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY, Double.NaN, Math.exp(-45), Math.E}, within(1e-15));
        double[] numbers = {0, Double.POSITIVE_INFINITY, 1, Double.NaN};
        loops.log(numbers, numbers.length);
        assertThat(numbers).containsExactly(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0, Double.NaN);
    }

    /** The results of a seed must not depend on when the JVM's compiler runs. */
    @Test
    void digitsDoNotChangeWithCompilation() {
        double[] start = new Random(6).doubles(4096, 1e-9, 9).toArray();
        for (InPlace function : List.<InPlace>of(loops::exp, loops::log, loops::sin)) {
            double[] first = start.clone();
            function.apply(first, first.length);
            double[] later = new double[0];
            for (int i = 0; i < 300; i++) {
                later = start.clone();
                function.apply(later, later.length);
            }
            assertThat(later).isEqualTo(first);
        }
    }

    /** An in-place function against one number at a time, also for counts of 0 and counts that end within a vector. */
    private static void agree(double[] x, DoubleUnaryOperator one, InPlace all) {
        for (int count : new int[] {0, 1, 7, 9, x.length}) {
            double[] result = x.clone();
            all.apply(result, count);
            for (int i = 0; i < count; i++) {
                double expected = one.applyAsDouble(x[i]);
                assertThat(result[i]).as("at %s", x[i]).isCloseTo(expected, within(4 * Math.ulp(expected)));
            }
        }
    }

    private interface InPlace {
        void apply(double[] x, int count);
    }

    @ParameterizedTest
    @CsvSource({"ISOTROPIC, 1, 1", "ISOTROPIC, 2, 3", "ISOTROPIC, 7, 9", "ISOTROPIC, 16, 32", "DIAGONAL, 1, 2",
        "DIAGONAL, 3, 5", "DIAGONAL, 9, 4", "FULL, 1, 1", "FULL, 2, 5", "FULL, 5, 3"})
    void mixturesAgree(GaussianTerms.Shape shape, int dimension, int components) {
        Random random = new Random(dimension * 31L + components);
        for (double spread : new double[] {1, 40, 1e5}) {
            double[] z = random.doubles((long) dimension * BLOCK, -spread, spread).toArray();
            for (int count : new int[] {BLOCK, 37, 1}) {
                agree(terms(shape, dimension, components, new Random(7)), terms(shape, dimension, components,
                        new Random(7)), z, count, 1e-12);
            }
        }
    }

    private void agree(GaussianTerms mine, GaussianTerms other, double[] z, int count, double tolerance) {
        double[] largest = new double[BLOCK];
        double[] sum = new double[BLOCK];
        double[] score = new double[z.length];
        double[] plainLargest = new double[BLOCK];
        double[] plainSum = new double[BLOCK];
        double[] plainScore = new double[z.length];
        loops.mixture(mine, z, count, 0.8, largest, sum, score);
        plain.mixture(other, z, count, 0.8, plainLargest, plainSum, plainScore);
        double scale = Arrays.stream(plainScore).map(Math::abs).max().orElseThrow();
        for (int p = 0; p < count; p++) {
            double logDensity = largest[p] + Math.log(sum[p]);
            double plainLogDensity = plainLargest[p] + Math.log(plainSum[p]);
            assertThat(logDensity).isCloseTo(plainLogDensity,
                    within(tolerance * Math.max(1, Math.abs(plainLogDensity))));
            assertThat(sum[p]).isBetween(1.0, (double) mine.components);
            for (int at = p; at < z.length; at += BLOCK) {
                assertThat(score[at]).isFinite().isCloseTo(plainScore[at], within(tolerance * scale));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"VectorLoops", "MixtureVectors", "IsotropicVectors", "NormalVectors", "VectorFunctions"})
    void noMethodTakesOrReturnsVectors(String name) throws ClassNotFoundException {
        // C2 stops inlining in large methods, and each vector that is passed to a method then becomes an object.
        for (Method method : Class.forName("org.guidecheck.law.block." + name).getDeclaredMethods()) {
            assertThat(Stream.concat(Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes()))
                    .map(Class::getPackageName)).as(method.toString()).doesNotContain("jdk.incubator.vector");
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 90", "16, 16", "16, 37", "65, 130"})
    void productsAgreeWithDifferencesWhereTheyAreUsed(int dimension, int components) {
        // Relative to the narrowest components for which squares are expanded; 1.1 is just too narrow.
        for (double narrow : new double[] {1e-3, 0.9, 1.1}) {
            GaussianTerms mine = narrow(dimension, components, narrow);
            GaussianTerms other = narrow(dimension, components, narrow);
            assertThat(mine.isExpanded()).isEqualTo(narrow < 1);
            // Near the means, each a few deviations from one.
            double[] z = new double[dimension * BLOCK];
            Random random = new Random(3);
            for (int p = 0; p < BLOCK; p++) {
                int k = random.nextInt(components);
                for (int i = 0; i < dimension; i++) {
                    z[i * BLOCK + p] = mine.mean[k * dimension + i]
                            + 2 * random.nextGaussian() / Math.sqrt(mine.precision[k]);
                }
            }
            agree(mine, other, z, BLOCK, 2e-11);
        }
    }

    private static GaussianTerms narrow(int dimension, int components, double share) {
        Random random = new Random(5);
        GaussianTerms terms = new GaussianTerms(GaussianTerms.Shape.ISOTROPIC, dimension, components);
        for (int k = 0; k < components; k++) {
            terms.setComponent(k, random.doubles(dimension, -2, 2).toArray(), new double[0]);
            terms.constant[k] = -random.nextDouble();
            double square = Arrays.stream(terms.mean, k * dimension, (k + 1) * dimension).map(m -> m * m).sum();
            terms.precision[k] = share * 4e-12 / Math.ulp(1.0) / square / (1 + (k % 3));
        }
        terms.prepare();
        return terms;
    }

    @Test
    void guidedScoresAgree() {
        Random random = new Random(4);
        double[] own = random.doubles(3L * BLOCK).toArray();
        double[] rest = random.doubles(3L * BLOCK).toArray();
        double[] restPosterior = random.doubles(BLOCK).toArray();
        restPosterior[7] = 0;
        rest[BLOCK + 7] = Double.NaN;
        double[] mine = new double[own.length];
        double[] plainly = new double[own.length];
        loops.guided(own, rest, restPosterior, 3, mine);
        plain.guided(own, rest, restPosterior, 3, plainly);
        assertThat(mine).containsExactly(plainly, within(1e-15));
        assertThat(mine[BLOCK + 7]).isEqualTo(own[BLOCK + 7]);
    }

    @Test
    void normalsAgree() {
        long[] states = new Random(3).longs(4L * BLOCK).toArray();
        long[] others = states.clone();
        for (int dimension : new int[] {1, 2, 5, 8}) {
            double[] mine = new double[dimension * BLOCK];
            double[] other = new double[dimension * BLOCK];
            loops.normals(states, dimension, BLOCK, mine, new double[2 * BLOCK]);
            plain.normals(others, dimension, BLOCK, other, new double[2 * BLOCK]);
            assertThat(mine).containsExactly(other, within(1e-13));
        }
        assertThat(states).isEqualTo(others);
    }

    @Test
    void aPointThatIsNaNLeavesTheOthersUnchanged() {
        GaussianTerms terms = terms(GaussianTerms.Shape.ISOTROPIC, 2, 3, new Random(1));
        double[] z = new double[2 * BLOCK];
        double[] whole = new double[BLOCK];
        double[] spoilt = new double[BLOCK];
        loops.mixture(terms, z, BLOCK, 1, whole, new double[BLOCK], new double[z.length]);
        z[5] = Double.NaN;
        loops.mixture(terms, z, BLOCK, 1, spoilt, new double[BLOCK], new double[z.length]);
        assertThat(spoilt[5]).isNaN();
        spoilt[5] = whole[5];
        assertThat(spoilt).isEqualTo(whole);
    }

    private static GaussianTerms terms(GaussianTerms.Shape shape, int dimension, int components, Random random) {
        GaussianTerms terms = new GaussianTerms(shape, dimension, components);
        for (int k = 0; k < components; k++) {
            double[] axes = random.doubles((long) dimension * dimension, -1, 1).toArray();
            terms.setComponent(k, random.doubles(dimension, -2, 2).toArray(), axes);
            terms.constant[k] = -random.nextDouble();
        }
        Arrays.setAll(terms.precision, i -> Math.exp(4 * random.nextGaussian()));
        terms.prepare();
        return terms;
    }
}
