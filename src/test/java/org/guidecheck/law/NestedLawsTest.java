package org.guidecheck.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.guidecheck.law.block.BlockDensity;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1Field;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mixtures, products and affine images of every family, to depth 3: block densities and draws against the reference.
 */
@Tag("thorough")
class NestedLawsTest {
    private static final String BOX = "{'type': 'box', 'low': [0, -1], 'high': [1, 0.5]}";
    private static final String EXPONENTIAL = "{'type': 'exponential', 'origin': [0], 'rate': 2}";
    private static final String LAPLACE = "{'type': 'laplace', 'center': [1], 'scale': 0.2}";
    private static final String CIRCLE = "{'type': 'sphere', 'center': [0, 1], 'radius': 2}";
    private static final String STUDENT = "{'type': 'student', 'center': [0, 0], 'scale': 0.5, 'degrees': 5}";
    private static final String PLANE = "{'type': 'gaussian', 'mean': [1, 1], 'covariance': [[1, 0.4], [0.4, 0.5]]}";

    static Stream<String> laws() {
        return Stream.of(BOX, EXPONENTIAL, LAPLACE, CIRCLE, STUDENT, PLANE,
                mixture(BOX, CIRCLE), mixture(PLANE, STUDENT), mixture(BOX, PLANE),
                product(EXPONENTIAL, LAPLACE), product(CIRCLE, STUDENT, EXPONENTIAL), product(PLANE, BOX),
                rotated(BOX), embedded(STUDENT), embedded(mixture(PLANE, STUDENT)), rotated(sheared(STUDENT)),
                embedded(rotated(sheared(mixture(PLANE, STUDENT)))), rotated(CIRCLE), rotated(STUDENT),
                rotated(mixture(BOX, CIRCLE)), embedded(BOX), embedded(CIRCLE), embedded(PLANE),
                embedded(product(EXPONENTIAL, LAPLACE)),
                mixture(product(EXPONENTIAL, reflected(LAPLACE)), rotated(BOX)),
                product(mixture(BOX, rotated(CIRCLE)), embedded(EXPONENTIAL_2)),
                embedded(mixture(product(LAPLACE, EXPONENTIAL), rotated(product(EXPONENTIAL, EXPONENTIAL)))),
                rotated(rotated(rotated(product(EXPONENTIAL, LAPLACE)))))
                .map(law -> law.replace('\'', '"'));
    }

    private static final String EXPONENTIAL_2 = "{'type': 'exponential', 'origin': [0, 1], 'rate': [1, 5]}";

    private static String mixture(String first, String second) {
        return "{'type': 'mixture', 'weights': [0.25, 0.75], 'components': [" + first + ", " + second + "]}";
    }

    private static String product(String... factors) {
        return "{'type': 'product', 'factors': [" + String.join(", ", factors) + "]}";
    }

    /** Rotated, scaled by 2 and shifted. */
    private static String rotated(String law) {
        return "{'type': 'affine', 'matrix': [[1.2, -1.6], [1.6, 1.2]], 'shift': [1, -1], 'of': " + law + "}";
    }

    private static String sheared(String law) {
        return "{'type': 'affine', 'matrix': [[1, 0.5], [0, 2]], 'shift': [0, 1], 'of': " + law + "}";
    }

    /** Of one dimension: reflected, scaled by 3 and shifted. */
    private static String reflected(String law) {
        return "{'type': 'affine', 'matrix': [[-3]], 'shift': [1], 'of': " + law + "}";
    }

    /** Embedded in four dimensions. */
    private static String embedded(String law) {
        return "{'type': 'affine', 'matrix': [[1, 1], [1, -1], [1, 1], [-1, 1]], 'shift': [0, 0, 1, 0], 'of': " + law
                + "}";
    }

    /** A noised draw, with the noise scaled by spread. */
    private static double[] noised(Law law, NoiseLevel level, UniformRandomProvider random, double spread) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] x = law.draw(random);
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.sqrt(level.signal()) * x[i] + spread * Math.sqrt(level.noise()) * normal.sample();
        }
        return x;
    }

    @ParameterizedTest
    @MethodSource("laws")
    void blockAndReferenceAgreeAndTheScoreIsTheGradient(String json) {
        Law law = LawJson.parseLaw(json);
        BlockDensity block = BlockDensity.of(law);
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(3);
        for (double signal : new double[] {1e-5, 0.01, 0.3, 0.9, 0.999}) {
            NoiseLevel level = NoiseLevel.ofSignal(signal);
            block.setLevel(level);
            for (double spread : new double[] {1, 3, 40}) {
                double[] x = noised(law, level, random, spread);
                double[] z = new double[x.length * BlockPosterior.BLOCK];
                for (int i = 0; i < x.length; i++) {
                    z[i * BlockPosterior.BLOCK + 5] = x[i] / Math.sqrt(signal);
                }
                block.evaluate(z, 6, Math.sqrt(signal));
                double log = law.logDensity(x, level);
                assertThat(block.logDensity(6)[5]).isCloseTo(log, within(1e-10 * Math.max(1, Math.abs(log))));
                double[] score = law.score(x, level);
                double size = Math.max(Vectors.norm(score), 1 / Math.sqrt(level.noise()));
                for (int i = 0; i < x.length; i++) {
                    assertThat(block.score[i * BlockPosterior.BLOCK + 5]).isCloseTo(score[i], within(1e-10 * size));
                    assertThat(derivative(law, x, i, level)).isCloseTo(score[i], within(1e-9 * size));
                }
            }
        }
    }

    private static double derivative(Law law, double[] x, int i, NoiseLevel level) {
        UnivariateDerivative1[] point = new UnivariateDerivative1[x.length];
        Arrays.setAll(point, j -> new UnivariateDerivative1(x[j], j == i ? 1 : 0));
        return law.logDensity(point, level.in(UnivariateDerivative1Field.getInstance())).getFirstDerivative();
    }

    /** Where a mean of a bounded functional under draws must lie, by Hoeffding's inequality at 1e-9. */
    @ParameterizedTest
    @MethodSource("laws")
    void drawsHaveTheNoisedDensity(String json) {
        Law law = LawJson.parseLaw(json);
        NoiseLevel level = NoiseLevel.ofNoise(0.2);
        Gaussian other = Gaussian.isotropic(new double[law.dimension()], 2);
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(8);
        int n = 20_000;
        double mean = 0;
        for (int k = 0; k < n; k++) {
            // With p the first law's posterior at equal priors, ∫ p₁(1 − p) = ∫ p₂ p, as both are ∫ p₁ p₂/(p₁ + p₂).
            double[] own = noised(law, level, random, 1);
            double[] rest = noised(other, level, random, 1);
            mean += (posterior(other, law, own, level) - posterior(law, other, rest, level)) / n;
        }
        assertThat(mean).isCloseTo(0, within(Math.sqrt(2 * Math.log(2e9) / n)));
    }

    private static double posterior(Law law, Law other, double[] x, NoiseLevel level) {
        return 1 / (1 + Math.exp(other.logDensity(x, level) - law.logDensity(x, level)));
    }

    @Test
    void cleanLaplaceAndStudentDensitiesAreTheTextbooks() {
        Laplace laplace = new Laplace(new double[] {1}, new double[] {0.5});
        assertThat(laplace.logDensity(new double[] {2}, NoiseLevel.CLEAN)).isCloseTo(-2, within(1e-15));
        assertThat(laplace.score(new double[] {2}, NoiseLevel.CLEAN)).containsExactly(-2);
        Student cauchy = new Student(new double[] {0}, 1, 1);
        for (double x : new double[] {0, 1, 30, 5000}) {
            assertThat(cauchy.logDensity(new double[] {x}, NoiseLevel.CLEAN))
                    .isCloseTo(-Math.log(Math.PI * (1 + x * x)), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BOX, EXPONENTIAL_2, CIRCLE})
    void lawsWithEdgesAreDegenerate(String json) {
        assertThat(LawJson.parseLaw(json.replace('\'', '"')).isDegenerate()).isTrue();
    }

    @Test
    void smoothLawsStaySmoothUnderOperators() {
        assertThat(LawJson.parseLaw(rotated(product(LAPLACE, LAPLACE)).replace('\'', '"')).narrowestScale())
                .isCloseTo(0.4, within(1e-12));
        assertThat(LawJson.parseLaw(embedded(STUDENT).replace('\'', '"')).isDegenerate()).isTrue();
    }

    @Test
    void aMappedStudentHasTheScalesOfTheLawAndNotOfItsComponents() {
        Student student = new Student(new double[] {0}, 1, 3);
        Affine mapped = new Affine(new double[][] {{2}}, new double[] {5}, student);
        assertThat(mapped.reach()).isCloseTo(5 + 2 * student.reach(), within(1e-12));
        assertThat(mapped.narrowestScale()).isCloseTo(2, within(1e-12));
    }

    @Test
    void aShearNeedsGaussianComponents() {
        double[][] shear = {{1, 1}, {0, 1}};
        double[] shift = {0, 0};
        Law student = LawJson.parseLaw(STUDENT.replace('\'', '"'));
        assertThat(new Affine(shear, shift, student).gaussianComponents()).isPresent();
        Law box = LawJson.parseLaw(BOX.replace('\'', '"'));
        assertThatThrownBy(() -> new Affine(shear, shift, box)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("orthogonal");
    }
}
