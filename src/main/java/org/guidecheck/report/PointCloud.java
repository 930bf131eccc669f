package org.guidecheck.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * Draws of the class and of the rest, ends of guided and of unguided paths, and some guided paths, in two coordinates:
 * those of the plane, or in more dimensions those of {@link Projection#discriminant}.
 */
final class PointCloud {
    private static final int DRAWS = 4 * BlockPosterior.BLOCK;
    private static final int PATHS = 3;
    private static final int STEPS = 128;
    private static final int GRID = 48;
    private static final double MARGIN = 0.1;

    private final Figure figure;
    private final ClassVersusRest sides;
    private final NoiseLevel end;
    private final int d;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final Projection projection;

    private PointCloud(Figure figure) {
        this.figure = figure;
        this.sides = figure.process().sides();
        this.end = figure.process().end();
        this.d = figure.process().dimension();
        double[][] own = draws(sides.own(), "own");
        double[][] rest = draws(sides.rest(), "rest");
        this.projection = d == 2 ? Projection.plane() : Projection.discriminant(own, rest);
        ArrayNode axes = json.putArray("axes");
        projection.names().forEach(axes::add);
        ArrayNode points = json.putArray("points");
        put(points, "class " + figure.process().label(), own);
        put(points, "the rest", rest);
        ArrayNode unused = JsonNodeFactory.instance.arrayNode();
        put(points, "output without guidance", ends(GuidanceSchedule.constant(0), unused));
        put(points, "output with guidance", ends(figure.process().guidance(), json.putArray("paths")));
        if (d == 2) {
            json.set("grid", grid(own, rest));
        }
    }

    static ObjectNode of(Figure figure) {
        return new PointCloud(figure).json;
    }

    /** Densities of both sides, each times its prior, on a grid over their draws, row by row from the lowest. */
    private ObjectNode grid(double[][] own, double[][] rest) {
        double[][] range = new double[2][];
        for (int i = 0; i < 2; i++) {
            int axis = i;
            double[] values =
                    Stream.concat(Stream.of(own), Stream.of(rest)).mapToDouble(each -> each[axis]).sorted().toArray();
            double margin = MARGIN * (values[values.length - 1] - values[0]);
            range[i] = new double[] {values[0] - margin, values[values.length - 1] + margin};
        }
        double[] places = new double[2 * GRID * GRID];
        for (int row = 0; row < GRID; row++) {
            for (int column = 0; column < GRID; column++) {
                int at = 2 * (row * GRID + column);
                places[at] = range[0][0] + (range[0][1] - range[0][0]) * (column + 0.5) / GRID;
                places[at + 1] = range[1][0] + (range[1][1] - range[1][0]) * (row + 0.5) / GRID;
            }
        }
        SideDensities densities = SideDensities.at(places, sides, end);
        ObjectNode grid = JsonNodeFactory.instance.objectNode().put("size", GRID);
        grid.putArray("x").add(Rounded.of(range[0][0])).add(Rounded.of(range[0][1]));
        grid.putArray("y").add(Rounded.of(range[1][0])).add(Rounded.of(range[1][1]));
        putDensities(grid.putArray("own"), densities.own());
        putDensities(grid.putArray("rest"), densities.rest());
        return grid;
    }

    /** Adds densities as whole parts in ten thousand of the highest, which is precise enough for isolines. */
    private static void putDensities(ArrayNode all, double[] densities) {
        double highest = DoubleStream.of(densities).max().orElseThrow();
        for (double each : densities) {
            all.add(highest > 0 ? Math.round(1e4 * each / highest) : 0);
        }
    }

    private double[][] draws(Law law, String purpose) {
        UniformRandomProvider random = new Streams(figure.seed()).derived("picture, " + purpose).stream(0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[][] points = new double[DRAWS][];
        for (int p = 0; p < DRAWS; p++) {
            points[p] = end.noised(law.draw(random), normal);
        }
        return points;
    }

    /** Ends of Euler–Maruyama paths; the first few paths are kept whole. */
    private double[][] ends(GuidanceSchedule w, ArrayNode paths) {
        UniformRandomProvider random = new Streams(figure.seed()).derived("picture, paths").stream(0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        TimeGrid grid = figure.process().grid(STEPS);
        BlockPosterior model = new BlockPosterior(sides);
        double[] gradient = new double[d * BlockPosterior.BLOCK];
        double[][] ends = new double[DRAWS][d];
        for (int from = 0; from < DRAWS; from += BlockPosterior.BLOCK) {
            double[] x = new double[d * BlockPosterior.BLOCK];
            for (int i = 0; i < x.length; i++) {
                x[i] = normal.sample();
            }
            int kept = from == 0 ? PATHS : 0;
            ArrayNode[] lines = new ArrayNode[kept];
            for (int p = 0; p < kept; p++) {
                lines[p] = paths.addArray();
                put(lines[p], point(x, p));
            }
            for (int k = 0; k < grid.steps(); k++) {
                NoiseLevel level = grid.level(k);
                model.setLevel(level);
                model.evaluate(x, BlockPosterior.BLOCK);
                model.gradient(gradient, BlockPosterior.BLOCK);
                double du = grid.level(k + 1).logSignal() - level.logSignal();
                double weight = w.meanWeight(level, grid.level(k + 1));
                for (int i = 0; i < x.length; i++) {
                    x[i] += du * (0.5 * x[i] + model.ownScore()[i] + weight * gradient[i])
                            + Math.sqrt(du) * normal.sample();
                }
                for (int p = 0; p < kept; p++) {
                    put(lines[p], point(x, p));
                }
            }
            for (int p = 0; p < BlockPosterior.BLOCK; p++) {
                ends[from + p] = point(x, p);
            }
        }
        return ends;
    }

    private double[] point(double[] x, int p) {
        double[] point = new double[d];
        for (int i = 0; i < d; i++) {
            point[i] = x[i * BlockPosterior.BLOCK + p];
        }
        return point;
    }

    private void put(ArrayNode all, String name, double[][] points) {
        ArrayNode at = all.addObject().put("name", name).putArray("at");
        for (double[] each : points) {
            put(at, each);
        }
    }

    private void put(ArrayNode line, double[] point) {
        double[] seen = projection.of(point);
        if (Double.isFinite(seen[0]) && Double.isFinite(seen[1])) {
            line.addArray().add(Rounded.of(seen[0])).add(Rounded.of(seen[1]));
        }
    }
}
