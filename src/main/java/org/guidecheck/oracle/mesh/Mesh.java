package org.guidecheck.oracle.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.LineFeature;
import org.guidecheck.law.NoiseLevel;

/**
 * Mesh of the line, dense where the data is narrow. The spacing at y is a fixed share of a local scale: the smallest
 * over components of max(scale_k, {@value #WIDENING}·|y − mean_k|), and at most 1, the scale of pure noise, as far out
 * as any component's mean. Further out, where only heavy tails are, it may grow: a tail that reaches to 10⁸ needs only
 * as many points as it has orders of magnitude.
 *
 * <p>Minimum and maximum are smooth, so that all meshes of one law are images x(i/n) of the uniform mesh under one
 * smooth map: doubling n halves every spacing, and errors have an expansion that extrapolation can use. On its way from
 * the origin to mean_k, the noised component passes y while its deviation is still about √(2|y − mean_k|/|mean_k|),
 * wider than the spacing requires.
 */
final class Mesh {
    /** Growth of the local scale with the distance from a component. */
    static final double WIDENING = 0.25;
    /** Smallest half-width of the mesh, for the start N(0, 1). */
    static final double START_REACH = 9;
    /** Deviations of each component that are covered. */
    static final double DEVIATIONS = 10;

    /** Fewest Runge–Kutta steps of the map on each local scale. */
    private static final int STEPS_PER_SCALE = 8;

    private final double[] points;
    private final double[] volumes;

    /**
     * Place that the mesh resolves.
     *
     * @param at    where it lies
     * @param scale local scale there, above 0
     */
    record Place(double at, double scale) {
    }

    private Mesh(double[] points) {
        int n = points.length;
        this.points = points;
        this.volumes = new double[n];
        for (int i = 0; i < n; i++) {
            volumes[i] = 0.5 * (points[Math.min(i + 1, n - 1)] - points[Math.max(i - 1, 0)]);
        }
    }

    /**
     * Mesh for a law.
     *
     * @param odds     log-odds of the law
     * @param end      level at which it is narrowest
     * @param pull     how far beyond the data guidance can carry a point
     * @param perScale number of points on each local scale
     * @return the mesh
     */
    static Mesh of(LineLogOdds odds, NoiseLevel end, double pull, int perScale) {
        return of(odds.features(), end, pull, perScale);
    }

    /**
     * Mesh of a family for a law.
     *
     * @param odds       log-odds of the law
     * @param end        level at which it is narrowest
     * @param pull       how far beyond the data guidance can carry a point
     * @param family     the family
     * @param refinement resolution, from 0; each halves the spacings
     * @return the mesh
     */
    static Mesh of(LineLogOdds odds, NoiseLevel end, double pull, Discretisation family, int refinement) {
        return of(odds.features(), end, pull, family.pointsPerScale() << refinement, family.widening());
    }

    /**
     * Mesh for data with structure at given places.
     *
     * @param features places and scales of the structure; at least one
     * @param end      level at which it is narrowest
     * @param pull     how far beyond the data guidance can carry a point
     * @param perScale number of points on each local scale
     * @return the mesh
     */
    static Mesh of(List<LineFeature> features, NoiseLevel end, double pull, int perScale) {
        return of(features, end, pull, perScale, WIDENING);
    }

    private static Mesh of(List<LineFeature> features, NoiseLevel end, double pull, int perScale, double widening) {
        return of(places(features, end), reach(features, end, pull), perScale, widening);
    }

    /**
     * The mesh of {@link Discretisation#MAIN} for a law, denser around some places.
     *
     * @param odds       log-odds of the law
     * @param end        level at which it is narrowest
     * @param pull       how far beyond the data guidance can carry a point
     * @param refinement resolution, from 0; each halves the spacings
     * @param dense      further places with the local scale there
     * @return the mesh
     */
    static Mesh dense(LineLogOdds odds, NoiseLevel end, double pull, int refinement, List<Place> dense) {
        List<Place> all = new ArrayList<>(places(odds.features(), end));
        all.addAll(dense);
        return of(all, reach(odds.features(), end, pull), Discretisation.MAIN.pointsPerScale() << refinement, WIDENING);
    }

    private static List<Place> places(List<LineFeature> features, NoiseLevel end) {
        return features.stream().map(each -> new Place(each.position(end), each.deviation(end))).toList();
    }

    private static double reach(List<LineFeature> features, NoiseLevel end, double pull) {
        double reach = START_REACH;
        for (LineFeature feature : features) {
            reach = Math.max(reach, Math.abs(feature.position(end)) + DEVIATIONS * feature.deviation(end));
        }
        return reach + pull;
    }

    private static Mesh of(List<Place> places, double reach, int perScale, double widening) {
        Density density = new Density(places, widening);
        // The number of scales in [−reach, reach], along the same curve that then places the points.
        double scales = 0;
        double stride = 1.0 / (2 * STEPS_PER_SCALE);
        for (double x = -reach; x < reach;) {
            double next = density.advance(x, stride);
            scales += stride * Math.min(1, (reach - x) / (next - x));
            x = next;
        }
        int cells = Math.max(2, perScale * (int) Math.ceil(scales));
        int substeps = Math.max(1, STEPS_PER_SCALE / perScale);
        double[] points = new double[cells + 1];
        points[0] = -reach;
        for (int i = 1; i <= cells; i++) {
            double x = points[i - 1];
            for (int j = 0; j < substeps; j++) {
                x = density.advance(x, scales / cells / substeps);
            }
            points[i] = x;
        }
        return new Mesh(points);
    }

    /** Number of points, at least 3. */
    int size() {
        return points.length;
    }

    /** The points, ascending; not a copy, read only. */
    double[] points() {
        return points;
    }

    /** The length of line that each point represents; not a copy, read only. Their sum is the width of the mesh. */
    double[] volumes() {
        return volumes;
    }

    /** Scales per unit of length: a smooth maximum over components. */
    private static final class Density {
        private final double[] means;
        private final double[] squares;
        private final double outermost;
        private final double widening;

        Density(List<Place> places, double widening) {
            this.widening = widening;
            means = places.stream().mapToDouble(Place::at).toArray();
            squares = places.stream().mapToDouble(each -> each.scale() * each.scale()).toArray();
            outermost = Math.max(START_REACH, Arrays.stream(means).map(Math::abs).max().orElseThrow());
        }

        /** Moves by a number of scales: one Runge–Kutta step of dx/dξ = scale(x). */
        double advance(double x, double scales) {
            double k1 = scale(x);
            double k2 = scale(x + 0.5 * scales * k1);
            double k3 = scale(x + 0.5 * scales * k2);
            double k4 = scale(x + scales * k3);
            return x + scales / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }

        private double scale(double x) {
            double beyond = widening * Math.max(0, Math.abs(x) - outermost);
            double noise = 1 / (1 + beyond * beyond);
            double sum = noise * noise * noise * noise;
            for (int k = 0; k < means.length; k++) {
                double z = widening * (x - means[k]);
                double inverse = 1 / (squares[k] + z * z);
                double square = inverse * inverse;
                sum += square * square;
            }
            // The 8-norm of the inverse scales.
            return 1 / Math.sqrt(Math.sqrt(Math.sqrt(sum)));
        }
    }
}
