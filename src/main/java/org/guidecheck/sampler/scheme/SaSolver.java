package org.guidecheck.sampler.scheme;

import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * SA-Solver of Xue et al., <i>SA-Solver: Stochastic Adams solver for fast sampling of diffusion models</i>, arXiv
 * 2309.05019, algorithm 1 with constant τ: Adams–Bashforth predictor and Adams–Moulton corrector for the exact solution
 *
 * <pre>  y′ = e^{−q} y + ∫₀¹ q e^{−q(1−s)} x̂_0(λ + sh) ds + σ′ √(1 − e^{−2τ²h}) z,  q = (1 + τ²)h,  </pre>
 *
 * both with the same noise. Each evaluation, at the predicted point, also corrects that point before the next step.
 * There is no corrector after the last one; a step to clean data is x̂_0.
 *
 * @param predictor number of predictions that the predictor uses, from 1 to 3
 * @param corrector number of predictions that the corrector uses, the one at the new level included, from 2 to 3
 * @param tau       τ in [0, 1]: 0 for the flow, 1 for the SDE
 */
record SaSolver(int predictor, int corrector, double tau) implements Scheme {
    private static final int USUAL = 2;

    @Override
    public String name() {
        boolean isUsual = predictor == USUAL && corrector == USUAL;
        return "sa-solver" + (tau == 1 && isUsual ? "" : ":" + Words.text(tau))
                + (isUsual ? "" : ":" + predictor + ":" + corrector);
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        if (to.isClean()) {
            return Step.single(from, Sum.start(0).clean(Evaluation.first(grid, k), 1));
        }
        double h = Levels.length(grid, k);
        Sum corrected = k == 0 ? Sum.START
                : Sum.START.plus(1, adams(grid, k, true)).plus(-1, adams(grid, k, false));
        Sum end = Sum.start(0).plus(Math.exp(-(1 + tau * tau) * h), corrected).plus(1, predicted(grid, k, 0));
        return Step.single(from, end.fresh(to.sigma() * Math.sqrt(-Math.expm1(-2 * tau * tau * h))));
    }

    /** What corrector or predictor of step k − 1 adds, as seen from step k. */
    private Sum adams(TimeGrid grid, int k, boolean isCorrector) {
        return isCorrector ? integral(grid, k - 1, IntStream.range(0, Math.min(corrector, k + 1)).toArray(), k)
                : predicted(grid, k - 1, 1);
    }

    private Sum predicted(TimeGrid grid, int k, int later) {
        return integral(grid, k, IntStream.range(later, later + Math.min(predictor, k + 1)).toArray(), k + later);
    }

    /** Integral of step k over the polynomial through predictions, numbered backwards from that of step {@code seen}. */
    private Sum integral(TimeGrid grid, int k, int[] backs, int seen) {
        double h = Levels.length(grid, k);
        double[] places = IntStream.of(backs)
                .mapToDouble(back -> (Levels.lambda(grid.level(seen - back)) - Levels.lambda(grid.level(k))) / h)
                .toArray();
        double[] weights = Lagrange.exponentialWeights((1 + tau * tau) * h, places);
        Sum sum = Sum.start(0);
        for (int j = 0; j < backs.length; j++) {
            sum = sum.clean(Evaluation.back(grid, seen, backs[j]), weights[j]);
        }
        return sum;
    }

    /** A scheme from the words after its name. */
    static SaSolver of(Words words) {
        double tau = words.number("TAU", 1, value -> value >= 0 && value <= 1, "in [0, 1]");
        return new SaSolver(words.integer("PREDICTOR", USUAL, 1, 3), words.integer("CORRECTOR", USUAL, 2, 3), tau);
    }
}
