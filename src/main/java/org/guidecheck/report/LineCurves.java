package org.guidecheck.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.guidecheck.oracle.mesh.LineProcess;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Densities on the line: of the class and of the rest, each times its prior, and of the output with and without
 * guidance.
 */
final class LineCurves {
    private static final int REFINEMENT = 2;
    /** Share of its highest density below which a curve is not drawn. */
    private static final double VISIBLE = 1e-3;
    private static final int MOST_POINTS = 400;

    private LineCurves() {
    }

    /** Named curve through points (x, y). */
    private record Curve(String name, List<double[]> points) {
        double highest() {
            return points.stream().mapToDouble(each -> each[1]).max().orElse(0);
        }
    }

    static ArrayNode of(Figure figure) {
        double[][] unguided = density(figure, GuidanceSchedule.constant(0));
        double[][] guided = density(figure, figure.process().guidance());
        List<Curve> curves = new ArrayList<>(classes(figure, unguided[0]));
        curves.add(curve("output without guidance", unguided[0], unguided[1]));
        curves.add(curve("output with guidance", guided[0], guided[1]));
        double[] range = curves.stream().flatMapToDouble(curve -> curve.points().stream()
                .filter(each -> each[1] > VISIBLE * curve.highest()).flatMapToDouble(each -> DoubleStream.of(each[0])))
                .sorted().toArray();
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Curve curve : curves) {
            ObjectNode item = json.addObject().put("name", curve.name());
            ArrayNode x = item.putArray("x");
            ArrayNode y = item.putArray("y");
            List<double[]> seen = curve.points().stream()
                    .filter(each -> each[0] >= range[0] && each[0] <= range[range.length - 1]).toList();
            int stride = Math.max(1, (seen.size() + MOST_POINTS - 1) / MOST_POINTS);
            for (int i = 0; i < seen.size(); i += stride) {
                x.add(Rounded.of(seen.get(i)[0]));
                y.add(Rounded.of(seen.get(i)[1]));
            }
        }
        return json;
    }

    private static double[][] density(Figure figure, GuidanceSchedule w) {
        return LineProcess.guided(figure.process().withGuidance(w)).density(REFINEMENT);
    }

    /** Densities at the noise at which the process is stopped. */
    private static List<Curve> classes(Figure figure, double[] points) {
        SideDensities densities = SideDensities.at(points, figure.process().sides(),
                figure.process().end());
        return List.of(curve("class " + figure.process().label() + ", times its prior", points, densities.own()),
                curve("the rest, times its prior", points, densities.rest()));
    }

    private static Curve curve(String name, double[] x, double[] y) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            points.add(new double[] {x[i], y[i]});
        }
        return new Curve(name, points);
    }
}
