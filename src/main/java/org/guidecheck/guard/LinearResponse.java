package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Noise;

/**
 * What a sampler makes of each of its normals where scores are linear.
 *
 * @param law     of the output, if the output is linear in them
 * @param normals how many it took for each coordinate
 */
record LinearResponse(GaussianLaw law, int normals) {
    private static final double SAME = 1e-12;
    private static final int MOST_TO_A_STEP = 4;

    /**
     * Follows the candidate: one point whose normals are all 0, two of which the start alone is 1, which must end alike, and for
     * each later normal one of which that alone is 1.
     *
     * @return empty if the sampler draws normals of its own
     */
    static Optional<LinearResponse> of(RunCache bench, TestProblem arena, double w, TimeGrid grid) {
        if (bench.candidate().sampler().isExternal()) {
            return Optional.empty();
        }
        int d = arena.dimension();
        int taken = taken(bench, arena, w, grid);
        if (taken == 0) {
            return Optional.empty();
        }
        int points = taken + 2;
        List<double[]> script = new ArrayList<>();
        for (int k = 0; k < taken; k++) {
            double[] numbers = new double[points * d];
            for (int i = 0; i < d; i++) {
                numbers[(1 + k) * d + i] = 1;
                if (k == 0) {
                    numbers[(points - 1) * d + i] = 1;
                }
            }
            script.add(numbers);
        }
        double[] ends = bench.run(arena, w, grid, Noise.given(script, d)).ends();
        List<GaussianLaw.Coordinate> law = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            if (!(Math.abs(ends[(points - 1) * d + i] - ends[d + i]) <= SAME * (1 + Math.abs(ends[d + i])))) {
                return Optional.empty();
            }
            double variance = 0;
            for (int k = 0; k < taken; k++) {
                double factor = ends[(1 + k) * d + i] - ends[i];
                variance += factor * factor;
            }
            law.add(new GaussianLaw.Coordinate(ends[i], variance));
        }
        return Optional.of(new LinearResponse(new GaussianLaw(law), taken));
    }

    /** How many normals the sampler takes for a coordinate; 0 if more than any scheme would. */
    private static int taken(RunCache bench, TestProblem arena, double w, TimeGrid grid) {
        double[] zeros = new double[arena.dimension()];
        int offered = MOST_TO_A_STEP * (grid.steps() + 1);
        Noise noise = Noise.given(Collections.nCopies(offered, zeros), zeros.length);
        try {
            bench.run(arena, w, grid, noise);
        } catch (IllegalStateException e) {
            return 0;
        }
        return noise.taken();
    }
}
