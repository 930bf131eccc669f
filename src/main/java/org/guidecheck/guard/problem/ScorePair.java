package org.guidecheck.guard.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
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
    /** Length of a path, in units of rounding, that the integrator refuses. */
    private static final double ROUNDED = 2000;
    /** Shortest step in u of the integration. */
    private static final double SHORTEST = 1e-14;

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

    /**
     * Predicted clean point of a coordinate, constant + slope·x.
     *
     * @param constant value at the origin
     * @param slope    derivative in x
     */
    public record Prediction(double constant, double slope) {
        private static Prediction of(double mean, double variance, NoiseLevel level) {
            double noised = level.signal() * variance + level.noise();
            return new Prediction(mean * level.noise() / noised, Math.sqrt(level.signal()) * variance / noised);
        }
    }

    /** {@return the predicted clean point of coordinate i with the class} */
    public Prediction conditional(int i, NoiseLevel level) {
        return Prediction.of(coordinates.get(i).mean(), coordinates.get(i).variance(), level);
    }

    /** {@return the predicted clean point of coordinate i without the class} */
    public Prediction unconditional(int i, NoiseLevel level) {
        return Prediction.of(coordinates.get(i).allMean(), coordinates.get(i).allVariance(), level);
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
     * Part of the path of a process in the limit of short steps. Towards less noise it is that of dY = ½(Y + (1 + c)
     * s_w) du + √c dB, u = log t; towards more noise, the forward process.
     *
     * @param from  level where it begins
     * @param to    level where it ends, possibly clean data
     * @param churn c, the variance that noise adds in a unit of u; 1 in the paper, 0 for the probability-flow ODE
     * @param w     guidance weight
     */
    public record Leg(NoiseLevel from, NoiseLevel to, double churn, double w) {
        /**
         * {@return factor of a point in the point at the end, for data at the origin: ρ with ρ² = (t′/t)
         * (τ′t/(τt′))^{1+c}}
         */
        public double decay() {
            return Math.exp(0.5 * (to.logSignal() - from.logSignal() - (1 + churn) * (to.logSnr() - from.logSnr())));
        }
    }

    /**
     * The output law in the limit of short steps, from N(0, I). Without guidance it does not depend on the churn.
     *
     * @param w     guidance weight
     * @param churn c of {@link Leg}
     * @param start level of the start
     * @param end   level of the end, possibly clean data
     * @return the law, exact up to 1e-11
     */
    public GaussianLaw limit(double w, double churn, NoiseLevel start, NoiseLevel end) {
        return limit(List.of(new Leg(start, end, churn, w)));
    }

    /**
     * The law at the end of a path, from N(0, I) at its beginning.
     *
     * @param legs parts of the path, one after another
     * @return the law, exact up to 1e-11 for each part; NaN if numbers overflow or a part adds noise without bound
     */
    public GaussianLaw limit(List<Leg> legs) {
        return along(legs, this::integrated);
    }

    /**
     * The law at the end of a path of which each part is one step of first order: with the predicted clean point
     * unchanged, x′ = ρ x + (√t′ − ρ √t) x̂_0 and noise that keeps a point mass. This is {@code DDIM} or {@code DDPM}
     * where the churn is 0 or 1.
     *
     * @param legs parts of the path, one after another
     * @return the law, exact up to rounding
     */
    public GaussianLaw firstOrder(List<Leg> legs) {
        return along(legs, this::frozen);
    }

    private GaussianLaw along(List<Leg> legs, BiFunction<Leg, double[], double[]> step) {
        int d = dimension();
        double[] y = new double[2 * d];
        Arrays.fill(y, d, 2 * d, 1);
        for (Leg leg : legs) {
            y = leg.to().noise() > leg.from().noise() ? noisier(leg, y) : step.apply(leg, y);
        }
        List<GaussianLaw.Coordinate> result = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            result.add(new GaussianLaw.Coordinate(y[i], y[d + i]));
        }
        return new GaussianLaw(result);
    }

    /** Means and variances after the forward process. */
    private double[] noisier(Leg leg, double[] y) {
        int d = dimension();
        double kept = leg.to().signal() / leg.from().signal();
        double[] result = new double[2 * d];
        for (int i = 0; i < d; i++) {
            result[i] = Math.sqrt(kept) * y[i];
            result[d + i] = kept * y[d + i] + leg.to().noise() - kept * leg.from().noise();
        }
        return result;
    }

    private double[] frozen(Leg leg, double[] y) {
        int d = dimension();
        double[] result = new double[2 * d];
        double kept = leg.decay();
        double factor = Math.sqrt(leg.to().signal()) - kept * Math.sqrt(leg.from().signal());
        for (int i = 0; i < d; i++) {
            Prediction own = conditional(i, leg.from());
            Prediction all = unconditional(i, leg.from());
            double slope = kept + factor * (own.slope() + leg.w() * (own.slope() - all.slope()));
            double constant = factor * (own.constant() + leg.w() * (own.constant() - all.constant()));
            result[i] = slope * y[i] + constant;
            result[d + i] = slope * slope * y[d + i] + leg.to().noise() - kept * kept * leg.from().noise();
        }
        return result;
    }

    private double[] integrated(Leg leg, double[] from) {
        int d = dimension();
        if (!Double.isFinite(leg.churn()) || !Arrays.stream(from).allMatch(Double::isFinite)) {
            double[] unknown = new double[2 * d];
            Arrays.fill(unknown, Double.NaN);
            return unknown;
        }
        double length = leg.to().logSignal() - leg.from().logSignal();
        if (length <= ROUNDED * Math.ulp(leg.from().logSignal())) {
            return from;
        }
        double share = 0.5 * (1 + leg.churn());
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
                    Linear score = guided(i, level, leg.w());
                    double rate = 0.5 - share * score.slope();
                    change[i] = rate * y[i] + share * score.constant();
                    change[d + i] = 2 * rate * y[d + i] + leg.churn();
                }
                return change;
            }
        };
        return new DormandPrince853Integrator(SHORTEST, 1, PRECISION, PRECISION)
                .integrate(equation, new ODEState(leg.from().logSignal(), from), leg.to().logSignal())
                .getPrimaryState();
    }
}
