package org.guidecheck.generator;

import net.jqwik.api.Arbitrary;
import org.guidecheck.generator.plan.PlanArbitrary;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Generators of random guidance schedules: weights from 0 to 20 in tenths, mostly up to 8, either constant or in two to
 * four pieces. Pieces change at log signal-to-noise ratios from −6 to 6 in halves. Schedules shrink to fewer pieces and
 * whole weights; the simplest is the constant 1. Edge cases are the constants 1 and 0 and the largest weight.
 */
public final class GuidanceArbitraries {
    private static final int MOST_PIECES = 4;
    private static final double MOST_WEIGHT = 20;
    private static final double LEAST_POSITIVE = 0.1;

    private GuidanceArbitraries() {
    }

    /** {@return schedules with weights from 0 to 20, half of them constant} */
    public static Arbitrary<GuidanceSchedule> schedules() {
        return schedules(MOST_PIECES, 0, MOST_WEIGHT);
    }

    /**
     * Schedules with weights in a range, half of them constant.
     *
     * @param min smallest weight, at least 0; weights are multiples of 0.1
     * @param max largest weight, at most 20
     * @return weights from min to max
     * @throws IllegalArgumentException if the range is invalid or contains no multiple of 0.1
     */
    public static Arbitrary<GuidanceSchedule> schedules(double min, double max) {
        return schedules(MOST_PIECES, min, max);
    }

    /** {@return schedules with weights from 0.1 to 20, half of them constant} */
    public static Arbitrary<GuidanceSchedule> positiveSchedules() {
        return schedules(MOST_PIECES, LEAST_POSITIVE, MOST_WEIGHT);
    }

    /** {@return constant schedules with weights from 0 to 20} */
    public static Arbitrary<GuidanceSchedule> constants() {
        return schedules(1, 0, MOST_WEIGHT);
    }

    /** {@return constant schedules with weights from 0.1 to 20} */
    public static Arbitrary<GuidanceSchedule> positiveConstants() {
        return schedules(1, LEAST_POSITIVE, MOST_WEIGHT);
    }

    private static Arbitrary<GuidanceSchedule> schedules(int mostPieces, double min, double max) {
        return PlanArbitrary.schedules(mostPieces, min, max);
    }
}
