package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;

/**
 * Record of a run of a sampler: its calls of the denoiser and its output.
 *
 * @param offered noise levels that the sampler was given
 * @param calls   calls of the denoiser in order, without immediate repetitions
 * @param callCount   number of all calls, repetitions included
 * @param ends    the output, d coordinates of each point in turn
 */
@SuppressWarnings("ArrayRecordComponent") // made and read within this package, and not changed
record RecordedRun(TimeGrid offered, List<Call> calls, int callCount, double[] ends) {

    /**
     * Call of the denoiser with the first points of the batch.
     *
     * @param level  noise level of the points
     * @param points d coordinates of each point in turn
     * @param scores the scores returned, in the same order
     */
    @SuppressWarnings("ArrayRecordComponent") // made and read within this package, and not changed
    record Call(NoiseLevel level, double[] points, Denoiser.Scores scores) {
    }

    /** Noise levels that a sampler with levels of its own visited: those of its calls, as noise falls, and the end. */
    TimeGrid visited() {
        List<NoiseLevel> levels = new ArrayList<>();
        for (Call call : calls) {
            if (levels.isEmpty() || call.level().noise() < levels.get(levels.size() - 1).noise()) {
                levels.add(call.level());
            }
        }
        if (levels.isEmpty()) {
            return offered;
        }
        if (offered.end().noise() < levels.get(levels.size() - 1).noise()) {
            levels.add(offered.end());
        }
        return levels.size() < 2 ? offered : new TimeGrid(levels);
    }
}
