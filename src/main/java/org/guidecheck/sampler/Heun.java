package org.guidecheck.sampler;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;

/**
 * Heun's method of second order for the guided probability-flow ODE dY = ½(Y + s_w(Y)) du: algorithm 1 of Karras,
 * Aittala, Aila and Laine, <i>Elucidating the design space of diffusion-based generative models</i>, NeurIPS 2022,
 * arXiv 2206.00364, without its added noise. In x̄ = Y/√t and σ = √(τ/t) the ODE is
 *
 * <pre>  dx̄/dσ = (x̄ − x̂_0)/σ = −σ √t s_w,  </pre>
 *
 * so steps of any length are exact where x̂_0 is constant. The stages of a step from σ to σ′ are at x̄ and at x̄ + (σ′
 * − σ) dx̄/dσ, and the step follows the mean of both slopes.
 *
 * <p>A step to clean data departs from the paper, which takes x̄′ = x̂_0 there. That is Euler's method for an equation
 * whose right side vanishes like σ; it moves a point twice as far as it should. In v = σ² the equation reads dx̄/dv =
 * (x̄ − x̂_0)/(2v) = −½ √t s_w, which is regular at v = 0 if the data has a smooth density. The midpoint rule in v is
 * of second order and needs no score at clean data, which a law without a density does not have.
 */
public final class Heun implements LinearSampler {

    @Override
    public String name() {
        return "heun";
    }

    @Override
    public StepTable step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        if (to.isClean()) {
            double v = from.noise() / from.signal();
            // v/2 means that t/τ doubles, that is λ + log 2.
            NoiseLevel middle = NoiseLevel.ofLogSnr(from.logSnr() + Math.log(2));
            return step(from, middle, to, new double[] {0.25 * v * root(from)},
                    new double[] {0, 0.5 * v * root(middle)});
        }
        double change = to.sigma() - from.sigma();
        double first = -from.sigma() * root(from) * change;
        double second = -to.sigma() * root(to) * change;
        return step(from, to, to, new double[] {first}, new double[] {0.5 * first, 0.5 * second});
    }

    /** A step whose second stage and whose end add multiples of the scores, given by factors, to x̄. */
    private static StepTable step(NoiseLevel from, NoiseLevel second, NoiseLevel to, double[] secondFactors,
            double[] endFactors) {
        return new StepTable(
                List.of(new Stage(from, Combination.POINT), new Stage(second, moved(from, second, secondFactors))),
                moved(from, to, endFactors));
    }

    /** √t′ x̄′ with x̄′ = x/√t + Σ factors_j s_j. */
    private static Combination moved(NoiseLevel from, NoiseLevel to, double[] factors) {
        List<Term> terms = new ArrayList<>();
        for (int j = 0; j < factors.length; j++) {
            if (factors[j] != 0) {
                terms.add(new Term(j, 0, root(to) * factors[j]));
            }
        }
        return new Combination(root(to) / root(from), terms, 0);
    }

    private static double root(NoiseLevel level) {
        return Math.sqrt(level.signal());
    }
}
