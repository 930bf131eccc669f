package org.guidecheck.guard.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Denoiser;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

/**
 * Denoiser with two linear scores: those of two Gaussians with independent coordinates, one with the class and one
 * without. Every step of a usual sampler is then an affine map with Gaussian noise, and its output law a Gaussian
 * known up to rounding, at any number of steps and any weight.
 *
 * <p>The two need not belong to a labelled law; a sampler cannot tell. The first coordinate is the pair of A. Bradley
 * and P. Nakkiran, <i>Classifier-free guidance is a predictor-corrector</i>, arXiv 2408.09000.
 */
public final class ScorePair implements Denoiser {
    /** Means and variances of a coordinate's Gaussians, with the class and without. */
    record Coordinate(double mean, double variance, double allMean, double allVariance) {
    }

    /** The guided score of a coordinate at a noise level, constant − slope·x. */
    record Linear(double constant, double slope) {
    }

    /**
     * The usual pair: the coordinate of Bradley and Nakkiran, a wide one beyond [−1, 1], and two narrow ones, whose
     * last steps are coarse at any usual number of steps. The means of the first and the last are 0.
     */
    public static final ScorePair STANDARD = new ScorePair(List.of(
            new Coordinate(0, 1, 0, 2),
            new Coordinate(1, 0.01, 0, 1),
            new Coordinate(-2, 4, 1, 9),
            new Coordinate(0, 0.0025, 0, 0.25)), null);

    /** The usual pair, rotated. */
    public static final ScorePair ROTATED = STANDARD.rotated();

    /** Wide coordinates only: errors are near their leading term at usual numbers of steps. */
    public static final ScorePair MILD = new ScorePair(List.of(
            new Coordinate(0, 1, 0, 2),
            new Coordinate(1, 0.25, 0, 1),
            new Coordinate(-2, 4, 1, 9)), null);

    private static final double PRECISION = 1e-11;

    private final List<Coordinate> coordinates;
    /** Images of the axes, orthonormal rows; null without rotation. */
    private final double[][] axes;

    private ScorePair(List<Coordinate> coordinates, double[][] axes) {
        this.coordinates = List.copyOf(coordinates);
        this.axes = axes;
    }

    /** Rotates every two axes by an angle of their own, one after another. */
    private ScorePair rotated() {
        int d = dimension();
        double[][] rotated = new double[d][d];
        for (int i = 0; i < d; i++) {
            rotated[i][i] = 1;
        }
        for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++) {
                double angle = 0.4 + 0.3 * i + 0.5 * j;
                for (int k = 0; k < d; k++) {
                    double first = rotated[i][k];
                    double second = rotated[j][k];
                    rotated[i][k] = Math.cos(angle) * first + Math.sin(angle) * second;
                    rotated[j][k] = Math.cos(angle) * second - Math.sin(angle) * first;
                }
            }
        }
        return new ScorePair(coordinates, rotated);
    }

    /** {@return the number of coordinates} */
    public int dimension() {
        return coordinates.size();
    }

    /** The smallest standard deviation of the class. */
    double narrowest() {
        return coordinates.stream().mapToDouble(c -> Math.sqrt(c.variance())).min().orElseThrow();
    }

    /** {@return the variance of the class in a coordinate} */
    public double variance(int i) {
        return coordinates.get(i).variance();
    }

    /** {@return a copy of points, rotated back to the axes of the coordinates} */
    public double[] rotatedBack(double[] points) {
        return axes == null ? points.clone() : map(points, false);
    }

    /** {@return a copy of points in the axes of the coordinates, rotated as the scores are} */
    public double[] rotated(double[] points) {
        return axes == null ? points.clone() : map(points, true);
    }

    @Override
    public Scores scores(NoiseLevel level, double[] points, int dimensionOfPoints) {
        requireDimension(dimensionOfPoints);
        int d = dimension();
        double[] x = rotatedBack(points);
        double[] conditional = new double[x.length];
        double[] unconditional = new double[x.length];
        double root = Math.sqrt(level.signal());
        for (int i = 0; i < d; i++) {
            Coordinate c = coordinates.get(i);
            double ownVariance = level.signal() * c.variance() + level.noise();
            double allVariance = level.signal() * c.allVariance() + level.noise();
            for (int at = i; at < x.length; at += d) {
                conditional[at] = (root * c.mean() - x[at]) / ownVariance;
                unconditional[at] = (root * c.allMean() - x[at]) / allVariance;
            }
        }
        return axes == null ? new Scores(conditional, unconditional)
                : new Scores(map(conditional, true), map(unconditional, true));
    }

    /** {@inheritDoc} In a coordinate with mean m and variance v it is m + √t v (x − √t m)/(t v + τ). */
    @Override
    public Scores cleanPoints(NoiseLevel level, double[] points, int dimensionOfPoints) {
        requireDimension(dimensionOfPoints);
        double[] x = rotatedBack(points);
        double[] conditional = new double[x.length];
        double[] unconditional = new double[x.length];
        double root = Math.sqrt(level.signal());
        for (int at = 0; at < x.length; at++) {
            Coordinate c = coordinates.get(at % coordinates.size());
            conditional[at] = c.mean() + root * c.variance() * (x[at] - root * c.mean())
                    / (level.signal() * c.variance() + level.noise());
            unconditional[at] = c.allMean() + root * c.allVariance() * (x[at] - root * c.allMean())
                    / (level.signal() * c.allVariance() + level.noise());
        }
        return axes == null ? new Scores(conditional, unconditional)
                : new Scores(map(conditional, true), map(unconditional, true));
    }

    private void requireDimension(int ofPoints) {
        if (ofPoints != dimension()) {
            throw new IllegalArgumentException("dimension=" + ofPoints + ": must be " + dimension());
        }
    }

    private double[] map(double[] points, boolean forward) {
        int d = dimension();
        double[] result = new double[points.length];
        for (int at = 0; at < points.length; at += d) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    result[at + i] += (forward ? axes[j][i] : axes[i][j]) * points[at + j];
                }
            }
        }
        return result;
    }

    /** The guided score of a coordinate. */
    Linear guided(int i, NoiseLevel level, double w) {
        Coordinate c = coordinates.get(i);
        double own = (1 + w) / (level.signal() * c.variance() + level.noise());
        double all = w / (level.signal() * c.allVariance() + level.noise());
        double root = Math.sqrt(level.signal());
        return new Linear(root * (own * c.mean() - all * c.allMean()), own - all);
    }

    /**
     * The output law in the limit of short steps: that of dY = ½(Y + (1 + c) s_w) du + √c dB, u = log t, from N(0,
     * I). Without guidance it does not depend on c; with it, c = 1 is the process of the paper and c = 0 the
     * probability-flow ODE.
     *
     * @param w     guidance weight
     * @param churn c, the variance that noise adds in a unit of u
     * @param start level of the start
     * @param end   level of the end, possibly clean data
     * @return the law, exact up to 1e-11
     */
    public GaussianLaw limit(double w, double churn, NoiseLevel start, NoiseLevel end) {
        int d = dimension();
        List<GaussianLaw.Coordinate> result = new ArrayList<>();
        double[] from = new double[2 * d];
        Arrays.fill(from, d, 2 * d, 1);
        double share = 0.5 * (1 + churn);
        OrdinaryDifferentialEquation equation = new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return 2 * d;
            }

            @Override
            public double[] computeDerivatives(double u, double[] y) {
                NoiseLevel level = NoiseLevel.ofLogSignal(Math.min(u, 0));
                double[] change = new double[2 * d];
                for (int i = 0; i < d; i++) {
                    Linear score = guided(i, level, w);
                    double rate = 0.5 - share * score.slope();
                    change[i] = rate * y[i] + share * score.constant();
                    change[d + i] = 2 * rate * y[d + i] + churn;
                }
                return change;
            }
        };
        double[] y = new DormandPrince853Integrator(1e-14, 1, PRECISION, PRECISION)
                .integrate(equation, new ODEState(start.logSignal(), from), end.logSignal()).getPrimaryState();
        for (int i = 0; i < d; i++) {
            result.add(new GaussianLaw.Coordinate(y[i], y[d + i]));
        }
        return new GaussianLaw(result);
    }
}
