package org.guidecheck.generator;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import org.guidecheck.diffusion.GuidanceSchedule;

/**
 * Random guidance schedules: weights from 0 to 20 in tenths, mostly up to 8, constant or in two to four pieces that
 * change at log signal-to-noise ratios from −6 to 6, in halves. They shrink to fewer pieces and whole weights; the
 * simplest is the constant 1. Edge cases are the constants 1 and 0 and the largest weight.
 */
public final class GuidanceArbitraries {
    private static final int MOST_PIECES = 4;

    private GuidanceArbitraries() {
    }

    /**
     * Schedules, half of them constant.
     *
     * @return weights from 0 to 20
     */
    public static Arbitrary<GuidanceSchedule> schedules() {
        return schedules(MOST_PIECES, WeightRange.ALL);
    }

    /**
     * Schedules with weights in a range, half of them constant.
     *
     * @param min the smallest weight, at least 0, in tenths
     * @param max the largest weight, at most 20, in tenths
     * @return weights from min to max
     */
    public static Arbitrary<GuidanceSchedule> schedules(double min, double max) {
        return schedules(MOST_PIECES, WeightRange.of(min, max));
    }

    /**
     * Schedules whose weight is nowhere 0.
     *
     * @return weights from 0.1 to 20
     */
    public static Arbitrary<GuidanceSchedule> positiveSchedules() {
        return schedules(MOST_PIECES, WeightRange.POSITIVE);
    }

    /**
     * Constant schedules.
     *
     * @return weights from 0 to 20
     */
    public static Arbitrary<GuidanceSchedule> constants() {
        return schedules(1, WeightRange.ALL);
    }

    /**
     * Constant schedules other than 0.
     *
     * @return weights from 0.1 to 20
     */
    public static Arbitrary<GuidanceSchedule> positiveConstants() {
        return schedules(1, WeightRange.POSITIVE);
    }

    private static Arbitrary<GuidanceSchedule> schedules(int mostPieces, WeightRange range) {
        List<GuidancePlan> edges = Stream.of(10, 0, range.most()).filter(range::contains).distinct()
                .map(tenths -> new GuidancePlan(List.of(tenths), List.of(), range)).toList();
        return new PlanArbitrary<>(random -> GuidancePlan.draw(random, mostPieces, range), edges);
    }
}
