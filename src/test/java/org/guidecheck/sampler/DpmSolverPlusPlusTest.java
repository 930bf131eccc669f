package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.mesh.ReferenceFlow;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.junit.jupiter.api.Test;

/** Orders of convergence of 2M and 3M, against the exact flow of a law in the plane. */
class DpmSolverPlusPlusTest {
    private static final GuidanceSchedule W = GuidanceSchedule.constant(1.5);
    /** Noise at which grids without a step to clean data stop. */
    private static final double STOP = 0.2;
    private static final int FEWEST = 32;
    private static final int RUNGS = 4;
    private static final double[] STARTS = {-1.4, 0.3, 0.1, 0.2, 0.8, -1.1, 1.9, 1.2};

    private static final LabelledLaw LAW = new LabelledLaw(List.of(
            new LabelledClass("own", 0.4, new Mixture(new double[] {0.3, 0.7}, List.of(
                    Gaussian.isotropic(new double[] {1, 0.5}, 0.5), Gaussian.isotropic(new double[] {-1, 0}, 0.7)))),
            new LabelledClass("rest", 0.6, Gaussian.isotropic(new double[] {0, -1}, 1))));

    private static final double[] EXACT = exact();

    /** DPM-Solver++(3M) with a factor for its last term. */
    private record ThirdTermScaled(double factor) {
        double[] ends(TimeGrid grid) {
            Denoiser denoiser = new BlockDenoiser(ClassVersusRest.of(LAW, 0));
            double[] x = STARTS.clone();
            double[][] clean = new double[3][x.length];
            for (int k = 0; k < grid.steps(); k++) {
                NoiseLevel from = grid.level(k);
                NoiseLevel to = grid.level(k + 1);
                // The grid is uniform: all steps are h.
                double h = 0.5 * (to.logSnr() - from.logSnr());
                clean[2] = clean[1];
                clean[1] = clean[0];
                Denoiser.Scores scores = denoiser.scores(from, x, 2);
                clean[0] = new double[x.length];
                for (int i = 0; i < x.length; i++) {
                    clean[0][i] = (x[i] + from.noise() * scores.guided(i, W.weight(from))) / Math.sqrt(from.signal());
                }
                double phi = 1 - (1 - Math.exp(-h)) / h;
                for (int i = 0; i < x.length; i++) {
                    double first = k < 1 ? 0 : clean[0][i] - clean[1][i];
                    double second = k < 2 ? 0 : clean[0][i] - 2 * clean[1][i] + clean[2][i];
                    double slope = first + 0.5 * second;
                    x[i] = to.sigma() / from.sigma() * Math.sqrt(to.signal() / from.signal()) * x[i]
                            + Math.sqrt(to.signal()) * ((1 - Math.exp(-h)) * clean[0][i]
                                    + phi * slope + factor * 0.5 * (1 - 2 * phi / h) * second);
                }
            }
            return x;
        }
    }

    private interface Solver {
        double[] ends(TimeGrid grid);
    }

    private static Solver solver(GuidedSampler sampler) {
        return grid -> sampler.sample(new BlockDenoiser(ClassVersusRest.of(LAW, 0)), W, grid,
                Noise.startingAt(STARTS, 2));
    }

    /** The largest error over all points, each time with half the step. */
    private static double[] errors(Solver solver) {
        double[] errors = new double[RUNGS];
        for (int r = 0; r < RUNGS; r++) {
            double[] ends = solver.ends(TimeGrid.forLaw(LAW, FEWEST << r, STOP));
            for (int p = 0; p < STARTS.length; p += 2) {
                errors[r] = Math.max(errors[r], Math.hypot(ends[p] - EXACT[p], ends[p + 1] - EXACT[p + 1]));
            }
        }
        return errors;
    }

    private static double[] exact() {
        ReferenceFlow flow = new ReferenceFlow(new GuidedProcess(LAW, 0, W, STOP));
        double[] ends = new double[STARTS.length];
        for (int p = 0; p < STARTS.length; p += 2) {
            double[] end = flow.end(new double[] {STARTS[p], STARTS[p + 1]});
            ends[p] = end[0];
            ends[p + 1] = end[1];
        }
        return ends;
    }

    private static double order(double[] errors) {
        return Math.log(errors[RUNGS - 2] / errors[RUNGS - 1]) / Math.log(2);
    }

    @Test
    void eachHasItsOrder() {
        double[] second = errors(solver(new DpmSolverPlusPlus()));
        double[] third = errors(solver(new DpmSolverPlusPlus(3)));
        assertThat(order(second)).isBetween(1.8, 2.2);
        assertThat(order(third)).isBetween(2.8, 3.2);
        assertThat(third[RUNGS - 1]).isLessThan(0.1 * second[RUNGS - 1]);
    }

    @Test
    void aWrongThirdTermIsSeenAsLossOfOrder() {
        assertThat(order(errors(new ThirdTermScaled(1)::ends))).isBetween(2.8, 3.2);
        // The term with the wrong sign, omitted, or halved, as in code that takes ½h²x̂_0¨ for h²x̂_0¨.
        for (double factor : new double[] {-1, 0, 0.5}) {
            assertThat(order(errors(new ThirdTermScaled(factor)::ends))).as("factor " + factor).isBetween(1.8, 2.3);
        }
    }

    @Test
    void onlyTwoOrdersAreOffered() {
        for (int order : new int[] {0, 1, 4}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new DpmSolverPlusPlus(order))
                    .withMessage("order=" + order + ": must be 2 or 3");
        }
    }
}
