package org.guidecheck.oracle.path;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.statistics.Interval;

/**
 * Unbiased estimates of exp(−κ ∫ ‖∇log p_s(c|X_0 + W_s)‖² ds) given X_0, without a time step: the chance that a Poisson
 * process of intensity κ h² has no point. On each piece of the path a Poisson process of a rate Λ is drawn and the
 * Brownian path only at its points and at the ends of pieces; the estimate is the product of 1 − κ h²/Λ over the points.
 * The rate of a piece follows from what has been drawn before.
 *
 * <p>The mean is right for every rate. Rates Λ ≥ κ h² keep the estimate in [0, 1], but bounds of κ h² over a piece are
 * mostly some ten to a hundred times what is met. So rates are lower than these bounds, as long as a factor below 0, which
 * is rare, leaves the estimate in [−{@value #ROOM}, 1].
 *
 * <p>The bounds hold if the path keeps to the tubes of {@link TubeRadii}. As the estimate is kept in its range in any
 * case, its mean is off by at most {@link #range} times the probability of leaving one. Not thread-safe.
 */
final class PoissonThinning {
    /** Product below which a path ends, or goes on with this product, with probabilities that keep the mean. */
    private static final double LEAST = 0.1;
    /** How far below 0 an estimate may come. */
    private static final double ROOM = 3;
    /** Points to be expected in the closing piece, at most. */
    private static final double MOST_CLOSING = 1;
    private static final double GROWTH = 4;
    /** Share of the best progress below which shorter pieces are not tried. */
    private static final double WORTHWHILE = 0.98;
    private static final int MOST_TRIES = 200;

    private final SignalPosterior posterior;
    private final TubeRadii tubes;
    private final double kappa;
    private final double end;

    private UniformRandomProvider random;
    private ZigguratSampler.NormalizedGaussian normal;
    private double product;
    private double length;
    private double rate;
    /** Bound of κ h² over the rate of the piece. */
    private double excess;
    private double[] v;
    private int points;
    private int pieces;

    /**
     * Prepares paths.
     *
     * @param posterior class posterior along a path
     * @param tubes     bounds of the path's moves
     * @param kappa     κ, at least 0
     * @param noise     s at which the process stops; 0 for clean data
     */
    PoissonThinning(SignalPosterior posterior, TubeRadii tubes, double kappa, double noise) {
        this.posterior = posterior;
        this.tubes = tubes;
        this.kappa = kappa;
        this.end = 1 / noise;
    }

    /**
     * An estimate of one path.
     *
     * @param product  in [−{@value #ROOM}, 1]; its mean given X_0 is that of exp(−κ∫…), also jointly with the path's end
     * @param logOdds  log-odds of the class at the end; undefined if the product is 0
     * @param points   points of the Poisson process
     * @param pieces   pieces, which is at least the number of points
     */
    record Path(double product, double logOdds, int points, int pieces) {
    }

    /**
     * Least and largest value of an estimate.
     *
     * @return the interval
     */
    static Interval range() {
        return new Interval(-ROOM, 1);
    }

    /**
     * Draws a path, from pure noise to the stop.
     *
     * @param clean  X_0
     * @param source randomness
     * @return the estimate
     */
    Path draw(double[] clean, UniformRandomProvider source) {
        random = source;
        normal = ZigguratSampler.NormalizedGaussian.of(source);
        product = 1;
        points = 0;
        pieces = 0;
        length = 1;
        v = new double[clean.length];
        posterior.place(clean);
        double r = 0;
        boolean isPoint = false;
        while (true) {
            posterior.evaluate(r, v);
            if (isPoint) {
                thin(posterior.squaredGap());
            }
            if (product == 0 || r >= end) {
                return result(posterior.logOdds());
            }
            TubeRadii.Radii tube = tubes.of(pieces++);
            if (end == Double.POSITIVE_INFINITY && r > 0 && closes(r, tube)) {
                return result(posterior.logOdds());
            }
            chooseLength(end - r, tube);
            double next = rate > 0 ? -Math.log1p(-random.nextDouble()) / rate : Double.POSITIVE_INFINITY;
            isPoint = next < length;
            double step = isPoint ? next : length;
            move(Math.sqrt(step));
            r = !isPoint && length == end - r ? end : r + step;
        }
    }

    private Path result(double logOdds) {
        return new Path(product, logOdds, points, pieces);
    }

    private void move(double deviation) {
        for (int i = 0; i < v.length; i++) {
            v[i] += deviation * normal.sample();
        }
    }

    /** Takes a point of the Poisson process into account. */
    private void thin(double square) {
        points++;
        // Only outside of the tube can the share exceed the bound.
        product *= 1 - Math.min(excess, kappa * square / rate);
        if (Math.abs(product) < LEAST) {
            product = random.nextDouble() * LEAST < Math.abs(product) ? Math.copySign(LEAST, product) : 0;
        }
    }

    /**
     * Chooses the length of the next piece, up to which its rate is valid, for the largest expected progress to the next
     * point or the end of the piece, (1 − exp(−Λ·length))/Λ. The rate is as low as the estimate's range allows, but not
     * below what κ h² is at the beginning.
     */
    private void chooseLength(double left, TubeRadii.Radii tube) {
        double best = 0;
        double tried = Math.min(left, GROWTH * length);
        double present = kappa * posterior.squaredGap();
        double mostExcess = 1 + (product > 0 ? ROOM : 1) / Math.abs(product);
        for (int i = 0; i < MOST_TRIES; i++) {
            double bound = kappa * posterior.bound(tried, tube);
            double lower = Math.max(bound / mostExcess, Math.min(bound, present));
            double progress = lower * tried > 1e-9 ? -Math.expm1(-lower * tried) / lower : tried;
            if (progress > best) {
                best = progress;
                length = tried;
                rate = lower;
                excess = lower > 0 ? bound / lower : 1;
            } else if (best > 0 && progress < WORTHWHILE * best) {
                return;
            }
            if (lower * tried < 0.1) {
                return;
            }
            tried /= 2;
        }
    }

    /** Whether all that is left up to clean data is done in one piece, in the clock s; if so, does it. */
    private boolean closes(double r, TubeRadii.Radii tube) {
        double s = 1 / r;
        double[] w = new double[v.length];
        for (int i = 0; i < w.length; i++) {
            w[i] = v[i] * s;
        }
        rate = kappa * posterior.closingBound(w, tube);
        excess = 1;
        if (!(rate * s <= MOST_CLOSING)) {
            return false;
        }
        while (rate > 0) {
            double next = s + Math.log1p(-random.nextDouble()) / rate;
            if (!(next > 0)) {
                break;
            }
            double deviation = Math.sqrt(next * (s - next) / s);
            for (int i = 0; i < w.length; i++) {
                w[i] = next / s * w[i] + deviation * normal.sample();
            }
            s = next;
            thin(posterior.squaredGradient(s, w));
            if (product == 0) {
                return true;
            }
        }
        posterior.squaredGradient(0, new double[v.length]);
        return true;
    }
}
