package org.guidecheck.guard;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.DpmSolverPlusPlus;

/** {@link DpmSolverPlusPlus}, written out in its authors' divided differences of x̂_0. */
final class PlainDpmSolverPlusPlus extends PlainSampler {
    DoubleUnaryOperator weightOfPast = DoubleUnaryOperator.identity();
    double ofDifference = 0.5;
    /** Slope at the point, of the slope in the middle of the step before and the bend. */
    Combination slopeHere = (slope, bend, r0) -> slope.add(bend.mul(r0));
    double ofBend = 1;

    private final int order;

    PlainDpmSolverPlusPlus(int order) {
        super(new DpmSolverPlusPlus(order).name());
        this.order = order;
    }

    @Override
    Batch next(Batch x, Step step, double w, Run run) {
        List<Evaluation> past = run.past();
        past.add(0, evaluate(x, step.from(), step, run));
        if (past.size() > order) {
            past.remove(order);
        }
        double h = step.h();
        double root = Math.sqrt(step.to().signal());
        int terms = step.to().isClean() ? 1 : past.size();
        Batch m0 = cleanOf(past.get(0), w);
        Batch next = x.mul(Math.sqrt(step.to().noise() / step.from().noise())).add(m0.mul(-root * Math.expm1(-h)));
        if (terms == 1) {
            return next;
        }
        double wOfPast = weightOfPast.applyAsDouble(w);
        Evaluation one = past.get(1);
        double r0 = half(one.level(), step.from()) / h;
        Batch m1 = cleanOf(one, wOfPast);
        Batch slope = m0.sub(m1).div(r0);
        if (terms == 2) {
            return next.add(slope.mul(-root * Math.expm1(-h) * ofDifference));
        }
        Evaluation two = past.get(2);
        double r1 = half(two.level(), one.level()) / h;
        Batch slopeBefore = m1.sub(cleanOf(two, wOfPast)).div(r1);
        Batch bend = slope.sub(slopeBefore).div(r0 + r1);
        double phi = 1 + Math.expm1(-h) / h;
        return next.add(slopeHere.of(slope, bend, r0).mul(root * phi))
                .add(bend.mul(root * (ofBend * (1 - 2 * phi / h))));
    }

    private Batch cleanOf(Evaluation at, double w) {
        return clean.of(at.points(), guided.of(at.own(), at.all(), w), at.level());
    }

    private static double half(NoiseLevel from, NoiseLevel to) {
        return 0.5 * (to.logSnr() - from.logSnr());
    }
}
