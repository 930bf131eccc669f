package org.guidecheck.guard;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.DpmSolverPlusPlus;

/** {@link DpmSolverPlusPlus}, written out in the quotients of differences of its authors. */
class PlainDpmSolverPlusPlus extends PlainSampler {
    private final int order;

    PlainDpmSolverPlusPlus(int order) {
        super(new DpmSolverPlusPlus(order).name());
        this.order = order;
    }

    @Override
    Batch step(Batch x, Step s, double w, Run run) {
        run.past().add(0, asked(x, s.from(), s, run));
        if (run.past().size() > order) {
            run.past().remove(order);
        }
        double h = s.h();
        double root = Math.sqrt(s.to().signal());
        int terms = s.to().isClean() ? 1 : Math.min(order, run.past().size());
        Batch m0 = clean(run.past().get(0), w);
        Batch next = x.mul(Math.sqrt(s.to().noise() / s.from().noise())).add(m0.mul(-root * Math.expm1(-h)));
        if (terms == 1) {
            return next;
        }
        Past one = run.past().get(1);
        double r0 = half(one.level(), s.from()) / h;
        Batch m1 = clean(one, weightOfPast(w));
        Batch slope = m0.sub(m1).div(r0);
        if (terms == 2) {
            return next.add(slope.mul(-root * Math.expm1(-h) * ofDifference()));
        }
        Past two = run.past().get(2);
        double r1 = half(two.level(), one.level()) / h;
        Batch slopeBefore = m1.sub(clean(two, weightOfPast(w))).div(r1);
        Batch bend = slope.sub(slopeBefore).div(r0 + r1);
        Batch slopeHere = here(slope, bend, r0);
        double phi = 1 + Math.expm1(-h) / h;
        return next.add(slopeHere.mul(root * phi)).add(bend.mul(root * ofBend(1 - 2 * phi / h)));
    }

    private Batch clean(Past past, double w) {
        return clean(past.points(), guided(past.own(), past.all(), w), past.level());
    }

    private static double half(NoiseLevel from, NoiseLevel to) {
        return 0.5 * (to.logSnr() - from.logSnr());
    }

    double weightOfPast(double w) {
        return w;
    }

    /** From the slope in the middle of the step before to that at the point. */
    Batch here(Batch slope, Batch bend, double r0) {
        return slope.add(bend.mul(r0));
    }

    double ofDifference() {
        return 0.5;
    }

    double ofBend(double right) {
        return right;
    }
}
