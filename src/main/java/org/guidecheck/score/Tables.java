package org.guidecheck.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.guard.identification.NoiseChain;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.identification.StepCoefficients;
import org.guidecheck.guard.identification.Superposition;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SchemeTable;
import org.guidecheck.sampler.Streams;

/** Tables of coefficients of identified samplers that are random at their start alone. */
final class Tables {
    private static final double ROUNDING = 1e-3;
    private static final double UNIT = 8 * Math.ulp(1.0f);
    /** Relative rounding of coefficients in double precision. */
    private static final double LEAST = 1e-12;
    private static final double NONE = 1e-12;
    private static final int SEEN = 40;

    private Tables() {
    }

    /**
     * Identified table.
     *
     * @param table     the coefficients
     * @param tolerance how well they are known: departure of a run from what they foretell, relative
     */
    record Found(SchemeTable table, double tolerance) {
    }

    /**
     * Identifies a sampler on a grid.
     *
     * @param sampler the sampler
     * @param w       guidance weight
     * @param grid    levels that it is offered
     * @param streams of the run
     * @return its table; empty if it draws noise after its start, is not linear in the predictions, or weighs the two
     *         predictions of a call in different ways
     */
    static Optional<Found> of(GuidedSampler sampler, double w, TimeGrid grid, Streams streams) {
        IntFunction<Noise> noises = n -> Noise.of(streams.derived("identification"), 0, 2, n);
        Optional<Response> found = Response.of(sampler, w, grid, noises);
        if (found.isEmpty() || (w > 0 && !found.get().hasOneWeightPerCall(ROUNDING))) {
            return Optional.empty();
        }
        Response response = found.get();
        Superposition superposition = Superposition.of(response, sampler, w, grid,
                (n, d) -> Noise.of(streams.derived("superposition"), 0, d, n), SEEN, 2, ROUNDING, UNIT,
                streams.derived("predictions").stream(0));
        Optional<NoiseChain> chain = NoiseChain.of(response, sampler, w, grid, noises, ROUNDING, UNIT);
        if (!(superposition.departure() <= ROUNDING) || chain.isEmpty() || isNoisy(chain.get())) {
            return Optional.empty();
        }
        double tolerance = Math.max(LEAST, superposition.departure());
        return Optional.of(new Found(table(sampler, w, grid, response, chain.get()), tolerance));
    }

    private static boolean isNoisy(NoiseChain chain) {
        for (int m = 1; m < chain.noisy().length; m++) {
            if (chain.noisy()[m]) {
                return true;
            }
        }
        return false;
    }

    private static SchemeTable table(GuidedSampler sampler, double w, TimeGrid grid, Response response,
            NoiseChain chain) {
        List<SchemeTable.Call> calls = new ArrayList<>();
        for (int k = 0; k < response.calls(); k++) {
            double weight = response.weight(k);
            calls.add(new SchemeTable.Call(response.levels().get(k), Double.isNaN(weight) ? w : weight));
        }
        List<SchemeTable.Point> points = new ArrayList<>();
        for (StepCoefficients step : StepCoefficients.of(response, chain, Optional.empty(), LEAST)) {
            List<SchemeTable.Factor> factors = new ArrayList<>();
            for (int k = 0; k < step.predictions().length; k++) {
                if (Math.abs(step.predictions()[k]) > NONE) {
                    factors.add(new SchemeTable.Factor(k + 1, step.predictions()[k]));
                }
            }
            points.add(new SchemeTable.Point(step.keep(), factors, 0));
        }
        return new SchemeTable(sampler.name(), grid.steps(), w, 1, calls, points, Optional.empty());
    }

    /** The table with factors changed by up to a tolerance. */
    static SchemeTable moved(SchemeTable table, double tolerance, long seed) {
        UniformRandomProvider random = new Streams(seed).derived("rounded coefficients").stream(0);
        List<SchemeTable.Point> points = new ArrayList<>();
        for (SchemeTable.Point point : table.points()) {
            List<SchemeTable.Factor> factors = point.predictions().stream()
                    .map(each -> new SchemeTable.Factor(each.call(), moved(each.factor(), tolerance, random))).toList();
            points.add(new SchemeTable.Point(moved(point.keep(), tolerance, random), factors, point.noise()));
        }
        return new SchemeTable(table.name(), table.steps(), table.weight(), table.start(), table.calls(), points,
                table.file());
    }

    private static double moved(double factor, double tolerance, UniformRandomProvider random) {
        return factor + (random.nextBoolean() ? tolerance : -tolerance);
    }
}
