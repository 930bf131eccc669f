package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;

/**
 * Turning the data turns the output: the pair of linear scores in a turned space, turned back, has the law that it has
 * unturned. Clipping, thresholds for each coordinate and constants made for data in [−1, 1] all break it.
 */
final class Equivariance extends SamplerClaim {
    private static final int POINTS = 2048;

    Equivariance() {
        super("sampler.equivariance", "turning the data turns the output");
    }

    @Override
    List<Arena> arenas() {
        return List.of(Arena.TURNED);
    }

    @Override
    List<Evidence> evidence(Workbench bench, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        Candidate candidate = bench.candidate();
        for (double w : candidate.weights()) {
            Run run = bench.again(Arena.TURNED, w, candidate.steps(), "turned", POINTS);
            evidence.addAll(PairLaw.of(bench, w, bench.grid(run)).hold(ScorePair.TURNED.straightened(run.ends()),
                    "turned, w = " + GuidanceSchedule.constant(w), alpha / candidate.weights().size()));
        }
        return evidence;
    }
}
