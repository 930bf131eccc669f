package org.guidecheck.claim.naive;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.claim.Setting;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.statistics.Interval;

/**
 * By Euler–Maruyama chains of ever shorter steps, whose means are computed by the Chapman–Kolmogorov equation and
 * extrapolated: of the backward equation that {@link DifferenceMeans} solves, nothing is used.
 *
 * @param setting   law and guidance
 * @param precision error wanted: of a mean in its units, of a mean reciprocal as a share
 */
record ChainMeans(Setting setting, double precision) implements GuidedMeans {
    @Override
    public String method() {
        return "chain quadrature, Euler-Maruyama steps extrapolated";
    }

    @Override
    public Interval mean(GuidanceSchedule w, Functional functional) {
        return ChainQuadrature.limitOfMean(setting.process().withGuidance(w), new EulerMaruyama(), functional,
                precision).bounds();
    }

    @Override
    public Interval meanReciprocal(GuidanceSchedule w) {
        return ChainQuadrature.limit(setting.process().withGuidance(w), new EulerMaruyama(), precision).bounds();
    }

    @Override
    public List<Interval> means(GuidanceSchedule w, Functional... functionals) {
        return Arrays.stream(functionals).map(each -> mean(w, each)).toList();
    }
}
