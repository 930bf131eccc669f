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
 * Means of guided output from Euler–Maruyama chains of ever shorter steps, computed by the Chapman–Kolmogorov equation
 * and extrapolated. Independent of {@link DifferenceMeans}.
 *
 * @param setting   law and guidance
 * @param precision wanted error: absolute for a mean, relative for a mean reciprocal
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
