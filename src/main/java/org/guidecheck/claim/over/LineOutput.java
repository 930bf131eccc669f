package org.guidecheck.claim.over;

import java.util.List;
import org.guidecheck.claim.Setting;
import org.guidecheck.oracle.mesh.LineControl;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/** Values of guided output on the line, with all errors, as evidence. */
final class LineOutput {
    private LineOutput() {
    }

    /** Values under a schedule, with the shares of outputs between places. */
    static LineControl.Values values(Setting setting, GuidanceSchedule schedule, double precision, double... places) {
        GuidedProcess process = setting.process().withGuidance(schedule);
        return new LineControl(process).values(schedule, precision,
                new LineControl.Questions(List.of(), 0, places));
    }

    /** An interval with the error of the start at t > 0. */
    static Interval started(Interval found, GuidanceSchedule schedule) {
        return found.width() < Double.POSITIVE_INFINITY
                ? found.widen(TimeGrid.START_SIGNAL * (2 + schedule.largest())
                        * Math.max(1, Math.max(Math.abs(found.lower()), Math.abs(found.upper()))))
                : Interval.ALL;
    }

    /** Evidence from a value with all its errors. */
    static Evidence evidence(String quantity, Interval found, Requirement requirement) {
        boolean known = found.width() < Double.POSITIVE_INFINITY;
        Evidence begun = Evidence.of(Evidence.Kind.ESTIMATED, quantity, known ? found.midpoint() : 0).within(found)
                .by("forward equation, three meshes or more");
        return (known ? begun.allowing(List.of(new Tolerance.Discretisation(0.5 * found.width(),
                "differences of the meshes, and the start at t > 0"))) : begun).decides(requirement);
    }
}
