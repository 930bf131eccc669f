package org.guidecheck.oracle.mesh;

import java.util.stream.IntStream;

/** Time stepper of the bounded backward equation on a product mesh, line by line. */
final class PlaneSteps {
    private static final int SHARES = 16;

    private final Mesh[] meshes;
    private final PlaneDensities densities;
    private double weight;
    /** Both coordinates of the field at the points; null for classifier-free guidance with the weight. */
    private double[][] field;
    /** Guidance weights at the points; null unless they depend on the point. */
    private double[] weights;
    private double leastKilling;
    /** Whether paths are killed, as in the bounded form; without, the weight is that of the process itself. */
    private boolean killed = true;

    PlaneSteps(Mesh first, Mesh second, PlaneDensities densities) {
        this.meshes = new Mesh[] {first, second};
        this.densities = densities;
    }

    /** Sets the guidance weight of the next steps forward, along which no mass is lost. */
    void unkilled(double w) {
        weight(w + 1);
        killed = false;
    }

    /** Sets guidance weights of the points for the next steps, along which no mass is lost. */
    void unkilled(double... atPoints) {
        unkilled(0.0);
        weights = atPoints;
    }

    /** Sets a drift that is added to that of the class for the next steps, along which no mass is lost. */
    void drift(double[][] added) {
        unkilled(0.0);
        field = added;
    }

    /** Sets the guidance weight of the next steps. */
    void weight(double w) {
        weight = w;
        killed = true;
        field = null;
        weights = null;
        leastKilling = Double.NEGATIVE_INFINITY;
    }

    /** Sets the guidance field of the next steps, and a lower cut-off of the killing of each direction. */
    void field(double[][] e, double least) {
        killed = true;
        field = e;
        leastKilling = least;
    }

    /** Moves values back by one step of Strang's splitting, with the densities at their present level. */
    void stepBack(double du, double[] values) {
        strang(du, values, true);
    }

    /** Moves masses forward by one step: the transpose of {@link #stepBack}. */
    void stepForward(double du, double[] masses) {
        strang(du, masses, false);
    }

    private void strang(double du, double[] values, boolean back) {
        sweep(0, 0.5 * du, values, back);
        sweep(1, du, values, back);
        sweep(0, 0.5 * du, values, back);
    }

    /** One step along all lines of a coordinate. */
    private void sweep(int coordinate, double du, double[] values, boolean back) {
        int lines = meshes[1 - coordinate].size();
        IntStream.range(0, SHARES).parallel().forEach(share -> {
            Line line = new Line(coordinate);
            for (int each = share; each < lines; each += SHARES) {
                line.step(each, du, values, back);
            }
        });
    }

    /** Buffers for one line. */
    private final class Line {
        private final int coordinate;
        private final Mesh mesh;
        private final BackwardEquationStepper stepper;
        private final double[] rises;
        private final double[] onEdges;
        private final double[] killing;
        private final double[] values;

        Line(int coordinate) {
            this.coordinate = coordinate;
            this.mesh = meshes[coordinate];
            int n = mesh.size();
            this.stepper = new BackwardEquationStepper(mesh);
            this.rises = new double[n - 1];
            this.onEdges = new double[n - 1];
            this.killing = new double[n];
            this.values = new double[n];
        }

        void step(int line, double du, double[] all, boolean back) {
            int across = meshes[0].size();
            int start = coordinate == 0 ? line * across : line;
            int stride = coordinate == 0 ? 1 : across;
            fill(start, stride);
            for (int i = 0; i < values.length; i++) {
                values[i] = all[start + i * stride];
            }
            if (back) {
                stepper.stepBack(rises, killing, du, values);
            } else {
                stepper.stepForward(rises, killing, du, values);
            }
            for (int i = 0; i < values.length; i++) {
                all[start + i * stride] = values[i];
            }
        }

        /** Fills in the rises of the drift and the killing of this direction, as in one dimension, along the line. */
        private void fill(int start, int stride) {
            double[] points = mesh.points();
            double[] logOwn = densities.logOwn();
            double[] logReciprocal = densities.logReciprocal();
            for (int i = 0; i < rises.length; i++) {
                int at = start + i * stride;
                int next = at + stride;
                double spacing = points[i + 1] - points[i];
                double reciprocal = logReciprocal[next] - logReciprocal[at];
                double base = 0.25 * spacing * (points[i + 1] + points[i]) + logOwn[next] - logOwn[at];
                if (weights != null) {
                    rises[i] = 2 * (base - 0.5 * (weights[at] + weights[next]) * reciprocal);
                    onEdges[i] = 0;
                } else if (field == null) {
                    rises[i] = 2 * (base - (weight - 1) * reciprocal);
                    onEdges[i] = killed ? weight * reciprocal * reciprocal / spacing : 0;
                } else {
                    double e = 0.5 * (field[coordinate][at] + field[coordinate][next]);
                    rises[i] = 2 * (base + (killed ? reciprocal : 0) + e * spacing);
                    onEdges[i] = killed ? -reciprocal * e : 0;
                }
            }
            for (int i = 0; i < killing.length; i++) {
                double sum = (i > 0 ? onEdges[i - 1] : 0) + (i < onEdges.length ? onEdges[i] : 0);
                killing[i] = Math.max(leastKilling, 0.5 * sum / mesh.volumes()[i]);
            }
        }
    }
}
