package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.guidecheck.guard.identification.PointMassStatistics;
import org.guidecheck.guard.identification.PointMassStatistics.Moments;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that start and noise are normal, and independent between coordinates and between points. Every prediction is
 * the origin, so that the points consist of them alone.
 */
final class FreshNoise extends SamplerClaim {

    /** Correlation of coordinates from which on their numbers do not count as independent. */
    private static final double CORRELATED = 0.1;

    FreshNoise() {
        super("sampler.noise", "start and noise are normal, and independent between coordinates and points",
                Departures.OF_MOMENTS);
    }

    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        return !candidate.isCopyInJava();
    }

    @Override
    boolean takesAnyOutput() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        PointMassStatistics statistics = runs.pointMass(runs.candidate().steps(), alpha);
        if (!statistics.isRegular()) {
            return List.of(Evidence.of(Evidence.Kind.EXACT_SAMPLING, "correlation of noise", 0).by("runs without data")
                    .decides(Unmeasured.because("cannot be measured: the calls differ from run to run")));
        }
        double size = runs.departures().moment();
        double share = alpha / 5;
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(worst(statistics, "correlation of neighbouring coordinates", Moments::correlationOfCoordinates,
                Moments::coordinatePairs, 1, size, share));
        evidence.addAll(points(statistics, size, 2 * share));
        // Heavy tails make the skewness of a sample large too.
        evidence.add(worst(statistics, "excess kurtosis", Moments::kurtosis, Moments::numbers,
                24 * alike(statistics), 5 * size, share));
        evidence.add(worst(statistics, "skewness", Moments::skewness, Moments::numbers, 6 * alike(statistics), 3 * size,
                share));
        long repeated = statistics.moments(0).repeated();
        evidence.add(Evidence.of(Evidence.Kind.EXACT, "points that start where another point starts", (double) repeated)
                .within(Interval.around((double) repeated, 0)).by("first call of the denoiser")
                .decides(Requirement.exactly("must be 0", 0)));
        return evidence;
    }

    /** Number of coordinates that count as one, as they may all have the same noise. */
    private static double alike(PointMassStatistics statistics) {
        for (int m = 0; m <= statistics.calls(); m++) {
            if (isNoise(statistics, m) && Math.abs(statistics.moments(m).correlationOfCoordinates()) > CORRELATED) {
                return RunCache.MASS_DIMENSION;
            }
        }
        return 1;
    }

    /** Evidence that the noise of different points is uncorrelated. */
    private static List<Evidence> points(PointMassStatistics statistics, double size, double alpha) {
        double spread = alike(statistics);
        return List.of(
                worst(statistics, "correlation of neighbouring points", Moments::correlationOfNeighbours,
                        Moments::neighbourPairs, spread, size, alpha / 2),
                worst(statistics, "correlation of points half a batch apart", Moments::correlationOfHalves,
                        Moments::halfPairs, spread, size, alpha / 2));
    }

    /**
     * Evidence that the noise of different points, and of different batches, is uncorrelated. The points of a linear
     * sampler are functions of it alone.
     */
    static List<Evidence> independence(PointMassStatistics statistics, double size, double alpha) {
        List<Evidence> evidence = new ArrayList<>(points(statistics, size, alpha / 2));
        long n = Math.max(1, statistics.batchPairs());
        evidence.add(Evidence.of(Evidence.Kind.EXACT_SAMPLING, "correlation of two batches",
                statistics.correlationOfBatches())
                .within(Interval.around(statistics.correlationOfBatches(),
                        Departures.quantile(alpha / 4) * Math.sqrt(alike(statistics) / n)))
                .by("starts and last points without data", n, alpha / 2)
                .decides(Requirement.within("must be 0", Interval.around(0, 0), size)));
        return evidence;
    }

    /** The quantity at the call at which it is largest. */
    private static Evidence worst(PointMassStatistics statistics, String quantity, ToDoubleFunction<Moments> measure,
            ToLongFunction<Moments> count, double spread, double resolution, double alpha) {
        int place = 0;
        double most = 0;
        for (int m = 0; m <= statistics.calls(); m++) {
            double value = measure.applyAsDouble(statistics.moments(m));
            // Without noise in the output there is nothing to compare.
            if (Math.abs(value) > Math.abs(most) && isNoise(statistics, m)) {
                most = value;
                place = m;
            }
        }
        long n = count.applyAsLong(statistics.moments(place));
        double radius = Departures.quantile(alpha / (statistics.calls() + 1)) * Math.sqrt(spread / (double) n);
        String where = place == statistics.calls() ? "in the output"
                : String.format(Locale.ROOT, "at call %d of %d (τ = %.6g)", place + 1, statistics.calls(),
                        statistics.level(place).noise());
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, quantity, most).within(Interval.around(most, radius))
                .by("runs without data", statistics.moments(place).numbers(), alpha)
                .decides(Requirement.within("must be 0" + (Math.abs(most) > radius ? "; is largest " + where : ""),
                        Interval.around(0, 0), resolution));
    }

    private static boolean isNoise(PointMassStatistics statistics, int m) {
        return (m < statistics.calls() && !statistics.level(m).isClean())
                || statistics.moments(m).variance() > 1e-6;
    }
}
