package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.StandardNormal;

/**
 * Exact law of guided output on the line, as its quantile at every normal score, with a bound on its Wasserstein-1
 * error.
 *
 * <p>Of the flow, the quantile at a score is the end of the path that starts there, since paths on the line do not
 * cross: paths are followed back from a mesh of ends. Of the diffusion, the density of the end solves the forward
 * equation. With weight 0 both have the law of the class, whose density is known; {@link #ofClass} integrates it.
 */
public final class LineLaw {
    /** Points on each local scale. */
    private static final int POINTS_PER_SCALE = 16;
    /** Resolution of the forward equation; the coarser one halves it. */
    private static final int REFINEMENT = 5;
    /** Longest cell of the flow's quantiles, in scores, and scores up to which cells are divided. */
    private static final double LONGEST_CELL = 0.08;
    private static final double REACH = 7;
    private static final int MOST_INSERTIONS = 8;
    /** Tails of less probability are not resolved. */
    private static final double TAIL = 1e-12;
    /** Error of the integrations along paths, in units of the spread. */
    private static final double FLOOR = 1e-8;

    private final MonotoneCurve quantiles;
    private final double error;

    private LineLaw(MonotoneCurve quantiles, double error) {
        this.quantiles = quantiles;
        this.error = error;
    }

    /**
     * Law of the end of the guided probability-flow ODE, from N(0, 1) at pure noise.
     *
     * @param process guided process in one dimension, weights at least 0
     * @return the law
     * @throws ArithmeticException if the equation is too stiff
     */
    public static LineLaw ofFlow(GuidedProcess process) {
        return ofFlow(ReferenceFlow.fromPureNoise(process));
    }

    /**
     * Law of the end of a flow.
     *
     * @param flow flow on the line
     * @return the law
     * @throws ArithmeticException if the equation is too stiff
     */
    public static LineLaw ofFlow(ReferenceFlow flow) {
        double[] ends = flow.ends();
        double[] scores = flow.starts();
        for (int i = 0; i < MOST_INSERTIONS; i++) {
            double[] between = between(ends, scores);
            if (between.length == 0) {
                break;
            }
            double[] more = DoubleStream.concat(Arrays.stream(ends), Arrays.stream(between)).sorted().toArray();
            scores = merged(ends, scores, more, between, flow.starts(between));
            ends = more;
        }
        LineLaw law = of(LineMap.ascending(scores, ends));
        double spread = 0;
        for (int i = 1; i < ends.length; i++) {
            spread += (ends[i] - ends[i - 1]) * StandardNormal.density(0.5 * (scores[i] + scores[i - 1]));
        }
        return new LineLaw(law.quantiles, law.error + (flow.startShift() + FLOOR) * spread);
    }

    /**
     * Midpoints of cells that hold much probability: strong guidance presses paths together more than the mesh shows.
     */
    private static double[] between(double[] ends, double[] scores) {
        return IntStream.range(1, ends.length)
                .filter(i -> scores[i] - scores[i - 1] > LONGEST_CELL && Math.abs(scores[i]) < REACH
                        && Math.abs(scores[i - 1]) < REACH)
                .mapToDouble(i -> 0.5 * (ends[i - 1] + ends[i])).toArray();
    }

    /** Scores of points in order, of which some are known and some new. */
    private static double[] merged(double[] ends, double[] scores, double[] all, double[] added, double[] found) {
        double[] result = new double[all.length];
        int known = 0;
        int fresh = 0;
        for (int i = 0; i < all.length; i++) {
            boolean isKnown = known < ends.length && (fresh == added.length || ends[known] <= added[fresh]);
            result[i] = isKnown ? scores[known++] : found[fresh++];
        }
        return result;
    }

    /**
     * Law of the end of the guided diffusion, from N(0, 1) at the noisy end of {@link TimeGrid#forLaw}.
     *
     * @param process guided process in one dimension, weights at least 0
     * @return the law
     */
    public static LineLaw ofDiffusion(GuidedProcess process) {
        LineProcess line = LineProcess.guided(process);
        double[][] fine = line.density(REFINEMENT);
        double[][] coarse = line.density(REFINEMENT - 1);
        LineLaw law = ofMasses(fine[0], fine[1]);
        LineLaw before = ofMasses(coarse[0], coarse[1]);
        double start = process.startError() * law.spread();
        return new LineLaw(law.quantiles, law.error + before.distance(law) + start);
    }

    /**
     * Law of the class itself, noised up to where the process stops: the output of both at weight 0.
     *
     * @param process guided process in one dimension; its weights are ignored
     * @return the law
     */
    public static LineLaw ofClass(GuidedProcess process) {
        LineLogOdds odds = new LineLogOdds(process);
        Mesh fine = Mesh.of(odds, process.end(), 0, 2 * POINTS_PER_SCALE);
        Mesh coarse = Mesh.of(odds, process.end(), 0, POINTS_PER_SCALE);
        LineLaw law = ofDensity(process, odds, fine.points());
        return new LineLaw(law.quantiles, law.error + ofDensity(process, odds, coarse.points()).distance(law));
    }

    private static LineLaw ofDensity(GuidedProcess process, LineLogOdds odds, double[] points) {
        double[] density = new double[points.length];
        odds.evaluate(points, process.end(), density, new double[points.length]);
        Arrays.setAll(density, i -> Math.exp(density[i]));
        double[] cells = new MeshSpline(points, density).integrals();
        return of(LineMap.ofCells(points, cells, TAIL));
    }

    /** From the density of the finite volumes around points. */
    private static LineLaw ofMasses(double[] points, double[] density) {
        int n = points.length;
        double[] edges = new double[n + 1];
        edges[0] = points[0];
        edges[n] = points[n - 1];
        for (int i = 1; i < n; i++) {
            edges[i] = 0.5 * (points[i - 1] + points[i]);
        }
        double[] cells = new double[n];
        Arrays.setAll(cells, i -> density[i] * (edges[i + 1] - edges[i]));
        return of(LineMap.ofCells(edges, cells, TAIL));
    }

    /** Law with these quantiles. Its error is that of interpolation. */
    private static LineLaw of(LineMap map) {
        MonotoneCurve curve = new MonotoneCurve(map.scores(), map.values());
        LineMap half = map.halved();
        // At the points that every other one leaves out its error is largest; that of the whole curve is smaller.
        LineLaw coarse = new LineLaw(new MonotoneCurve(half.scores(), half.values()), 0);
        return new LineLaw(curve, map.distance(coarse));
    }

    /** Wasserstein-1 distance from another law, by the midpoint rule in the score. */
    private double distance(LineLaw other) {
        return integral(z -> Math.abs(quantile(z) - other.quantile(z)));
    }

    /** Mean distance from the median. */
    private double spread() {
        double median = quantile(0);
        return integral(z -> Math.abs(quantile(z) - median));
    }

    private static double integral(DoubleUnaryOperator of) {
        int cells = 4000;
        double reach = REACH;
        double sum = 0;
        for (int i = 0; i < cells; i++) {
            double z = reach * (2 * (i + 0.5) / cells - 1);
            sum += StandardNormal.density(z) * of.applyAsDouble(z);
        }
        return sum * 2 * reach / cells;
    }

    /**
     * A quantile.
     *
     * @param score normal score z of its probability Φ(z)
     * @return the point below which the output lies with that probability
     */
    public double quantile(double score) {
        return quantiles.at(score);
    }

    /** The scores at which quantiles are known; not a copy, read only. */
    double[] scores() {
        return quantiles.places();
    }

    /** {@return bound on the Wasserstein-1 distance of these quantiles from the law} */
    public double error() {
        return error;
    }
}
