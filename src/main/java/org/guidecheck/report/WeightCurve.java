package org.guidecheck.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.DoubleStream;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.oracle.path.BoundedRepresentation.Effort;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Interval;

/**
 * Mean reciprocal against the guidance weight: bounds, and a plain average over draws with two standard errors. The latter is
 * no bound, since draws too rare to occur may carry the mean.
 */
final class WeightCurve {
    private static final double[] WEIGHTS = {0, 0.25, 0.5, 1, 2, 4, 8};
    private static final double[] SHARES = {0, 0.25, 0.5, 1, 2};
    private static final double[] FEW = {0, 0.5, 1, 2};
    private static final double PRECISION = 2e-3;
    private static final double ALPHA = 1e-6;
    private static final double SAMPLED_PRECISION = 0.05;
    /** Low effort, enough for a picture; the bounds are valid for any effort. */
    private static final Effort GLANCE = new Effort(0.02, 0.1, 256, 256);
    private static final int STEPS = 128;
    private static final int DRAWS = 4096;

    private WeightCurve() {
    }

    static ArrayNode of(Figure picture) {
        GuidanceSchedule guidance = picture.process().guidance();
        boolean constant = guidance.smallest() == guidance.largest();
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        double[] places = places(picture, constant);
        for (double place : places) {
            GuidanceSchedule w = constant ? GuidanceSchedule.constant(place) : guidance.times(place);
            ObjectNode item = json.addObject().put(constant ? "weight" : "times", place);
            put(item, "lower", "upper", bounds(picture, w));
            plain(item, picture, w);
        }
        return json;
    }

    /** On the line, where bounds are computed, many; where they are sampled few. */
    private static double[] places(Figure picture, boolean constant) {
        double own = picture.process().guidance().largest();
        if (picture.process().dimension() > 1) {
            return constant ? DoubleStream.of(FEW).map(share -> share * own).distinct().toArray() : FEW;
        }
        return constant ? DoubleStream.concat(DoubleStream.of(WEIGHTS), DoubleStream.of(own)).sorted().distinct().toArray() : SHARES;
    }

    private static void put(ObjectNode item, String lower, String upper, Interval bounds) {
        if (Double.isFinite(bounds.lower()) && Double.isFinite(bounds.upper())) {
            item.put(lower, Rounded.of(bounds.lower())).put(upper, Rounded.of(bounds.upper()));
        }
    }

    private static Interval bounds(Figure picture, GuidanceSchedule w) {
        if (picture.process().dimension() == 1) {
            return new FiniteDifferences(picture.process().withGuidance(w)).meanReciprocal(PRECISION).bounds();
        }
        double unguided = picture.process().unguidedMean();
        return w.largest() == 0 ? new Interval(unguided, unguided)
                : new BoundedRepresentation(picture.process().withGuidance(w), new Streams(picture.seed()), ALPHA)
                        .estimate(GLANCE, e -> e.bounds().width() < SAMPLED_PRECISION * e.value())
                        .bounds();
    }

    private static void plain(ObjectNode item, Figure picture, GuidanceSchedule w) {
        ClassVersusRest sides = picture.process().sides();
        TimeGrid grid = picture.process().grid(STEPS);
        Noise noise = Noise.of(new Streams(picture.seed()).derived("picture"), 0, sides.dimension(), DRAWS);
        double[] ends = new EulerMaruyama().sample(new BlockDenoiser(sides), w, grid, noise);
        BlockPosterior model = new BlockPosterior(sides);
        model.setLevel(grid.end());
        double[] reciprocals = DoubleStream.of(model.logOdds(ends)).map(odds -> 1 + Math.exp(-odds)).toArray();
        double mean = DoubleStream.of(reciprocals).average().orElseThrow();
        double variance = DoubleStream.of(reciprocals).map(each -> (each - mean) * (each - mean)).sum() / (DRAWS - 1.0);
        double error = Math.sqrt(variance / DRAWS);
        if (Double.isFinite(mean) && Double.isFinite(error)) {
            item.put("plain", Rounded.of(mean));
            put(item, "plainLower", "plainUpper", Interval.around(mean, 2 * error));
        }
    }
}
