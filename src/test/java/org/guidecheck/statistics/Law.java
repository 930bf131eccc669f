package org.guidecheck.statistics;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;

/** A law whose mean is known. */
record Law(String name, double mean, ToDoubleFunction<UniformRandomProvider> sampler) {

    static final Law FAIR = bernoulli(0.5);
    // U^(1/a) has law Beta(a, 1), of mean a/(a + 1).
    static final Law BETA = new Law("beta", 0.25, rng -> Math.pow(rng.nextDouble(), 3));
    static final Law EXPONENTIAL = new Law("exponential", 1, rng -> -Math.log1p(-rng.nextDouble()));
    static final Law BERNOULLI_OF_MEAN_ONE = twoPoint(0.3);

    static Law bernoulli(double p) {
        return new Law("bernoulli " + p, p, rng -> rng.nextDouble() < p ? 1 : 0);
    }

    /** 1/p with probability p, else 0. */
    private static Law twoPoint(double p) {
        return new Law("two points " + p, 1, rng -> rng.nextDouble() < p ? 1 / p : 0);
    }

    /** Pareto law of mean 1: its least value is (a − 1)/a, and its variance is infinite for a ≤ 2. */
    private static Law pareto(double a) {
        return new Law("pareto " + a, 1, rng -> Math.pow(1 - rng.nextDouble(), -1 / a) * (a - 1) / a);
    }

    /** Laws on [0, 1]. */
    static List<Law> bounded() {
        return List.of(FAIR, bernoulli(0.005), bernoulli(0.98), BETA,
                new Law("narrow", 0.4, rng -> 0.4 + 0.01 * (rng.nextDouble() - 0.5)));
    }

    /** Laws on the half-line, of mean 1. */
    static List<Law> nonNegative() {
        return List.of(BERNOULLI_OF_MEAN_ONE, twoPoint(0.002), EXPONENTIAL, pareto(1.5), pareto(1.05),
                new Law("beta", 1, rng -> 1.5 * Math.sqrt(rng.nextDouble())));
    }

    double draw(UniformRandomProvider rng) {
        return sampler.applyAsDouble(rng);
    }

    double[] draws(int n, UniformRandomProvider rng) {
        double[] xs = new double[n];
        for (int i = 0; i < n; i++) {
            xs[i] = draw(rng);
        }
        return xs;
    }

    Observations source(UniformRandomProvider rng) {
        return n -> draws(n, rng);
    }

    /** Key of this law's random stream. */
    long stream() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
