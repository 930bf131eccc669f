package org.guidecheck.guard.guiders;

import java.util.Optional;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;

/** Calls of a guider with the exact predictions of a law. For use by one thread. */
final class LawCalls {
    private static final int BLOCK = BlockPosterior.BLOCK;

    private final BlockPosterior model;
    private final int d;

    LawCalls(ClassVersusRest sides) {
        this.model = new BlockPosterior(sides);
        this.d = model.dimension();
    }

    /**
     * The call at points of one noise level.
     *
     * @param step   number of the step
     * @param level  noise level
     * @param points the points, row-major
     * @return the call, with the scores of the class and of all data
     */
    GuidanceCall at(int step, NoiseLevel level, double[] points) {
        double[] own = new double[points.length];
        double[] all = new double[points.length];
        double[] gradient = new double[d * BLOCK];
        model.setLevel(level);
        model.evaluateAll(points, (first, count) -> {
            model.gradient(gradient, count);
            for (int p = 0; p < count; p++) {
                for (int i = 0; i < d; i++) {
                    int at = (first + p) * d + i;
                    own[at] = model.ownScore()[i * BLOCK + p];
                    all[at] = own[at] - gradient[i * BLOCK + p];
                }
            }
        });
        return new GuidanceCall(step, level, d, points, own, all, Optional.empty());
    }

    /** Log-odds of the class at points, row-major. */
    double[] logOdds(NoiseLevel level, double[] points) {
        model.setLevel(level);
        return model.logOdds(points);
    }
}
