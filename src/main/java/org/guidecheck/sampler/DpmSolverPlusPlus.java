package org.guidecheck.sampler;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;

/**
 * DPM-Solver++(2M) and (3M), the methods of two and three steps for the guided probability-flow ODE (Lu, Zhou, Bao,
 * Chen, Li and Zhu, <i>DPM-Solver++: Fast solver for guided sampling of diffusion probabilistic models</i>, arXiv
 * 2211.01095, algorithm 2). With h half the step in λ, 2M is
 *
 * <pre>  x′ = √(τ′/τ) x + √t′ (1 − e^{−h}) ( x̂_0 + (h/(2 h₋)) (x̂_0 − x̂_0₋) ),  </pre>
 *
 * the minus sign marking the step before. 3M puts the parabola through the last three x̂_0 into the exact solution
 * x′ = √(τ′/τ) x + √t′ ∫₀^h e^{s−h} x̂_0(s) ds, which is, with φ = 1 − (1 − e^{−h})/h and dots for derivatives in s,
 *
 * <pre>  x′ = √(τ′/τ) x + √t′ ( (1 − e^{−h}) x̂_0 + φ h x̂_0˙ + ½ (1 − 2φ/h) h² x̂_0¨ ).  </pre>
 *
 * <p>It differs in one factor from the code in use under that name, which has half of the last term: there the quotient
 * of differences that stands for ½h² x̂_0¨ is taken for h² x̂_0¨, and what is left is of second order.
 *
 * <p>The first step, and one to clean data, for which h is infinite, have no further terms and are those of
 * {@link Ddim}; the second step of 3M is that of 2M. What a start of lower order costs falls like h² times the signal at
 * the grid's start, next to nothing.
 *
 * <p>All predictions are guided with the weight of the present step, so that a weight that jumps between two steps is
 * not taken for a slope.
 */
public final class DpmSolverPlusPlus implements LinearSampler {
    private final int order;

    /** The method of second order, 2M. */
    public DpmSolverPlusPlus() {
        this(2);
    }

    /**
     * The method of second or third order.
     *
     * @param order 2 or 3
     * @throws IllegalArgumentException if it is neither
     */
    public DpmSolverPlusPlus(int order) {
        if (order != 2 && order != 3) {
            throw new IllegalArgumentException("order=" + order + ": must be 2 or 3");
        }
        this.order = order;
    }

    /** {@inheritDoc} It is {@code multistep} for the second order and {@code multistep:3} for the third. */
    @Override
    public String name() {
        return order == 2 ? "multistep" : "multistep:3";
    }

    /** {@inheritDoc} As x̂_0 = (x + τ s_w)/√t, a multiple of an x̂_0 is one of its point and one of its score. */
    @Override
    public StepTable step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        double[] ofClean = ofClean(grid, k);
        List<Term> terms = new ArrayList<>();
        for (int j = 1; j < ofClean.length; j++) {
            terms.add(ofClean(-j, grid.level(k - j), ofClean[j]));
        }
        Term present = ofClean(0, from, ofClean[0]);
        // The present x̂_0 is predicted at the point x itself.
        terms.add(new Term(0, 0, present.score()));
        double kept = Math.sqrt(to.noise() / from.noise());
        return new StepTable(List.of(new Stage(from, Combination.POINT)), new Combination(kept + present.point(), terms, 0));
    }

    private static Term ofClean(int evaluation, NoiseLevel level, double factor) {
        double root = Math.sqrt(level.signal());
        return new Term(evaluation, factor / root, factor * level.noise() / root);
    }

    /** Factors of the last predictions of x̂_0 in a step, the latest first. */
    private double[] ofClean(TimeGrid grid, int k) {
        NoiseLevel to = grid.level(k + 1);
        double root = Math.sqrt(to.signal());
        double h = half(grid, k);
        double euler = -root * Math.expm1(-h);
        int used = to.isClean() ? 1 : Math.min(order, k + 1);
        if (used == 1) {
            return new double[] {euler};
        }
        // h times the slope of x̂_0 in the middle of the step before is (x̂_0 − x̂_0₋)/ratio.
        double ratio = half(grid, k - 1) / h;
        if (used == 2) {
            return new double[] {euler + 0.5 * euler / ratio, -0.5 * euler / ratio};
        }
        double ratioBefore = half(grid, k - 2) / h;
        double phi = 1 + Math.expm1(-h) / h;
        // ½h² x̂_0¨ is the change of such slopes over ratio + ratioBefore, and ratio times it leads from the middle to here.
        double ofBend = root * (phi * ratio + 1 - 2 * phi / h) / (ratio + ratioBefore);
        double ofSlope = (root * phi + ofBend) / ratio;
        double ofSlopeBefore = ofBend / ratioBefore;
        return new double[] {euler + ofSlope, -ofSlope - ofSlopeBefore, ofSlopeBefore};
    }

    /** Half a step in λ, a step in log(√t/√τ). */
    private static double half(TimeGrid grid, int k) {
        return 0.5 * (grid.level(k + 1).logSnr() - grid.level(k).logSnr());
    }
}
