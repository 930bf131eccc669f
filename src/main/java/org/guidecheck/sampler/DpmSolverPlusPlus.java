package org.guidecheck.sampler;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;

/**
 * DPM-Solver++ multistep samplers 2M and 3M for the guided probability-flow ODE (Lu, Zhou, Bao, Chen, Li and Zhu,
 * <i>DPM-Solver++: Fast solver for guided sampling of diffusion probabilistic models</i>, arXiv 2211.01095, algorithm
 * 2). With h half the step in λ, 2M is
 *
 * <pre>  x′ = √(τ′/τ) x + √t′ (1 − e^{−h}) ( x̂_0 + (h/(2 h₋)) (x̂_0 − x̂_0₋) ),  </pre>
 *
 * where the minus sign marks the previous step. 3M uses the parabola through the last three x̂_0 in the exact solution
 * x′ = √(τ′/τ) x + √t′ ∫₀^h e^{s−h} x̂_0(s) ds. With φ = 1 − (1 − e^{−h})/h and dots for derivatives in s this is
 *
 * <pre>  x′ = √(τ′/τ) x + √t′ ( (1 − e^{−h}) x̂_0 + φ h x̂_0˙ + ½ (1 − 2φ/h) h² x̂_0¨ ).  </pre>
 *
 * <p>It differs in one factor from the code in use under that name, which halves the last term: there the divided
 * difference that approximates ½h² x̂_0¨ is taken for h² x̂_0¨, which lowers the order to two.
 *
 * <p>The first step and a step to clean data, for which h is infinite, have no further terms and equal those of
 * {@link Ddim}; the second step of 3M is that of 2M. The error of these first steps is of order h² times the signal at
 * the grid's start and thus negligible.
 *
 * <p>All predictions in a step are guided with the weight of that step, so a weight that jumps between two steps does
 * not enter the slope.
 */
public final class DpmSolverPlusPlus implements LinearSampler {
    private final int order;

    /** DPM-Solver++(2M), of second order. */
    public DpmSolverPlusPlus() {
        this(2);
    }

    /**
     * DPM-Solver++ of second or third order.
     *
     * @param order 2 or 3
     * @throws IllegalArgumentException if the order is neither
     */
    public DpmSolverPlusPlus(int order) {
        if (order != 2 && order != 3) {
            throw new IllegalArgumentException("order=" + order + ": must be 2 or 3");
        }
        this.order = order;
    }

    /** {@inheritDoc} {@code multistep} for 2M and {@code multistep:3} for 3M. */
    @Override
    public String name() {
        return order == 2 ? "multistep" : "multistep:3";
    }

    /** {@inheritDoc} As x̂_0 = (x + τ s_w)/√t, each x̂_0 gives one term in a point and one in a score. */
    @Override
    public StepTable step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        double[] factors = cleanFactors(grid, k);
        List<Term> terms = new ArrayList<>();
        for (int j = 1; j < factors.length; j++) {
            terms.add(cleanTerm(-j, grid.level(k - j), factors[j]));
        }
        Term present = cleanTerm(0, from, factors[0]);
        // The present x̂_0 is predicted at x itself, so its point is part of keep·x.
        terms.add(new Term(0, 0, present.score()));
        double keep = Math.sqrt(to.noise() / from.noise());
        return new StepTable(List.of(new Stage(from, Combination.POINT)),
                new Combination(keep + present.point(), terms, 0));
    }

    /** A multiple of the x̂_0 of an evaluation. */
    private static Term cleanTerm(int evaluation, NoiseLevel level, double factor) {
        double root = Math.sqrt(level.signal());
        return new Term(evaluation, factor / root, factor * level.noise() / root);
    }

    /** Factors of the last predictions of x̂_0 in a step, the latest first. */
    private double[] cleanFactors(TimeGrid grid, int k) {
        NoiseLevel to = grid.level(k + 1);
        double root = Math.sqrt(to.signal());
        double h = halfStep(grid, k);
        double euler = -root * Math.expm1(-h);
        int used = to.isClean() ? 1 : Math.min(order, k + 1);
        if (used == 1) {
            return new double[] {euler};
        }
        // h times the slope of x̂_0 in the middle of the previous step is (x̂_0 − x̂_0₋)/ratio.
        double ratio = halfStep(grid, k - 1) / h;
        if (used == 2) {
            return new double[] {euler + 0.5 * euler / ratio, -0.5 * euler / ratio};
        }
        double ratioBefore = halfStep(grid, k - 2) / h;
        double phi = 1 + Math.expm1(-h) / h;
        // ½h² x̂_0¨ is the difference of the last two slopes divided by ratio + ratioBefore; ratio times it, added to
        // the slope in the middle of the previous step, gives the present slope.
        double curvatureFactor = root * (phi * ratio + 1 - 2 * phi / h) / (ratio + ratioBefore);
        double slopeFactor = (root * phi + curvatureFactor) / ratio;
        double previousSlopeFactor = curvatureFactor / ratioBefore;
        return new double[] {euler + slopeFactor, -slopeFactor - previousSlopeFactor, previousSlopeFactor};
    }

    /** Half the step in λ, which is the step in log(√t/√τ). */
    private static double halfStep(TimeGrid grid, int k) {
        return 0.5 * (grid.level(k + 1).logSnr() - grid.level(k).logSnr());
    }
}
