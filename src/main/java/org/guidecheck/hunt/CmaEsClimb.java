package org.guidecheck.hunt;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.MersenneTwister;

/**
 * Maximisation over the numbers of a candidate by CMA-ES (N. Hansen, arXiv 1604.00772); its structure stays the same.
 */
final class CmaEsClimb {
    private static final int POPULATION = 8;
    private static final double FIRST_STEP = 0.4;

    private CmaEsClimb() {
    }

    /**
     * Maximises a function of the candidate.
     *
     * @param start     the first candidate
     * @param seed      seed of the random steps
     * @param most      number of candidates to evaluate, about
     * @param objective the function
     */
    static void from(Candidate start, long seed, int most, ToDoubleFunction<Candidate> objective) {
        double[] numbers = start.editableLaw().numbers();
        double[] steps = new double[numbers.length];
        Arrays.fill(steps, FIRST_STEP);
        new CMAESOptimizer(Math.max(1, most / POPULATION), Double.POSITIVE_INFINITY, true, 0, 0,
                new MersenneTwister(seed), false, (iteration, before, after) -> false)
                .optimize(new MaxEval(2 * most), GoalType.MAXIMIZE,
                        new ObjectiveFunction(point -> objective.applyAsDouble(start.with(point))),
                        new InitialGuess(numbers), SimpleBounds.unbounded(numbers.length),
                        new CMAESOptimizer.Sigma(steps), new CMAESOptimizer.PopulationSize(POPULATION));
    }
}
