package org.guidecheck.claim.reward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Observations;
import org.guidecheck.statistics.Tolerance;

/** Points of a sampler guided by a reward, drawn on demand and shared by all functionals. Not thread-safe. */
final class DrawnPoints {
    private static final int BATCH = 512;

    private final RewardSetting rewarded;
    private final GuidanceSchedule schedule;
    private final List<double[]> points = new ArrayList<>();

    DrawnPoints(RewardSetting rewarded, GuidanceSchedule schedule) {
        this.rewarded = rewarded;
        this.schedule = schedule;
    }

    /** Time-step error of a sampler of weak order 1: the length of a step in log signal-to-noise ratio. */
    static Tolerance step(RewardSetting rewarded) {
        TimeGrid grid = rewarded.grid();
        return new Tolerance.Discretisation(grid.level(1).logSnr() - grid.level(0).logSnr(),
                "one step in log signal-to-noise ratio, of " + grid.steps());
    }

    /** Values of a bounded function at the points in order; 0 where it is NaN. */
    Observations observations(ToDoubleFunction<double[]> functional) {
        return new Observations() {
            private int used;

            @Override
            public double[] next(int howMany) {
                while (points.size() < used + howMany) {
                    points.addAll(Arrays.asList(rewarded.draw(schedule, "rewarded", points.size(), BATCH)));
                }
                double[] result = new double[howMany];
                Arrays.setAll(result, i -> functional.applyAsDouble(points.get(used + i)));
                Arrays.setAll(result, i -> Double.isNaN(result[i]) ? 0 : result[i]);
                used += howMany;
                return result;
            }
        };
    }
}
