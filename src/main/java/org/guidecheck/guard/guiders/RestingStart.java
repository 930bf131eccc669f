package org.guidecheck.guard.guiders;

import java.util.function.Supplier;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * The part of a run in which a guider without memory keeps the points at rest, as zero-init of CFG-Zero* does: its guided
 * score is −x, whatever the predictions. Resting is no guidance: a run that rests starts from N(0, I) where it ends to
 * rest, with the error that every start at t &gt; 0 has.
 */
final class RestingStart {
    private static final int POINTS = 16;
    private static final double ACCURACY = 1e-6;

    private RestingStart() {
    }

    /** The t at which the guider begins to move points; that of the start of all processes if it does so at once. */
    static double signal(GuiderUnderTest candidate, double scale) {
        GuidedProcess process = GuidedProcess.of(GuiderLaws.TWO, 0, GuidanceSchedule.constant(0));
        TimeGrid grid = process.grid(candidate.steps().get(0));
        LawCalls calls = new LawCalls(process.sides());
        Supplier<double[]> normals = GuidedRun.normals(new Streams(0), POINTS);
        double[] points = normals.get();
        try (Guider.Run run = candidate.guider().begin(grid, scale)) {
            int first = 0;
            while (first < grid.steps() && isAtRest(run, calls.at(first, grid.level(first), points))) {
                first++;
            }
            if (first == 0 || first == grid.steps()) {
                return TimeGrid.START_SIGNAL;
            }
            double low = grid.level(first - 1).logSnr();
            double high = grid.level(first).logSnr();
            while (high - low > ACCURACY) {
                double middle = 0.5 * (low + high);
                if (isAtRest(run, calls.at(first - 1, NoiseLevel.ofLogSnr(middle), points))) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return NoiseLevel.ofLogSnr(high).signal();
        }
    }

    private static boolean isAtRest(Guider.Run run, GuidanceCall call) {
        double[] guided = run.guided(call);
        for (int i = 0; i < guided.length; i++) {
            double x = call.points()[i];
            if (!(Math.abs(guided[i] + x) <= EffectiveWeights.ROUNDING * (1 + Math.abs(x)))) {
                return false;
            }
        }
        return true;
    }
}
