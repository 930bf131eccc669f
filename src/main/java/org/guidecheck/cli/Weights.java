package org.guidecheck.cli;

import org.guidecheck.process.GuidanceSchedule;

/** Guidance weights as options give them. */
final class Weights {
    private Weights() {
    }

    static GuidanceSchedule requireNonNegative(String option, GuidanceSchedule schedule) {
        if (!(schedule.smallest() >= 0)) {
            throw BadInput.option(option, schedule, "must have weights of at least 0");
        }
        return schedule;
    }

    static GuidanceSchedule constant(double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw BadInput.option("--weight", weight, "must be finite and at least 0");
        }
        return GuidanceSchedule.constant(weight);
    }
}
