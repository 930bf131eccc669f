package org.guidecheck.cli;

import org.guidecheck.diffusion.GuidanceSchedule;

/** Guidance weights from the command line. */
final class Weights {
    private Weights() {
    }

    static GuidanceSchedule requireLegal(String option, GuidanceSchedule schedule) {
        if (!(schedule.smallest() >= 0)) {
            throw new IllegalArgumentException(option + "=" + schedule + ": a weight must be at least 0");
        }
        return schedule;
    }

    static GuidanceSchedule constant(double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--weight=" + weight + ": must be finite and at least 0");
        }
        return GuidanceSchedule.constant(weight);
    }
}
