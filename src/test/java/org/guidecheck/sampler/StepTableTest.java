package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each table compared with the formula of its paper, at one point and with scores that are not linear; invalid tables.
 */
class StepTableTest {
    private static final GuidanceSchedule WEIGHTS = GuidanceSchedule.parse("1,-1:3,2:0.5");
    private static final List<double[]> NUMBERS = Arrays.stream(new double[] {0.8, -0.4, 1.1, 0.3, -1.7, 0.6, 0.2})
            .mapToObj(z -> new double[] {z}).toList();

    private static double own(double x, NoiseLevel level) {
        return Math.sin(x) - x / (1 + level.noise());
    }

    private static double all(double x, NoiseLevel level) {
        return Math.cos(x) * level.signal() - x;
    }

    private static double score(double x, NoiseLevel level, double w) {
        return own(x, level) + w * (own(x, level) - all(x, level));
    }

    /** The prediction x̂_0. */
    private static double clean(double x, NoiseLevel level, double w) {
        return (x + level.noise() * score(x, level, w)) / Math.sqrt(level.signal());
    }

    private static double sampled(GuidedSampler sampler, TimeGrid grid) {
        Denoiser denoiser = (level, points, dimension) -> new Denoiser.Scores(
                Arrays.stream(points).map(x -> own(x, level)).toArray(),
                Arrays.stream(points).map(x -> all(x, level)).toArray());
        return sampler.sample(denoiser, WEIGHTS, grid, Noise.given(NUMBERS, 1))[0];
    }

    /** A step as in a paper: from all points so far, the present one last, and a normal z. */
    private interface Step {
        double to(double[] points, int k, double w, double z);
    }

    private static double followed(TimeGrid grid, Step step) {
        double[] points = {NUMBERS.get(0)[0]};
        for (int k = 0; k < grid.steps(); k++) {
            double w = WEIGHTS.meanWeight(grid.level(k), grid.level(k + 1));
            points = Arrays.copyOf(points, points.length + 1);
            points[k + 1] = step.to(points, k, w, NUMBERS.get(k + 1)[0]);
        }
        return points[grid.steps()];
    }

    private static List<TimeGrid> grids() {
        return List.of(new TimeGrid(List.of(NoiseLevel.ofNoise(0.9), NoiseLevel.ofNoise(0.6), NoiseLevel.ofNoise(0.25),
                NoiseLevel.ofNoise(0.1), NoiseLevel.CLEAN)), TimeGrid.uniformInLogSnr(-3, 2, 5),
                new TimeGrid(List.of(NoiseLevel.ofNoise(0.7), NoiseLevel.CLEAN)));
    }

    private static void assertIs(String name, TimeGrid grid, Step step) {
        double expected = followed(grid, step);
        assertThat(sampled(Samplers.byName(name), grid)).as(name)
                .isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
    }

    /** Equation 12 of Song, Meng and Ermon with σ of their equation 16; η = 1 is equation 7 of Ho, Jain and Abbeel. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "0.5", "1"})
    void ofDdim(String eta) {
        for (TimeGrid grid : grids()) {
            assertIs("ddim:" + eta, grid, (points, k, w, z) -> {
                double a = grid.level(k).signal();
                double b = grid.level(k + 1).signal();
                double sigma = Double.parseDouble(eta) * Math.sqrt((1 - b) / (1 - a)) * Math.sqrt(1 - a / b);
                double epsilon = -Math.sqrt(1 - a) * score(points[k], grid.level(k), w);
                return Math.sqrt(b) * (points[k] - Math.sqrt(1 - a) * epsilon) / Math.sqrt(a)
                        + Math.sqrt(Math.max(0, 1 - b - sigma * sigma)) * epsilon + sigma * z;
            });
        }
    }

    @Test
    void ofDdpm() {
        for (TimeGrid grid : grids()) {
            assertIs("ddpm", grid, (points, k, w, z) -> {
                double a = grid.level(k).signal();
                double b = grid.level(k + 1).signal();
                double beta = 1 - a / b;
                double mean = Math.sqrt(b) * beta / (1 - a) * clean(points[k], grid.level(k), w)
                        + Math.sqrt(1 - beta) * (1 - b) / (1 - a) * points[k];
                return mean + Math.sqrt((1 - b) / (1 - a) * beta) * z;
            });
        }
    }

    @Test
    void ofEulerMaruyama() {
        for (TimeGrid grid : grids()) {
            assertIs("euler-maruyama", grid, (points, k, w, z) -> {
                double du = Math.log(grid.level(k + 1).signal() / grid.level(k).signal());
                return points[k] + (0.5 * points[k] + score(points[k], grid.level(k), w)) * du + Math.sqrt(du) * z;
            });
        }
    }

    /** Algorithm 1 of Karras et al.; the midpoint rule in σ² for the step to clean data. */
    @Test
    void ofHeun() {
        for (TimeGrid grid : grids()) {
            assertIs("heun", grid, (points, k, w, z) -> {
                NoiseLevel from = grid.level(k);
                NoiseLevel to = grid.level(k + 1);
                double y = points[k] / Math.sqrt(from.signal());
                double d = (y - clean(points[k], from, w)) / from.sigma();
                if (to.isClean()) {
                    double v = from.sigma() * from.sigma();
                    NoiseLevel middle = NoiseLevel.ofSignal(1 / (1 + v / 2));
                    double half = y - v / 2 * d / (2 * from.sigma());
                    return y - v * (half - clean(Math.sqrt(middle.signal()) * half, middle, w)) / v;
                }
                double h = to.sigma() - from.sigma();
                double euler = y + h * d;
                double endSlope = (euler - clean(Math.sqrt(to.signal()) * euler, to, w)) / to.sigma();
                return Math.sqrt(to.signal()) * (y + h * (0.5 * d + 0.5 * endSlope));
            });
        }
    }

    /** Algorithm 2 of Lu et al., with D_i = (1 + 1/(2r)) x̂_0 − 1/(2r) x̂_0₋. */
    @Test
    void ofDpmSolverPlusPlus2M() {
        for (TimeGrid grid : grids()) {
            assertIs("multistep", grid, (points, k, w, z) -> exponential(grid, points, k, w, 2));
        }
    }

    /** The integral of the parabola through three predictions, in Lagrange's form. */
    @Test
    void ofDpmSolverPlusPlus3M() {
        for (TimeGrid grid : grids()) {
            assertIs("multistep:3", grid, (points, k, w, z) -> exponential(grid, points, k, w, 3));
        }
    }

    private static double lambda(TimeGrid grid, int k) {
        return 0.5 * Math.log(grid.level(k).signal() / grid.level(k).noise());
    }

    private static double exponential(TimeGrid grid, double[] points, int k, double w, int order) {
        NoiseLevel to = grid.level(k + 1);
        double ratio = Math.sqrt(to.noise() / grid.level(k).noise());
        double euler = ratio * points[k] - Math.sqrt(to.signal())
                * Math.expm1(to.isClean() ? Double.NEGATIVE_INFINITY : lambda(grid, k) - lambda(grid, k + 1))
                * clean(points[k], grid.level(k), w);
        if (k == 0 || to.isClean()) {
            return euler;
        }
        double h = lambda(grid, k + 1) - lambda(grid, k);
        double now = clean(points[k], grid.level(k), w);
        double before = clean(points[k - 1], grid.level(k - 1), w);
        if (order == 2 || k == 1) {
            double r = (lambda(grid, k) - lambda(grid, k - 1)) / h;
            double mixed = (1 + 1 / (2 * r)) * now - 1 / (2 * r) * before;
            return ratio * points[k] - Math.sqrt(to.signal()) * Math.expm1(-h) * mixed;
        }
        // √t′ ∫₀^h e^{s−h} x̂_0(s) ds by Simpson's rule on the parabola.
        double first = clean(points[k - 2], grid.level(k - 2), w);
        double t1 = lambda(grid, k - 1) - lambda(grid, k);
        double t2 = lambda(grid, k - 2) - lambda(grid, k);
        int cells = 2000;
        double sum = 0;
        for (int i = 0; i <= cells; i++) {
            double s = h * i / cells;
            double parabola = now * (s - t1) * (s - t2) / (t1 * t2) + before * s * (s - t2) / (t1 * (t1 - t2))
                    + first * s * (s - t1) / (t2 * (t2 - t1));
            sum += (i == 0 || i == cells ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(s - h) * parabola;
        }
        return ratio * points[k] + Math.sqrt(to.signal()) * sum * h / cells / 3;
    }

    @Test
    void noiseOfStagesIsCounted() {
        TimeGrid grid = TimeGrid.uniformInLogSnr(-2, 2, 1);
        double raised = 1.2 * grid.start().sigma();
        double added = raised * raised - grid.start().sigma() * grid.start().sigma();
        assertThat(new Churned(0.2, 0).step(grid, 0).addedVariance())
                .isCloseTo(grid.end().signal() * added, within(1e-12 * added));
        assertThat(new Heun().step(grid, 0).addedVariance()).isZero();
        double deviation = new Ddpm().transition(grid.start(), grid.end()).deviation();
        assertThat(new Ddpm().step(grid, 0).addedVariance()).isEqualTo(deviation * deviation);
    }

    @Test
    void invalidTablesAreRefused() {
        Stage stage = new Stage(NoiseLevel.ofNoise(0.5), Combination.POINT);
        assertThatIllegalArgumentException().isThrownBy(() -> new StepTable(List.of(), Combination.POINT))
                .withMessage("stages=[]: must have at least one stage");
        assertThatIllegalArgumentException().isThrownBy(() -> new StepTable(List.of(stage),
                new Combination(1, List.of(new Term(1, 0, 1)), 0))).withMessage("evaluation=1: must be below 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Combination(Double.NaN, List.of(), 0))
                .withMessage("keep=NaN: must be finite");
        assertThatIllegalArgumentException().isThrownBy(() -> new Combination(1, List.of(), -1))
                .withMessage("deviation=-1.0: must be finite and at least 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Term(0, 0, Double.POSITIVE_INFINITY))
                .withMessage("point=0.0, score=Infinity: must be finite");
        LinearSampler tooEarly = new LinearSampler() {
            @Override
            public String name() {
                return "too-early";
            }

            @Override
            public StepTable step(TimeGrid grid, int k) {
                return new StepTable(List.of(stage), new Combination(1, List.of(new Term(-1, 0, 1)), 0));
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepPlan.of(tooEarly, WEIGHTS, TimeGrid.uniformInLogSnr(-1, 1, 2)))
                .withMessage("evaluation=-1: sampler too-early, step 1, has only 0 evaluations before it");
    }
}
