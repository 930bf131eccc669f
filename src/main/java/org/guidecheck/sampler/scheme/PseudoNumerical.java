package org.guidecheck.sampler.scheme;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * Pseudo numerical methods (PNDM) of Liu, Ren, Lin and Zhao, arXiv 2202.09778: the transfer of equation 11, which is a
 * DDIM step, with the Adams–Bashforth combination of the last four predictions of the noise, equation 12. Its coefficients
 * are those for levels evenly spaced in training time. As the transfer takes the noise to be constant, the order is two
 * on any levels, as the paper proves. The first steps are
 *
 * <ul>
 *   <li>{@code plms}: the mean of the predictions at both ends of the step (the pseudo improved Euler step), then
 *       combinations of orders two and three, as in latent diffusion;
 *   <li>{@code pndm}: three pseudo Runge–Kutta steps of four evaluations, equation 13. The level in their middle is
 *       halfway in the time of the diffusion with linear β ({@link Levels#time}), that is in training time.
 * </ul>
 *
 * <p>A first step that leads to clean data is one of DDIM.
 *
 * @param isRungeKutta whether the first steps are Runge–Kutta steps
 */
record PseudoNumerical(boolean isRungeKutta) implements Scheme {
    private static final int STARTS = 3;
    private static final double[][] COMBINATIONS = {
        {1}, {3.0 / 2, -1.0 / 2}, {23.0 / 12, -16.0 / 12, 5.0 / 12}, {55.0 / 24, -59.0 / 24, 37.0 / 24, -9.0 / 24}};

    @Override
    public String name() {
        return isRungeKutta ? "pndm" : "plms";
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        if (isRungeKutta && k < STARTS) {
            return to.isClean() ? combined(grid, k, 1) : rungeKutta(from, to);
        }
        if (k == 0 && !to.isClean()) {
            Step.Stages stages = new Step.Stages();
            double change = to.sigma() - from.sigma();
            Evaluation first = stages.evaluate(from, Sum.START);
            Evaluation second = stages.evaluate(to, Sum.START.noise(first, change));
            return stages.end(Sum.START.noise(first, 0.5 * change).noise(second, 0.5 * change));
        }
        return combined(grid, k, Math.min(k, STARTS) + 1);
    }

    private static Step rungeKutta(NoiseLevel from, NoiseLevel to) {
        NoiseLevel middle = Levels.ofTime(0.5 * (Levels.time(from) + Levels.time(to)));
        double half = middle.sigma() - from.sigma();
        double whole = to.sigma() - from.sigma();
        Step.Stages stages = new Step.Stages();
        Evaluation one = stages.evaluate(from, Sum.START);
        Evaluation two = stages.evaluate(middle, Sum.START.noise(one, half));
        Evaluation three = stages.evaluate(middle, Sum.START.noise(two, half));
        Evaluation four = stages.evaluate(to, Sum.START.noise(three, whole));
        return stages.end(Sum.START.noise(one, whole / 6).noise(two, whole / 3).noise(three, whole / 3)
                .noise(four, whole / 6));
    }

    private Step combined(TimeGrid grid, int k, int used) {
        double change = grid.level(k + 1).sigma() - grid.level(k).sigma();
        double[] factors = COMBINATIONS[used - 1];
        Sum end = Sum.START;
        for (int j = 0; j < used; j++) {
            end = end.noise(new Evaluation(before(k - j) - before(k), grid.level(k - j)), change * factors[j]);
        }
        return Step.single(grid.level(k), end);
    }

    /** Number of evaluations before a step, if none of the steps before leads to clean data. */
    private int before(int k) {
        return isRungeKutta ? k + STARTS * Math.min(k, STARTS) : k + Math.min(k, 1);
    }
}
