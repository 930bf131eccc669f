package org.guidecheck.claim.naive;

import org.guidecheck.claim.Setting;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.oracle.FiniteDifferences;
import org.guidecheck.oracle.FiniteDifferences.Functional;
import org.guidecheck.statistics.Interval;

/** By the backward equation on a mesh. */
record DifferenceMeans(Setting setting) implements Means {
    private static final double PRECISION = 1e-3;
    /** Of a jump, which lowers the order of the scheme. */
    private static final double JUMP_PRECISION = 5e-3;

    @Override
    public String method() {
        return "finite differences, three meshes";
    }

    @Override
    public Interval mean(GuidanceSchedule w, Functional functional) {
        return mean(w, functional, PRECISION);
    }

    @Override
    public Interval meanReciprocal(GuidanceSchedule w) {
        return FiniteDifferences.meanReciprocal(setting.law(), setting.c(), w, setting.stop(), PRECISION).bounds();
    }

    @Override
    public Interval probabilityBelow(GuidanceSchedule w, double q) {
        return mean(w, (y, logOdds) -> NaiveClaim.POSTERIOR.at(y, logOdds) <= q ? 1 : 0, JUMP_PRECISION);
    }

    private Interval mean(GuidanceSchedule w, Functional functional, double precision) {
        return FiniteDifferences.mean(setting.law(), setting.c(), w, setting.stop(), functional, precision).bounds();
    }
}
