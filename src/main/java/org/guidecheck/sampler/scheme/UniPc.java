package org.guidecheck.sampler.scheme;

import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * UniPC of Zhao, Bai, Rao, Zhou and Lu, <i>UniPC: A unified predictor-corrector framework for fast sampling of diffusion
 * models</i>, arXiv 2302.04867, algorithms 1 and 2 in the form for clean points. Each evaluation, at the predicted
 * point, also corrects that point before the next step, so a step has one evaluation. There is no corrector after the
 * last one.
 *
 * <p>With p predictions the vector a_p of the paper makes UniP-p integrate the polynomial through them exactly, and
 * UniC-p the one that has the prediction at the new level, too; B(h) then cancels. As in the paper's code, UniP-2 and
 * UniC-1 have the coefficient ½ instead, and B(h) = 1 − e^{−h} (B_2) or h (B_1).
 *
 * @param order        p, from 1 to 3
 * @param isFirst      whether B is B_1
 * @param isLowerFinal whether the order falls to one towards the last step, as libraries have it
 */
record UniPc(int order, boolean isFirst, boolean isLowerFinal) implements Scheme {

    @Override
    public String name() {
        return "unipc:" + order + (isFirst ? ":bh1" : "") + (isLowerFinal ? ":" + Words.LOWER_FINAL : "");
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        Sum corrected = k == 0 ? Sum.START : Sum.START.plus(1, corrector(grid, k)).plus(-1, predictor(grid, k - 1, 1));
        if (to.isClean()) {
            return Step.single(from, Sum.start(0).clean(Evaluation.first(grid, k), 1));
        }
        return Step.single(from, Sum.start(0).plus(Math.exp(-Levels.length(grid, k)), corrected)
                .plus(1, predictor(grid, k, 0)));
    }

    private int used(TimeGrid grid, int k) {
        int known = Math.min(order, k + 1);
        return isLowerFinal ? Math.min(known, grid.steps() - k) : known;
    }

    /** What the predictor of step k adds to e^{−h} y, as seen from a number of steps later. */
    private Sum predictor(TimeGrid grid, int k, int later) {
        double h = Levels.length(grid, k);
        int used = used(grid, k);
        double[] weights =
                used == 2 ? half(h, place(grid, k, 1)) : Lagrange.exponentialWeights(h, places(grid, k, used));
        Sum sum = Sum.start(0);
        for (int j = 0; j < used; j++) {
            sum = sum.clean(Evaluation.back(grid, k + later, j + later), weights[j]);
        }
        return sum;
    }

    /** What the corrector of step k − 1 adds to e^{−h} y instead, as seen from step k. */
    private Sum corrector(TimeGrid grid, int k) {
        double h = Levels.length(grid, k - 1);
        int used = used(grid, k - 1);
        double[] known = places(grid, k - 1, used);
        double[] nodes = IntStream.rangeClosed(0, used).mapToDouble(j -> j < used ? known[j] : 1).toArray();
        double[] weights = used == 1 ? half(h, 1) : Lagrange.exponentialWeights(h, nodes);
        Sum sum = Sum.start(0).clean(Evaluation.first(grid, k), weights[used]);
        for (int j = 0; j < used; j++) {
            sum = sum.clean(Evaluation.back(grid, k, j + 1), weights[j]);
        }
        return sum;
    }

    /** Weights of the predictions at 0 and at a place, with half of B as the factor of the slope. */
    private double[] half(double h, double place) {
        double factor = 0.5 * (isFirst ? h : -Math.expm1(-h)) / place;
        return new double[] {-Math.expm1(-h) - factor, factor};
    }

    /** Place of an earlier level in step k, which reaches from 0 to 1 in λ. */
    private static double place(TimeGrid grid, int k, int back) {
        return (Levels.lambda(grid.level(k - back)) - Levels.lambda(grid.level(k))) / Levels.length(grid, k);
    }

    private static double[] places(TimeGrid grid, int k, int used) {
        return IntStream.range(0, used).mapToDouble(j -> place(grid, k, j)).toArray();
    }

    /** A scheme from the words after its name. */
    static UniPc of(Words words) {
        int order = words.integer("ORDER", 2, 1, 3);
        return new UniPc(order, words.choice("bh2", "bh1").equals("bh1"), words.flag(Words.LOWER_FINAL));
    }
}
