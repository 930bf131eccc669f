package org.guidecheck.sampler.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Schemes that have no program in {@code src/test/python/schemes.py} equal the algorithms of their papers, followed with
 * a score that is not linear, in the papers' own variables: α = √t, σ = √τ and λ = log(α/σ).
 */
class FormulasTest {
    private static final double W = 1.5;
    private static final TimeGrid GRID = new TimeGrid(List.of(NoiseLevel.ofNoise(0.95), NoiseLevel.ofNoise(0.8),
            NoiseLevel.ofNoise(0.6), NoiseLevel.ofNoise(0.45), NoiseLevel.ofNoise(0.2), NoiseLevel.ofNoise(0.1),
            NoiseLevel.CLEAN));
    private static final double[] NORMALS = {0.8, -0.4, 1.1, 0.3, -1.7, 0.6, 0.2};
    private static final int CELLS = 2000;

    private static double own(double x, NoiseLevel level) {
        return Math.sin(x) - x / (1 + level.noise());
    }

    private static double all(double x, NoiseLevel level) {
        return Math.cos(x) * level.signal() - x;
    }

    private static double clean(double x, NoiseLevel level) {
        double score = own(x, level) + W * (own(x, level) - all(x, level));
        return (x + level.noise() * score) / alpha(level);
    }

    private static double epsilon(double x, NoiseLevel level) {
        return (x - alpha(level) * clean(x, level)) / sigma(level);
    }

    private static double alpha(NoiseLevel level) {
        return Math.sqrt(level.signal());
    }

    private static double sigma(NoiseLevel level) {
        return Math.sqrt(level.noise());
    }

    private static double lambda(int k) {
        return Math.log(alpha(GRID.level(k)) / sigma(GRID.level(k)));
    }

    /** A step of an algorithm: from step number and point to the next point. It may keep what it has seen. */
    private interface Step {
        double to(int k, double x, double z);
    }

    private static void assertIs(String name, Step step) {
        Denoiser denoiser = (level, points, dimension) -> new Denoiser.Scores(
                Arrays.stream(points).map(x -> own(x, level)).toArray(),
                Arrays.stream(points).map(x -> all(x, level)).toArray());
        List<double[]> numbers = Arrays.stream(NORMALS).mapToObj(z -> new double[] {z}).toList();
        double is = Samplers.byName(name).sample(denoiser, GuidanceSchedule.constant(W), GRID,
                Noise.given(numbers, 1))[0];
        double x = NORMALS[0];
        for (int k = 0; k < GRID.steps(); k++) {
            x = step.to(k, x, NORMALS[k + 1]);
        }
        assertThat(is).as(name).isCloseTo(x, within(1e-11 * (1 + Math.abs(x))));
    }

    /** Lu et al., arXiv 2211.01095, equation 9: α′((e^{−h} − 1)/h + 1) D_1 without the approximation of algorithm 2. */
    @Test
    void ofMultistepInHeunsForm() {
        List<Double> past = new ArrayList<>();
        assertIs("dpmpp-2m-heun", (k, x, z) -> {
            past.add(clean(x, GRID.level(k)));
            NoiseLevel to = GRID.level(k + 1);
            if (to.isClean()) {
                return past.get(k);
            }
            double h = lambda(k + 1) - lambda(k);
            double phi = Math.exp(-h) - 1;
            double result = sigma(to) / sigma(GRID.level(k)) * x - alpha(to) * phi * past.get(k);
            if (k > 0) {
                double slope = (past.get(k) - past.get(k - 1)) * h / (lambda(k) - lambda(k - 1));
                result += alpha(to) * (phi / h + 1) * slope;
            }
            return result;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1"})
    void ofStochasticMultistepInHeunsForm(String share) {
        double eta = Double.parseDouble(share);
        List<Double> past = new ArrayList<>();
        assertIs("dpmpp-2m-sde-heun:" + share, (k, x, z) -> {
            past.add(clean(x, GRID.level(k)));
            NoiseLevel to = GRID.level(k + 1);
            if (to.isClean()) {
                return past.get(k);
            }
            double h = lambda(k + 1) - lambda(k);
            double q = h * (eta + 1);
            double result = sigma(to) / sigma(GRID.level(k)) * Math.exp(-eta * h) * x
                    + alpha(to) * (1 - Math.exp(-q)) * past.get(k);
            if (k > 0) {
                double ratio = (lambda(k) - lambda(k - 1)) / h;
                result += alpha(to) * ((1 - Math.exp(-q)) / -q + 1) * (past.get(k) - past.get(k - 1)) / ratio;
            }
            return result + sigma(to) * Math.sqrt(1 - Math.exp(-2 * eta * h)) * z;
        });
    }

    /** Ho, Jain and Abbeel, equation 7, with the variance of Nichol and Dhariwal, equation 15. */
    @Test
    void ofVariancesBetween() {
        assertIs("ddpm:0.3", (k, x, z) -> {
            double a = GRID.level(k).signal();
            double b = GRID.level(k + 1).signal();
            double beta = 1 - a / b;
            double mean = Math.sqrt(b) * beta / (1 - a) * clean(x, GRID.level(k))
                    + Math.sqrt(1 - beta) * (1 - b) / (1 - a) * x;
            double small = (1 - b) / (1 - a) * beta;
            return GRID.level(k + 1).isClean() ? mean
                    : mean + Math.sqrt(Math.exp(0.3 * Math.log(beta) + 0.7 * Math.log(small))) * z;
        });
    }

    /** Liu et al., equation 11. */
    private static double transfer(double x, double noise, NoiseLevel from, NoiseLevel to) {
        double a = from.signal();
        double b = to.signal();
        return Math.sqrt(b / a) * x - (b - a) * noise
                / (Math.sqrt(a) * (Math.sqrt((1 - b) * a) + Math.sqrt((1 - a) * b)));
    }

    /** log ᾱ = −9.95 s² − 0.1 s. */
    private static double time(NoiseLevel level) {
        double c = Math.log(level.signal());
        return (-0.1 + Math.sqrt(0.01 - 4 * 9.95 * c)) / (2 * 9.95);
    }

    /** Liu et al., equations 12 and 13. */
    @Test
    void ofPseudoNumericalMethods() {
        List<Double> past = new ArrayList<>();
        assertIs("pndm", (k, x, z) -> {
            NoiseLevel from = GRID.level(k);
            NoiseLevel to = GRID.level(k + 1);
            double one = epsilon(x, from);
            past.add(0, one);
            if (k >= 3) {
                return transfer(x, (55 * one - 59 * past.get(1) + 37 * past.get(2) - 9 * past.get(3)) / 24, from, to);
            }
            double s = (time(from) + time(to)) / 2;
            NoiseLevel middle = NoiseLevel.ofSignal(Math.exp(-9.95 * s * s - 0.1 * s));
            double two = epsilon(transfer(x, one, from, middle), middle);
            double three = epsilon(transfer(x, two, from, middle), middle);
            double four = epsilon(transfer(x, three, from, to), to);
            return transfer(x, (one + 2 * two + 2 * three + four) / 6, from, to);
        });
    }

    /** Coefficients a_p of Zhao et al., which solve R_p a = g_p/B, for r_1, …, r_p. */
    private static double[] shares(double h, double b, double... r) {
        int p = r.length;
        double[][] powers = new double[p][p];
        double[] right = new double[p];
        // In the form for clean points g_n = n! φ_{n+1}(−h)(−h), with φ_1(u) = (e^u − 1)/u, φ_{n+1} = (φ_n − 1/n!)/u.
        double phi = Math.expm1(-h) / -h - 1;
        double factorial = 1;
        for (int m = 0; m < p; m++) {
            for (int j = 0; j < p; j++) {
                powers[m][j] = Math.pow(r[j], m);
            }
            factorial *= m + 1;
            right[m] = phi * factorial / b;
            phi = phi / -h - 1 / (factorial * (m + 2));
        }
        return new LUDecomposition(new Array2DRowRealMatrix(powers)).getSolver().solve(new ArrayRealVector(right))
                .toArray();
    }

    /** Zhao et al., algorithms 1 and 2, with predicted and corrected points apart. */
    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, true", "1, false", "2, false", "3, false"})
    void ofUniPc(int order, boolean isFirst) {
        List<Double> past = new ArrayList<>();
        double[] corrected = {NORMALS[0]};
        assertIs("unipc:" + order + (isFirst ? ":bh1" : ""), (k, x, z) -> {
            double there = clean(x, GRID.level(k));
            if (k > 0) {
                corrected[0] = uniPc(corrected[0], past, k - 1, order, isFirst, there);
            }
            past.add(there);
            return GRID.level(k + 1).isClean() ? there
                    : uniPc(corrected[0], past, k, order, isFirst, Double.NaN);
        });
    }

    /** Predictor of a step, or its corrector if there is a prediction at its end. */
    private static double uniPc(double x, List<Double> past, int k, int order, boolean isFirst, double there) {
        NoiseLevel to = GRID.level(k + 1);
        double h = lambda(k + 1) - lambda(k);
        int p = Math.min(order, k + 1);
        double b = isFirst ? -h : Math.expm1(-h);
        boolean isCorrector = !Double.isNaN(there);
        int count = isCorrector ? p : p - 1;
        double[] r = IntStream.range(0, count)
                .mapToDouble(j -> j == p - 1 ? 1 : (lambda(k - 1 - j) - lambda(k)) / h).toArray();
        if (count == 0) {
            return sigma(to) / sigma(GRID.level(k)) * x - alpha(to) * Math.expm1(-h) * past.get(k);
        }
        double[] shares = count == 1 && (isCorrector ? p == 1 : p == 2) ? new double[] {0.5} : shares(h, b, r);
        double result = sigma(to) / sigma(GRID.level(k)) * x - alpha(to) * Math.expm1(-h) * past.get(k);
        for (int j = 0; j < count; j++) {
            double other = j == p - 1 ? there : past.get(k - 1 - j);
            result -= alpha(to) * b * shares[j] * (other - past.get(k)) / r[j];
        }
        return result;
    }

    /** Xue et al., algorithm 1: coefficients σ′ ∫ e^{−τ²(λ′ − λ)} (1 + τ²) e^λ l_j(λ) dλ by Simpson's rule. */
    @ParameterizedTest
    @CsvSource({"0.5, 3, 3", "0, 3, 2", "1, 1, 2", "1, 2, 3"})
    void ofSaSolver(double tau, int predictor, int corrector) {
        List<Double> past = new ArrayList<>();
        double[] before = {0};
        String name = "sa-solver:" + tau + ":" + predictor + ":" + corrector;
        int[] drawn = {0};
        assertIs(name, (k, x, z) -> {
            past.add(clean(x, GRID.level(k)));
            NoiseLevel to = GRID.level(k + 1);
            if (to.isClean()) {
                return past.get(k);
            }
            double corrected = x;
            if (k > 0) {
                int used = Math.min(corrector, k + 1);
                corrected = before[0] + adams(tau, k - 1, IntStream.range(0, used).map(j -> k - j).toArray(), past);
            }
            double h = lambda(k + 1) - lambda(k);
            double normal = tau > 0 ? NORMALS[++drawn[0]] : 0;
            before[0] = sigma(to) / sigma(GRID.level(k)) * Math.exp(-tau * tau * h) * corrected
                    + sigma(to) * Math.sqrt(1 - Math.exp(-2 * tau * tau * h)) * normal;
            return before[0] + adams(tau, k, IntStream.range(0, Math.min(predictor, k + 1)).map(j -> k - j).toArray(),
                    past);
        });
    }

    private static double adams(double tau, int k, int[] nodes, List<Double> past) {
        double low = lambda(k);
        double high = lambda(k + 1);
        double sum = 0;
        for (int i = 0; i <= CELLS; i++) {
            double at = low + (high - low) * i / CELLS;
            double polynomial = 0;
            for (int j : nodes) {
                double basis = past.get(j);
                for (int other : nodes) {
                    basis *= other == j ? 1 : (at - lambda(other)) / (lambda(j) - lambda(other));
                }
                polynomial += basis;
            }
            sum += (i == 0 || i == CELLS ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(-tau * tau * (high - at))
                    * (1 + tau * tau) * Math.exp(at) * polynomial;
        }
        return sigma(GRID.level(k + 1)) * sum * (high - low) / CELLS / 3;
    }
}
