package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;

/**
 * A run of a sampler, seen from outside: what it asked of the denoiser, and where its points ended.
 *
 * @param offered levels that it was given
 * @param calls   in order, repeated ones once
 * @param asked   how often the denoiser was asked
 * @param ends    d coordinates of each point in turn
 */
@SuppressWarnings("ArrayRecordComponent") // made and read within this package, and not changed
record RecordedRun(TimeGrid offered, List<Call> calls, int asked, double[] ends) {

    /**
     * A call of the denoiser, of which the first points are kept.
     *
     * @param level  noise level that was asked for
     * @param points d coordinates of each point in turn
     * @param scores that were answered, in the same order
     */
    @SuppressWarnings("ArrayRecordComponent") // made and read within this package, and not changed
    record Call(NoiseLevel level, double[] points, Denoiser.Scores scores) {
    }

    /** The levels that were visited, if the sampler chooses them: those asked for, as noise falls, and the end. */
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

    boolean isFinite() {
        for (double x : ends) {
            if (!Double.isFinite(x)) {
                return false;
            }
        }
        return true;
    }
}
