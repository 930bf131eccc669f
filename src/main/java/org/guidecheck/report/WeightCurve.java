package org.guidecheck.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.DoubleStream;
import org.guidecheck.oracle.path.BoundedRepresentation.Effort;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;

/**
 * Mean reciprocal as a function of the guidance weight: bounds, and a plain average of draws with two standard
 * errors. The latter is no bound, since most of the mean may come from draws too rare to occur.
 */
final class WeightCurve {
    private static final double[] WEIGHTS = {0, 0.25, 0.5, 1, 2, 4, 8};
    private static final double[] SHARES = {0, 0.25, 0.5, 1, 2};
    private static final double[] SAMPLED = {0, 0.5, 1, 2};
    private static final double PRECISION = 2e-3;
    private static final double ALPHA = 1e-6;
    private static final double SAMPLED_PRECISION = 0.05;
    /** Low effort; the bounds are valid for any effort. */
    private static final Effort LOW_EFFORT = new Effort(0.02, 0.1, 256, 256);

    private WeightCurve() {
    }

    static ArrayNode of(Figure figure, PictureDraws draws) {
        GuidanceSchedule guidance = figure.process().guidance();
        boolean constant = guidance.smallest() == guidance.largest();
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        double[] places = places(figure, constant);
        for (double place : places) {
            GuidanceSchedule w = constant ? GuidanceSchedule.constant(place) : guidance.times(place);
            ObjectNode item = json.addObject().put(constant ? "weight" : "times", place);
            put(item, "lower", "upper", bounds(figure, w));
            plain(item, draws.logOdds(w));
        }
        return json;
    }

    /** Weights or factors of the schedule: many on the line, where bounds are computed, few where they are sampled. */
    private static double[] places(Figure figure, boolean constant) {
        double given = figure.process().guidance().largest();
        if (figure.process().dimension() > 1) {
            return constant ? DoubleStream.of(SAMPLED).map(share -> share * given).distinct().toArray() : SAMPLED;
        }
        return constant
                ? DoubleStream.concat(DoubleStream.of(WEIGHTS), DoubleStream.of(given)).sorted().distinct().toArray()
                : SHARES;
    }

    private static void put(ObjectNode item, String lower, String upper, Interval bounds) {
        if (Double.isFinite(bounds.lower()) && Double.isFinite(bounds.upper())) {
            item.put(lower, Rounded.of(bounds.lower())).put(upper, Rounded.of(bounds.upper()));
        }
    }

    private static Interval bounds(Figure figure, GuidanceSchedule w) {
        if (figure.process().dimension() == 1) {
            return new FiniteDifferences(figure.process().withGuidance(w)).meanReciprocal(PRECISION).bounds();
        }
        double unguided = figure.process().unguidedMean();
        return w.largest() == 0 ? new Interval(unguided, unguided)
                : new BoundedRepresentation(figure.process().withGuidance(w), new Streams(figure.seed()), ALPHA)
                        .estimate(LOW_EFFORT, e -> e.bounds().width() < SAMPLED_PRECISION * e.value())
                        .bounds();
    }

    private static void plain(ObjectNode item, double[] logOdds) {
        double[] reciprocals = DoubleStream.of(logOdds).map(odds -> 1 + Math.exp(-odds)).toArray();
        double mean = DoubleStream.of(reciprocals).average().orElseThrow();
        double variance =
                DoubleStream.of(reciprocals).map(each -> (each - mean) * (each - mean)).sum() / (logOdds.length - 1.0);
        double error = Math.sqrt(variance / logOdds.length);
        if (Double.isFinite(mean) && Double.isFinite(error)) {
            item.put("plain", Rounded.of(mean));
            put(item, "plainLower", "plainUpper", Interval.around(mean, 2 * error));
        }
    }
}
