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
 * Response of a sampler to each of its normals on linear scores.
 *
 * @param law     law of the output, which is a linear map of the normals
 * @param normals number of normals that the sampler takes for each coordinate
 */
record LinearResponse(GaussianLaw law, int normals) {
    private static final double ROUNDING = 1e-12;
    private static final int MOST_PER_STEP = 4;

    /**
     * Runs the sampler on chosen normals: a point with all normals 0, and for each normal a point with that one 1 and
     * the others 0. The point whose start is 1 is run twice; its copies must end alike.
     *
     * @return empty if the sampler draws normals of its own
     */
    static Optional<LinearResponse> of(RunCache runs, TestProblem problem, double w, TimeGrid grid) {
        if (runs.candidate().sampler().isExternal()) {
            return Optional.empty();
        }
        int d = problem.dimension();
        int taken = taken(runs, problem, w, grid);
        if (taken == 0) {
            return Optional.empty();
        }
        int points = taken + 2;
        List<double[]> normals = new ArrayList<>();
        for (int k = 0; k < taken; k++) {
            double[] numbers = new double[points * d];
            for (int i = 0; i < d; i++) {
                numbers[(1 + k) * d + i] = 1;
                if (k == 0) {
                    numbers[(points - 1) * d + i] = 1;
                }
            }
            normals.add(numbers);
        }
        double[] ends = runs.run(problem, w, grid, Noise.given(normals, d)).ends();
        List<GaussianLaw.Coordinate> law = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            if (!(Math.abs(ends[(points - 1) * d + i] - ends[d + i]) <= ROUNDING * (1 + Math.abs(ends[d + i])))) {
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

    /** The number of normals taken for a coordinate; 0 if it is more than any known scheme takes. */
    private static int taken(RunCache runs, TestProblem problem, double w, TimeGrid grid) {
        double[] zeros = new double[problem.dimension()];
        int offered = MOST_PER_STEP * (grid.steps() + 1);
        Noise noise = Noise.given(Collections.nCopies(offered, zeros), zeros.length);
        try {
            runs.run(problem, w, grid, noise);
        } catch (IllegalStateException e) {
            return 0;
        }
        return noise.taken();
    }
}
