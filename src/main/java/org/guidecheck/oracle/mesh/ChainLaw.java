package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.GaussianSampler.Transition;
import org.guidecheck.statistics.StandardNormal;

/**
 * Law of the output of a chain with Gaussian steps on the line, by the forward Chapman–Kolmogorov equation: no
 * sampling.
 *
 * <p>The law before each step is a set of weighted points, those of a {@link Mesh} as fine as the noised data. A step
 * spreads the weight of each over the next mesh: at nodes of the trapezoidal rule over its noise, each of which shares
 * its weight between four mesh points so that cubic functions keep their means. The last noise is not spread, but gives
 * the distribution function as a sum of normal ones, unless it is narrower than the mesh. Steps without noise that
 * follow map the quantiles.
 */
public final class ChainLaw {
    private static final int POINTS_PER_SCALE = 8;
    /** Deviations of the noise that are covered; the rest has a probability of 2e-15. */
    private static final double REACH = 8;
    private static final double WIDEST = 0.5;
    private static final double NARROWEST = 0.05;
    private static final double SHARE_OF_MESH = 0.7;
    /** Tails of less probability are not resolved, since shared weights may be slightly below 0 there. */
    private static final double TAIL = 1e-9;

    private final GuidedProcess process;
    private final TimeGrid grid;
    private final GaussianSampler sampler;
    private final LineLogOdds odds;
    private final LineScore scores;
    private final int perScale;
    private final double pull;

    private ChainLaw(GuidedProcess process, TimeGrid grid, GaussianSampler sampler, int perScale) {
        this.process = process;
        this.grid = grid;
        this.sampler = sampler;
        this.odds = new LineLogOdds(process);
        this.scores = new LineScore(process.sides(), ScorePerturbation.NONE);
        this.perScale = perScale;
        this.pull = 2 * Math.sqrt(process.guidance().largest());
    }

    /**
     * Law of the output at two resolutions, the coarser first.
     *
     * @param process guided process in one dimension
     * @param grid    levels that the chain visits
     * @param sampler sampler of the steps, with noise in all but the last
     * @return the law as maps of N(0, 1)
     * @throws ArithmeticException if points overflow
     */
    public static LineMap[] of(GuidedProcess process, TimeGrid grid, GaussianSampler sampler) {
        return new LineMap[] {new ChainLaw(process, grid, sampler, POINTS_PER_SCALE).solve(),
            new ChainLaw(process, grid, sampler, 2 * POINTS_PER_SCALE).solve()};
    }

    private LineMap solve() {
        int cells = 16 * perScale;
        double[] points = new double[2 * cells + 1];
        Arrays.setAll(points, i -> Mesh.START_REACH * (i - cells) / cells);
        double[] weights = Arrays.stream(points).map(StandardNormal::density).toArray();
        int last = lastNoisyStep();
        for (int k = 0; k < last; k++) {
            Transition step = step(k);
            double[] means = means(k, points);
            double[] next = Mesh.of(odds, grid.level(k + 1), pull, perScale).points();
            weights = step.deviation() > 0 ? spread(means, weights, step.deviation(), next)
                    : shared(means, weights, next);
            points = next;
        }
        Transition step = step(last);
        double[] means = means(last, points);
        if (step.deviation() < widestGap(means, weights)) {
            double[] next = Mesh.of(odds, grid.level(last + 1), pull, perScale).points();
            return quantiles(last, next, spread(means, weights, step.deviation(), next));
        }
        return ends(last, means, weights, step.deviation());
    }

    /** Largest distance of neighbouring points where the probability is. */
    private static double widestGap(double[] means, double[] weights) {
        double most = Arrays.stream(weights).max().orElseThrow();
        double widest = 0;
        for (int i = 1; i < means.length; i++) {
            if (weights[i] > TAIL * most && weights[i - 1] > TAIL * most) {
                widest = Math.max(widest, Math.abs(means[i] - means[i - 1]));
            }
        }
        return widest;
    }

    private int lastNoisyStep() {
        for (int k = grid.steps() - 1; k >= 0; k--) {
            if (step(k).deviation() > 0) {
                return k;
            }
        }
        throw new IllegalArgumentException("sampler=" + sampler.name() + ": must have noise in its steps");
    }

    private Transition step(int k) {
        return sampler.transition(grid.level(k), grid.level(k + 1));
    }

    /** The points to which a step leads before its noise. */
    private double[] means(int k, double[] points) {
        NoiseLevel from = grid.level(k);
        Transition step = step(k);
        double[] means = new double[points.length];
        scores.evaluate(points, from, process.guidance().meanWeight(from, grid.level(k + 1)), means);
        for (int i = 0; i < means.length; i++) {
            means[i] = step.keep() * points[i] + step.push() * means[i];
            if (!Double.isFinite(means[i])) {
                throw new ArithmeticException("the chain overflows from y=" + points[i]);
            }
        }
        return means;
    }

    private static double[] spread(double[] means, double[] weights, double deviation, double[] next) {
        double[] result = new double[next.length];
        Spread into = new Spread(next, result);
        for (int i = 0; i < means.length; i++) {
            if (weights[i] != 0) {
                double spacing = Math.max(NARROWEST,
                        Math.min(WIDEST, SHARE_OF_MESH * into.spacing(means[i]) / deviation));
                int reach = (int) Math.ceil(REACH / spacing);
                double factor = weights[i] * spacing / Math.sqrt(2 * Math.PI);
                for (int j = -reach; j <= reach; j++) {
                    double xi = j * spacing;
                    into.add(means[i] + deviation * xi, factor * Math.exp(-0.5 * xi * xi));
                }
            }
        }
        return result;
    }

    private static double[] shared(double[] means, double[] weights, double[] next) {
        double[] result = new double[next.length];
        Spread into = new Spread(next, result);
        for (int i = 0; i < means.length; i++) {
            into.add(means[i], weights[i]);
        }
        return result;
    }

    /** Shares weights between points of a mesh. */
    private static final class Spread {
        private final double[] points;
        private final double[] weights;
        private int cell = 1;

        Spread(double[] points, double[] weights) {
            this.points = points;
            this.weights = weights;
        }

        double spacing(double y) {
            find(y);
            return points[cell + 1] - points[cell];
        }

        private void find(double y) {
            int most = points.length - 3;
            if (y >= points[cell + 1] || y < points[cell]) {
                int found = Arrays.binarySearch(points, y);
                cell = Math.max(1, Math.min(most, found >= 0 ? found : -found - 2));
            }
        }

        /** Weights of Lagrange's cubic through the four points around; beyond the mesh all goes to its end. */
        void add(double y, double weight) {
            int n = points.length;
            if (y <= points[0] || y >= points[n - 1]) {
                weights[y <= points[0] ? 0 : n - 1] += weight;
                return;
            }
            while (cell < n - 3 && y >= points[cell + 1] && y < points[Math.min(n - 1, cell + 2)]) {
                cell++;
            }
            find(y);
            double a = points[cell - 1];
            double b = points[cell];
            double c = points[cell + 1];
            double d = points[cell + 2];
            double ya = y - a;
            double yb = y - b;
            double yc = y - c;
            double yd = y - d;
            weights[cell - 1] += weight * yb * yc * yd / ((a - b) * (a - c) * (a - d));
            weights[cell] += weight * ya * yc * yd / ((b - a) * (b - c) * (b - d));
            weights[cell + 1] += weight * ya * yb * yd / ((c - a) * (c - b) * (c - d));
            weights[cell + 2] += weight * ya * yb * yc / ((d - a) * (d - b) * (d - c));
        }
    }

    /** The law after the last noise and the steps without noise that may follow. */
    private LineMap ends(int last, double[] means, double[] weights, double deviation) {
        double[] nodes = Mesh.of(odds, grid.level(last + 1), pull, 4 * perScale).points();
        double[] below = new double[nodes.length];
        double[] above = new double[nodes.length];
        for (int i = 0; i < means.length; i++) {
            if (weights[i] != 0) {
                for (int j = 0; j < nodes.length; j++) {
                    double z = (nodes[j] - means[i]) / deviation;
                    below[j] += weights[i] * NormalTable.cdf(z);
                    above[j] += weights[i] * NormalTable.cdf(-z);
                }
            }
        }
        return moved(last, LineMap.ofTails(nodes, below, above, TAIL));
    }

    /** The law after the last noise, from the weights of mesh points: those of the trapezoidal rule for its density. */
    private LineMap quantiles(int last, double[] points, double[] weights) {
        int n = points.length;
        double[] density = new double[n];
        Arrays.setAll(density, i -> 2 * weights[i] / (points[Math.min(n - 1, i + 1)] - points[Math.max(0, i - 1)]));
        return moved(last, LineMap.ofCells(points, new MeshSpline(points, density).integrals(), TAIL));
    }

    /** Quantiles, mapped by the steps after the last noise. */
    private LineMap moved(int last, LineMap quantiles) {
        double[] values = quantiles.values();
        for (int k = last + 1; k < grid.steps(); k++) {
            values = means(k, values);
        }
        return new LineMap(quantiles.scores(), values, 0);
    }
}
