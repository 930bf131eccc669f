package org.guidecheck.claim.naive;

import java.util.List;
import org.guidecheck.claim.Setting;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Interval;

/** Oracle for means of guided output on the line, with bounds. */
interface GuidedMeans {
    /** Name of the method in the evidence. */
    String method();

    /** Law and guidance. */
    Setting setting();

    /** The setting's weights. */
    default GuidanceSchedule guidance() {
        return setting().guidance();
    }

    /** E^w φ(Y). */
    Interval mean(GuidanceSchedule w, Functional functional);

    /** E^w[1/p(c|Y)]. */
    Interval meanReciprocal(GuidanceSchedule w);

    /** E^w φ(Y), for each φ. */
    List<Interval> means(GuidanceSchedule w, Functional... functionals);

    /** E^w φ(Y) − E^0 φ(Y). */
    default Interval change(Functional functional) {
        return mean(guidance(), functional).minus(mean(GuidanceSchedule.constant(0), functional));
    }
}
