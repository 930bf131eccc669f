package org.guidecheck.watch;

import org.guidecheck.statistics.Interval;
import org.hipparchus.special.Gamma;

/**
 * Confidence sequence for the mean of variables in [0, 1] that keeps sums alone. Where the mean changes, it holds the
 * average of the means of all variables so far. Not thread-safe.
 *
 * <p>With X̂_i the average before X_i and V = Σ(X_i − X̂_i)², exp(λ Σ(X_i − μ_i) − ψ(λ)V), ψ(λ) = −log(1 − λ) − λ, is a
 * supermartingale for every λ in [0, 1), and so is its mixture over λ whose density in u = 1 − λ is proportional to e^{−u}.
 * The interval holds the means for which the mixture is below 2/α on both sides (S. Howard, A. Ramdas, J. McAuliffe and
 * J. Sekhon, Ann. Stat. 49(2), 2021, theorem 4 and proposition 9 with ρ = 1).
 */
final class MeanSequence {
    private static final int HALVINGS = 60;

    private final double logRate;
    private long count;
    private double sum;
    private double spread;

    /**
     * The state.
     *
     * @param count  number of variables
     * @param sum    their sum
     * @param spread V
     */
    record Sums(long count, double sum, double spread) {
        /** Refuses numbers that no variables in [0, 1] have. */
        Sums {
            WatchState.require(count >= 0 && sum >= 0 && sum <= count && spread >= 0 && spread <= count);
        }
    }

    /**
     * Starts with [0, 1].
     *
     * @param alpha probability that the mean is left out at any time, in (0, 1)
     */
    MeanSequence(double alpha) {
        this.logRate = Math.log(2 / alpha);
    }

    /** Adds a variable in [0, 1]. */
    void accept(double x) {
        double before = (0.5 + sum) / (count + 1);
        spread += (x - before) * (x - before);
        sum += x;
        count++;
    }

    long count() {
        return count;
    }

    /** {@return the average, 0 before the first} */
    double average() {
        return count == 0 ? 0 : sum / count;
    }

    /** {@return the interval, within [0, 1]} */
    Interval interval() {
        if (count == 0) {
            return new Interval(0, 1);
        }
        double radius = radius() / count;
        return new Interval(Math.max(0, average() - radius), Math.min(1, average() + radius));
    }

    /** The sum at which the mixture reaches 2/α. */
    private double radius() {
        double most = 1;
        while (logMixture(most) < logRate && most < count) {
            most *= 2;
        }
        double least = 0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = 0.5 * (least + most);
            if (logMixture(middle) < logRate) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return most;
    }

    /** Logarithm of ∫_0^1 e^{−u} exp((1 − u)s + (log u + 1 − u)V) du / (1 − 1/e), by the incomplete gamma function. */
    private double logMixture(double s) {
        double shape = spread + 1;
        double rate = s + spread + 1;
        return -Math.log1p(-Math.exp(-1)) + Gamma.logGamma(shape) + Math.log(Gamma.regularizedGammaP(shape, rate))
                - shape * Math.log(rate) + s + spread;
    }

    /** {@return all that the state consists of} */
    Sums state() {
        return new Sums(count, sum, spread);
    }

    /** Goes on from a state that {@link #state} gave. */
    void resume(Sums state) {
        count = state.count();
        sum = state.sum();
        spread = state.spread();
    }
}
