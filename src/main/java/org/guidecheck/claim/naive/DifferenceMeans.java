package org.guidecheck.claim.naive;

import java.util.List;
import org.guidecheck.claim.Setting;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.mesh.LineProcess;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Interval;

/**
 * Means of guided output by finite differences of the backward equation.
 *
 * @param setting   law and guidance
 * @param precision wanted error: absolute for a mean, relative for a mean reciprocal
 */
record DifferenceMeans(Setting setting, double precision) implements GuidedMeans {
    @Override
    public String method() {
        return "finite differences, three meshes";
    }

    @Override
    public Interval mean(GuidanceSchedule w, Functional functional) {
        return new FiniteDifferences(setting.process().withGuidance(w)).mean(functional, precision).bounds();
    }

    @Override
    public Interval meanReciprocal(GuidanceSchedule w) {
        return new FiniteDifferences(setting.process().withGuidance(w)).meanReciprocal(precision).bounds();
    }

    /** {@inheritDoc} In one pass over mesh and steps. */
    @Override
    public List<Interval> means(GuidanceSchedule w, Functional... functionals) {
        return LineProcess.guided(setting.process().withGuidance(w)).means(precision, functionals);
    }
}
