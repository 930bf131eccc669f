package org.guidecheck.generator;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.guidecheck.diffusion.GuidanceSchedule;

/**
 * Random guidance schedules: weights from 0 to 20 in tenths, mostly up to 8, constant or in two to four pieces that
 * change at log signal-to-noise ratios from −6 to 6, in halves. They shrink to fewer pieces and whole weights; the
 * simplest is the constant 1.
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
        return schedules(MOST_PIECES, false);
    }

    /**
     * Schedules whose weight is nowhere 0.
     *
     * @return weights from 0.1 to 20
     */
    public static Arbitrary<GuidanceSchedule> positiveSchedules() {
        return schedules(MOST_PIECES, true);
    }

    /**
     * Constant schedules.
     *
     * @return weights from 0 to 20
     */
    public static Arbitrary<GuidanceSchedule> constants() {
        return schedules(1, false);
    }

    /**
     * Constant schedules other than 0.
     *
     * @return weights from 0.1 to 20
     */
    public static Arbitrary<GuidanceSchedule> positiveConstants() {
        return schedules(1, true);
    }

    private static Arbitrary<GuidanceSchedule> schedules(int mostPieces, boolean positive) {
        return Arbitraries.fromGenerator(random -> GuidancePlan.draw(random, mostPieces, positive).shrinkable());
    }
}
