package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/**
 * Comparison of a run on a law with the points that a {@link Response} foretells for it from the same noise: what the
 * steps are when the denoiser is an exact one. Each point is foretold from the predictions at the points before it that
 * the run itself visits, so that errors do not grow from step to step.
 *
 * @param departure largest departure of a coordinate, relative to the size of its terms; +∞ if the run takes other calls
 * @param call      number of the call before which that point was seen, from 0; K for the output
 */
public record Foretold(double departure, int call) {

    /** Rounding of a coefficient, in units of that of a run: a point has size 1 in the runs that show it. */
    private static final double COEFFICIENT = 1e-3;

    /** Calls of a run: levels, points, and clean points predicted with and without the class. */
    private static final class Calls {
        private final List<NoiseLevel> levels = new ArrayList<>();
        private final List<double[]> points = new ArrayList<>();
        private final List<double[]> conditional = new ArrayList<>();
        private final List<double[]> unconditional = new ArrayList<>();
        private final List<Integer> numbers;
        private int made;

        /** Calls that repeat others where those of another run do: points alone may be equal by rounding. */
        private Calls(List<Integer> numbers) {
            this.numbers = numbers;
        }

        private void add(NoiseLevel level, double[] x, Denoiser.Scores clean) {
            boolean isRepeated = made > 0 && made < numbers.size()
                    && numbers.get(made).equals(numbers.get(made - 1));
            made++;
            if (isRepeated) {
                return;
            }
            levels.add(level);
            points.add(x.clone());
            conditional.add(clean.conditional());
            unconditional.add(clean.unconditional());
        }
    }

    /** Denoiser that notes the clean points of its calls. */
    private record Noting(Denoiser exact, Calls calls) implements Denoiser {
        @Override
        public Scores scores(NoiseLevel level, double[] x, int dimension) {
            Scores scores = exact.scores(level, x, dimension);
            calls.add(level, x, new Scores(level.cleanPoints(x, scores.conditional()),
                    level.cleanPoints(x, scores.unconditional())));
            return scores;
        }

        @Override
        public Scores cleanPoints(NoiseLevel level, double[] x, int dimension) {
            Scores clean = exact.cleanPoints(level, x, dimension);
            calls.add(level, x, new Scores(clean.conditional().clone(), clean.unconditional().clone()));
            return clean;
        }
    }

    /**
     * Compares a run on a law with one on chosen predictions from the same noise.
     *
     * @param response  coefficients of the sampler on these levels
     * @param sampler   the sampler
     * @param w         guidance weight
     * @param grid      noise levels that it is offered
     * @param noise     gives the same noise on each call
     * @param denoiser  exact scores of the law
     * @param unit      rounding of one number, in units of the departure that is taken for rounding
     * @return the comparison
     */
    public static Foretold of(Response response, GuidedSampler sampler, double w, TimeGrid grid,
            Supplier<Noise> noise, Denoiser denoiser, double unit) {
        Trace base = Trace.of(sampler, w, grid, noise.get(), Response::base);
        Calls calls = new Calls(base.numbers());
        calls.points
                .add(Draws.of(sampler, new Noting(denoiser, calls), GuidanceSchedule.constant(w), grid, noise.get()));
        if (!calls.levels.equals(response.levels()) || !base.levels().equals(response.levels())) {
            return new Foretold(Double.POSITIVE_INFINITY, Math.min(calls.levels.size(), response.calls()));
        }
        return worst(response, base, calls, noise.get().dimension(), unit);
    }

    private static Foretold worst(Response response, Trace base, Calls calls, int dimension, double unit) {
        int k = response.calls();
        int length = calls.points.get(0).length;
        double[][] conditional = new double[k][length];
        double[][] unconditional = new double[k][length];
        for (int j = 0; j < k; j++) {
            Response.base(j, dimension, conditional[j], unconditional[j]);
            for (int i = 0; i < length; i++) {
                conditional[j][i] = calls.conditional.get(j)[i] - conditional[j][i];
                unconditional[j][i] = calls.unconditional.get(j)[i] - unconditional[j][i];
            }
        }
        double[] largest = new double[length];
        double[] predicted = new double[length];
        Foretold worst = new Foretold(0, 0);
        for (int m = 0; m <= k; m++) {
            double[] foretold = base.points().get(m).clone();
            double[] sizes = new double[length];
            for (int i = 0; i < length; i++) {
                // Coefficients are differences of points: known up to rounding of the largest so far.
                largest[i] = Math.max(largest[i], Math.abs(foretold[i]));
                if (m > 0) {
                    predicted[i] = Math.max(predicted[i], Math.max(Math.abs(conditional[m - 1][i]),
                            Math.abs(unconditional[m - 1][i])));
                }
                sizes[i] = 1e-2 + largest[i] + COEFFICIENT * predicted[i];
            }
            response.addTo(m, conditional, unconditional, foretold, sizes);
            for (int j = 0; j < m; j++) {
                Superposition.addLost(response.lost(m, j, unit), calls.points.get(j), sizes);
            }
            for (int i = 0; i < length; i++) {
                double off = Math.abs(calls.points.get(m)[i] - foretold[i]) / sizes[i];
                if (!(off <= worst.departure)) {
                    worst = new Foretold(Double.isNaN(off) ? Double.POSITIVE_INFINITY : off, m);
                }
            }
        }
        return worst;
    }
}
