package org.guidecheck.oracle.mesh;

import org.guidecheck.law.LineFeature;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;

/**
 * Farthest points that paths on the line reach under weights w − q below −1, or a field e − q g, which guide away from the
 * class. The edge of the noised data moves with the drift where that leads outwards.
 */
final class Outflow {
    private static final int STEPS = 2048;
    /** Distance from a point to its neighbour in a difference quotient, relative. */
    private static final double SHIFT = 1e-4;
    /** Growth of the edge in one step. */
    private static final double MOST_GROWTH = 2;
    private static final double FARTHEST = 1e7;

    private final GuidedProcess process;
    private final LineLogOdds odds;
    private final double power;
    /** The field e; null for classifier-free guidance. */
    private final LineField field;

    Outflow(GuidedProcess process, LineLogOdds odds, GuidanceField field, double power) {
        this.field = field == null ? null : new LineField(process.sides(), field);
        this.process = process;
        this.odds = odds;
        this.power = power;
    }

    /** How far the edge comes beyond the mesh of the data. */
    double pull() {
        double own = Math.max(Mesh.START_REACH, reach(process.end()));
        return Math.max(LineProcess.pull(process), Math.max(edge(1), edge(-1)) - own);
    }

    private double edge(int side) {
        TimeGrid grid = process.grid(STEPS);
        double edge = Mesh.START_REACH;
        double farthest = edge;
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            double du = to.logSignal() - from.logSignal();
            double middle = 0.5 * (from.logSignal() + to.logSignal());
            NoiseLevel level = NoiseLevel.ofLogSignal(middle);
            edge = Math.max(edge, Math.max(reach(level), 1));
            double v = (field == null ? process.guidance().meanWeight(from, to) : 0) - power;
            double rate = drift(side * edge, level, v) / (side * edge);
            edge = Math.min(FARTHEST, edge * Math.max(0.5, Math.min(MOST_GROWTH, Math.exp(rate * du))));
            farthest = Math.max(farthest, edge);
        }
        return farthest;
    }

    private double reach(NoiseLevel level) {
        double reach = 0;
        for (LineFeature feature : odds.features()) {
            reach = Math.max(reach, Math.abs(feature.position(level)) + Mesh.DEVIATIONS * feature.deviation(level));
        }
        return reach;
    }

    /** y/2 + s(y|c) + v g(y), plus e(y) with a field. */
    private double drift(double y, NoiseLevel level, double v) {
        double[] points = {y * (1 - SHIFT), y * (1 + SHIFT)};
        double[] own = new double[2];
        double[] logOdds = new double[2];
        odds.evaluate(points, level, own, logOdds);
        double potential = own[1] - own[0]
                - v * (LineLogOdds.logReciprocal(logOdds[1]) - LineLogOdds.logReciprocal(logOdds[0]));
        return 0.5 * y + potential / (points[1] - points[0]) + (field == null ? 0 : field.mean(points, level));
    }
}
