package org.guidecheck.sampler.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.UnitSphereSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Both batch evaluators, on ND4J and in blocks, compared with the scalar reference. */
class Nd4jPosteriorTest {
    /** Documented accuracy. */
    private static final double ACCURACY = 1e-10;

    private static final double[] SIGNALS = {1e-6, 1e-3, 0.1, 0.5, 0.9, 0.99, 0.9999, 1 - 1e-6, 1};
    private static final double[] DEVIATIONS = {0, 3, 40};

    private static UniformRandomProvider random(long index) {
        String property = System.getProperty("guidecheck.seed", "");
        return new Streams(property.isBlank() ? 1 : Long.parseLong(property.trim())).stream(index);
    }

    private static double[] normals(int d, double scale, ZigguratSampler.NormalizedGaussian normal) {
        double[] x = new double[d];
        for (int i = 0; i < d; i++) {
            x[i] = scale * normal.sample();
        }
        return x;
    }

    private static Covariance covariance(String kind, int d, double scale, ZigguratSampler.NormalizedGaussian normal) {
        double[][] matrix = new double[d][d];
        double[] variances = new double[d];
        // A singular matrix has one factor fewer than it has rows.
        for (int f = kind.equals("singular") ? 1 : 0; f < d; f++) {
            double[] factor = normals(d, scale, normal);
            variances[f] = scale * scale * (0.3 + normal.sample() * normal.sample() * 0.2 + f);
            variances[f] = Math.abs(variances[f]);
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    matrix[i][j] += factor[i] * factor[j] / d;
                }
            }
        }
        return switch (kind) {
            case "isotropic" -> new Covariance.Isotropic(d, scale * scale);
            case "diagonal" -> new Covariance.Diagonal(variances);
            case "atoms" -> new Covariance.Isotropic(d, 0);
            default -> new Covariance.Full(matrix);
        };
    }

    private static Law mixture(String kind, int d, int parts, double scale, double reach,
            ZigguratSampler.NormalizedGaussian normal) {
        String[] kinds = {"isotropic", "diagonal", "full", "singular", "atoms"};
        double[] weights = new double[parts];
        List<Gaussian> gaussians = new ArrayList<>();
        for (int k = 0; k < parts; k++) {
            weights[k] = 2.0 * (k + 1) / (parts * (parts + 1.0));
            String each = kind.equals("mixed") ? kinds[k % kinds.length] : kind;
            double width = kind.equals("narrow beside wide") ? (k % 2 == 0 ? 0.01 : 1) : scale;
            gaussians.add(new Gaussian(normals(d, reach, normal),
                    covariance(kind.equals("narrow beside wide") ? "isotropic" : each, d, width, normal)));
        }
        return new Mixture(weights, gaussians);
    }

    static Stream<Arguments> laws() {
        List<Arguments> laws = new ArrayList<>();
        for (String kind : List.of("isotropic", "diagonal", "full", "singular", "atoms", "mixed",
                "narrow beside wide")) {
            for (int d : new int[] {1, 2, 3, 8}) {
                for (double[] size : new double[][] {{1, 2}, {0.3, 1}, {0.01, 10}, {3, 0.1}}) {
                    laws.add(Arguments.of(kind, d, size[0], size[1]));
                }
            }
        }
        return laws.stream();
    }

    private static LabelledLaw law(String kind, int d, double scale, double reach) {
        ZigguratSampler.NormalizedGaussian normal =
                ZigguratSampler.NormalizedGaussian.of(random(kind.hashCode() + 31L * d + Math.round(977 * scale)));
        int rest = kind.equals("isotropic") ? 1 : 5;
        return new LabelledLaw(List.of(
                new LabelledLaw.LabelledClass("a", 0.3, mixture(kind, d, 4, scale, reach, normal)),
                new LabelledLaw.LabelledClass("b", 0.5, mixture(kind, d, rest, scale, reach, normal)),
                new LabelledLaw.LabelledClass("c", 0.2, mixture("isotropic", d, 1, scale, reach, normal))));
    }

    /** Points at several distances from each component, in units of its noised standard deviation in that direction. */
    private static double[][] points(LabelledLaw law, NoiseLevel level) {
        int d = law.dimension();
        UniformRandomProvider random = random(7);
        UnitSphereSampler sphere = UnitSphereSampler.of(random, d);
        List<double[]> points = new ArrayList<>();
        for (Law.Component part : law.marginal().gaussianComponents().orElseThrow()) {
            Gaussian gaussian = part.gaussian();
            for (double deviations : DEVIATIONS) {
                double[] u = sphere.sample();
                double[] x = new double[d];
                for (int i = 0; i < d; i++) {
                    x[i] = Math.sqrt(level.signal()) * gaussian.mean(i);
                }
                for (int a = 0; a < d; a++) {
                    double v = level.signal() * gaussian.covariance().variance(a) + level.noise();
                    for (int i = 0; i < d; i++) {
                        double axis = gaussian.covariance() instanceof Covariance.Full full ? full.axis(a, i)
                                : i == a ? 1 : 0;
                        x[i] += deviations * u[a] * Math.sqrt(v) * axis;
                    }
                }
                points.add(x);
            }
        }
        return points.toArray(double[][]::new);
    }

    private static INDArray columns(double[][] points) {
        return Nd4j.create(points).transpose().dup('f');
    }

    /**
     * Reference for one side at a point: log-density, score, and the size of the terms that the score is the sum of.
     */
    private static final class Reference {
        private final double logDensity;
        private final double[] score;
        private double size;

        Reference(Law law, double[] x, NoiseLevel level) {
            logDensity = law.logDensity(x, level);
            score = law.score(x, level);
            for (Law.Component part : law.gaussianComponents().orElseThrow()) {
                double share = part.weight() * Math.exp(part.gaussian().logDensity(x, level) - logDensity);
                size += share == 0 ? 0
                        : share * (norm(part.gaussian().score(x, level)) + typical(part.gaussian(), level));
            }
        }

        /**
         * Root mean square of a Gaussian's score: the scale of scores near its mean, where the score itself vanishes.
         */
        private static double typical(Gaussian gaussian, NoiseLevel level) {
            double sum = 0;
            for (int a = 0; a < gaussian.dimension(); a++) {
                sum += 1 / (level.signal() * gaussian.covariance().variance(a) + level.noise());
            }
            return Math.sqrt(sum);
        }

        double logDensityError(double value) {
            return error(value - logDensity, Math.max(1, Math.abs(logDensity)));
        }

        double scoreError(double[] value) {
            double[] difference = new double[score.length];
            for (int i = 0; i < score.length; i++) {
                difference[i] = value[i] - score[i];
            }
            return error(norm(difference), size);
        }
    }

    private static double norm(double[] x) {
        return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
    }

    private static double error(double difference, double size) {
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.abs(difference) / size;
    }

    private static final class Worst {
        private double logDensity;
        private double score;
        private double logOdds;

        void see(Reference own, Reference rest, double ownLog, double restLog, double[] ownScore, double[] restScore,
                double odds, double trueOdds) {
            logDensity = Math.max(logDensity, Math.max(own.logDensityError(ownLog), rest.logDensityError(restLog)));
            score = Math.max(score, Math.max(own.scoreError(ownScore), rest.scoreError(restScore)));
            // Log-odds are a difference of log-densities and have their absolute error.
            double size = Math.max(1, Math.max(Math.abs(own.logDensity), Math.abs(rest.logDensity)));
            logOdds = Math.max(logOdds, error(odds - trueOdds, size));
        }

        void check(String where) {
            assertThat(logDensity).as("log-density at " + where).isLessThanOrEqualTo(ACCURACY);
            assertThat(score).as("score at " + where).isLessThanOrEqualTo(ACCURACY);
            assertThat(logOdds).as("log-odds at " + where).isLessThanOrEqualTo(ACCURACY);
        }
    }

    @ParameterizedTest
    @MethodSource("laws")
    void agreesWithTheScalarReference(String kind, int d, double scale, double reach) {
        LabelledLaw law = law(kind, d, scale, reach);
        ClassVersusRest sides = ClassVersusRest.of(law, 0);
        Nd4jPosterior model = new Nd4jPosterior(sides);
        BlockPosterior block = new BlockPosterior(sides);
        for (double signal : SIGNALS) {
            NoiseLevel level = NoiseLevel.ofSignal(signal);
            if (law.isDegenerate() && level.isClean()) {
                continue;
            }
            double[][] points = points(law, level);
            model.evaluate(level, columns(points));
            block.setLevel(level);
            Worst ofModel = new Worst();
            Worst ofBlock = new Worst();
            for (int p = 0; p < points.length; p++) {
                Reference own = new Reference(law.law(0), points[p], level);
                Reference rest = new Reference(law.rest(0), points[p], level);
                double odds = law.logOdds(0, points[p], level);
                ofModel.see(own, rest, model.ownLogDensity().getDouble(0, p), model.restLogDensity().getDouble(0, p),
                        column(model.ownScore(), p), column(model.restScore(), p), model.logOdds().getDouble(0, p),
                        odds);
                double[] x = new double[d * BlockPosterior.BLOCK];
                for (int i = 0; i < d; i++) {
                    x[i * BlockPosterior.BLOCK] = points[p][i];
                }
                block.evaluate(x, 1);
                ofBlock.see(own, rest, block.ownLogDensity()[0], block.restLogDensity()[0],
                        first(block.ownScore(), d), first(block.restScore(), d), block.logOdds()[0], odds);
            }
            ofModel.check("ND4J model, t = " + signal);
            ofBlock.check("block model, t = " + signal);
        }
    }

    private static double[] column(INDArray matrix, int p) {
        double[] result = new double[(int) matrix.size(0)];
        for (int i = 0; i < result.length; i++) {
            result[i] = matrix.getDouble(i, p);
        }
        return result;
    }

    private static double[] first(double[] coordinateMajor, int d) {
        double[] result = new double[d];
        for (int i = 0; i < d; i++) {
            result[i] = coordinateMajor[i * BlockPosterior.BLOCK];
        }
        return result;
    }

    @Test
    void evaluatesBatchesOfAnySizeAndOrder() {
        LabelledLaw law = law("full", 3, 1, 2);
        Nd4jPosterior model = new Nd4jPosterior(ClassVersusRest.of(law, 0));
        NoiseLevel level = NoiseLevel.ofNoise(0.3);
        for (int n : new int[] {1, 2, 63, 2048, 2049, 4100}) {
            double[][] points = new double[n][];
            ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random(n));
            for (int p = 0; p < n; p++) {
                points[p] = normals(3, 2, normal);
            }
            INDArray x = columns(points);
            INDArray before = x.dup();
            model.evaluate(level, x);
            assertThat(x).isEqualTo(before);
            INDArray score = model.restScore();
            assertThat(score.shape()).containsExactly(3, n);
            assertThat(score.ordering()).isEqualTo(x.ordering());
            assertThat(model.logOdds().shape()).containsExactly(1, n);
            for (int p = 0; p < n; p += Math.max(1, n / 7)) {
                assertThat(new Reference(law.rest(0), points[p], level).scoreError(column(score, p)))
                        .isLessThanOrEqualTo(ACCURACY);
            }
            model.evaluate(level, x.dup('c'));
            assertThat(model.restScore()).isNotSameAs(score).isEqualTo(score);
        }
    }

    @Test
    void refusesOtherArrays() {
        Nd4jPosterior model = new Nd4jPosterior(ClassVersusRest.of(law("isotropic", 2, 1, 2), 0));
        NoiseLevel level = NoiseLevel.ofNoise(0.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.evaluate(level, Nd4j.zeros(DataType.DOUBLE, 3, 4)))
                .withMessage("points=[3, 4]: must be of shape [2, n]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.evaluate(level, Nd4j.zeros(DataType.FLOAT, 2, 4)))
                .withMessage("points=FLOAT: must be of type DOUBLE");
    }
}
