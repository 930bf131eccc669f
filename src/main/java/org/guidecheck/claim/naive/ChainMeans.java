package org.guidecheck.claim.naive;

import org.guidecheck.claim.Setting;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.oracle.ChainQuadrature;
import org.guidecheck.oracle.FiniteDifferences.Functional;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.statistics.Interval;

/**
 * By Euler–Maruyama chains of ever shorter steps, whose means are computed by the Chapman–Kolmogorov equation and
 * extrapolated: of the backward equation that {@link DifferenceMeans} solves, nothing is used.
 */
record ChainMeans(Setting setting) implements Means {
    private static final double PRECISION = 1e-3;
    private static final double JUMP_PRECISION = 5e-3;
    /** How far to either side of a jump the functions that enclose it reach, in log-odds. */
    private static final double RAMP = 0.25;

    @Override
    public String method() {
        return "chain quadrature, Euler-Maruyama steps extrapolated";
    }

    @Override
    public Interval mean(GuidanceSchedule w, Functional functional) {
        return mean(w, functional, PRECISION);
    }

    private Interval mean(GuidanceSchedule w, Functional functional, double precision) {
        return ChainQuadrature.limitOfMean(setting.law(), setting.c(), w, setting.stop(), new EulerMaruyama(), functional,
                precision).bounds();
    }

    @Override
    public Interval meanReciprocal(GuidanceSchedule w) {
        return ChainQuadrature.limit(setting.law(), setting.c(), w, setting.stop(), new EulerMaruyama(), PRECISION).bounds();
    }

    /** A spline does not follow a jump: it is enclosed by two functions that fall from 1 to 0 before it and after it. */
    @Override
    public Interval probabilityBelow(GuidanceSchedule w, double q) {
        double jump = Math.log(q / (1 - q));
        Interval before = mean(w, (y, logOdds) -> falling((logOdds - jump) / RAMP + 1), JUMP_PRECISION);
        Interval after = mean(w, (y, logOdds) -> falling((logOdds - jump) / RAMP), JUMP_PRECISION);
        return new Interval(before.lower(), after.upper());
    }

    /** 1 up to 0, 0 from 1, and smooth in between. */
    private static double falling(double x) {
        double u = Math.max(0, Math.min(1, x));
        return 1 - u * u * u * (10 - u * (15 - 6 * u));
    }
}
