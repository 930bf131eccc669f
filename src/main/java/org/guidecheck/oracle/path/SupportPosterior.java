package org.guidecheck.oracle.path;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;

/**
 * Class posterior of laws of bounded support, from their noised densities and scores. Both conditional means lie within
 * the ball that holds the support, so that h is at most (1 − p(c|·)) times its diameter D, and the log-odds are
 * D-Lipschitz in V.
 */
final class SupportPosterior implements SignalPosterior {
    private final ClassVersusRest sides;
    private final double diameter;
    private final double prior;
    private final double[] clean;
    private final double[] point;
    private double squaredGap;
    private double logOdds;

    /**
     * Prepares the laws.
     *
     * @param sides    class and rest
     * @param diameter of a ball that holds the support of both
     */
    SupportPosterior(ClassVersusRest sides, double diameter) {
        this.sides = sides;
        this.diameter = diameter;
        this.prior = sides.prior();
        this.clean = new double[sides.dimension()];
        this.point = new double[sides.dimension()];
    }

    @Override
    public void place(double[] to) {
        System.arraycopy(to, 0, clean, 0, clean.length);
    }

    @Override
    public void evaluate(double r, double[] v) {
        if (r == 0) {
            // A point of the Poisson process falls here with probability 0.
            logOdds = Math.log(prior) - Math.log1p(-prior);
            squaredGap = diameter * diameter;
            return;
        }
        NoiseLevel level = new NoiseLevel(r / (1 + r), 1 / (1 + r));
        double root = Math.sqrt(level.signal());
        for (int i = 0; i < point.length; i++) {
            point[i] = root * (clean[i] + v[i] / r);
        }
        logOdds = Math.log(prior) - Math.log1p(-prior) + sides.own().logDensity(point, level)
                - sides.rest().logDensity(point, level);
        double[] own = sides.own().score(point, level);
        double[] rest = sides.rest().score(point, level);
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
            double gap = (own[i] - rest[i]) * root / r;
            sum += gap * gap;
        }
        double other = 1 / (1 + Math.exp(logOdds));
        squaredGap = sum * other * other;
    }

    @Override
    public double squaredGap() {
        return squaredGap;
    }

    @Override
    public double logOdds() {
        return logOdds;
    }

    @Override
    public double bound(double length, TubeRadii.Radii tube) {
        // At fixed v the log-odds change in r by half the difference of two means of ‖x − X_0‖², each at most D².
        double least = logOdds - diameter * tube.ball() * Math.sqrt(length) - 0.5 * diameter * diameter * length;
        double h = diameter / (1 + Math.exp(least));
        return h * h;
    }

    @Override
    public double closingBound(double[] w, TubeRadii.Radii tube) {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double squaredGradient(double s, double[] w) {
        throw new IllegalStateException("s=" + s + ": the process must stop before clean data");
    }
}
