package org.guidecheck.sampler.scheme;

import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Adams–Bashforth schemes for dy/dσ = ε on any levels: the polynomial through the last predictions of the noise is
 * integrated exactly (Zhang and Chen, <i>Fast sampling of diffusion models with exponential integrator</i>, arXiv
 * 2204.13902, equations 14 and 15). First steps have lower orders.
 *
 * @param variable in which the predictions are a polynomial
 * @param order    number of predictions, from 1 to 4
 */
record NoiseMultistep(Variable variable, int order) implements Scheme {
    /** Enough for functions that are analytic on the step. */
    private static final GaussIntegrator GAUSS = new GaussIntegratorFactory().legendre(32, 0, 1);

    /** Variable of the polynomial. */
    enum Variable {
        /** σ: ρAB-DEIS, or K. Crowson's linear multistep. */
        SIGMA("lms") {
            @Override
            double[] weights(NoiseLevel to, NoiseLevel... nodes) {
                double change = to.sigma() - nodes[0].sigma();
                double[] places = new double[nodes.length];
                for (int j = 0; j < nodes.length; j++) {
                    places[j] = (nodes[j].sigma() - nodes[0].sigma()) / change;
                }
                double[] result = Lagrange.evenWeights(places);
                for (int j = 0; j < nodes.length; j++) {
                    result[j] *= change;
                }
                return result;
            }
        },

        /** Time of the variance-preserving diffusion: tAB-DEIS. */
        TIME("deis") {
            @Override
            double[] weights(NoiseLevel to, NoiseLevel... nodes) {
                double start = Levels.time(nodes[0]);
                double change = Levels.time(to) - start;
                double[] places = new double[nodes.length];
                for (int j = 0; j < nodes.length; j++) {
                    places[j] = (Levels.time(nodes[j]) - start) / change;
                }
                double[] powers = new double[nodes.length];
                for (int p = 0; p < nodes.length; p++) {
                    powers[p] = to.sigma() - (p == 0 ? nodes[0].sigma() : p * mean(start, change, p - 1));
                }
                double[][] coefficients = Lagrange.coefficients(places);
                double[] result = new double[nodes.length];
                for (int j = 0; j < nodes.length; j++) {
                    for (int p = 0; p < nodes.length; p++) {
                        result[j] += coefficients[j][p] * powers[p];
                    }
                }
                return result;
            }

            /**
             * ∫₀¹ s^p σ(time start + s·change) ds, by which ∫ s^{p+1} dσ = σ′ − (p + 1) ∫ s^p σ ds. As σ is like √time
             * near clean data, the integral is taken in r with start + s·change = r², in which it is smooth.
             */
            private double mean(double start, double change, int p) {
                double low = Math.sqrt(start);
                double high = Math.sqrt(Math.max(0, start + change));
                return GAUSS.integrate(share -> {
                    double r = low + (high - low) * share;
                    double s = share * (high - low) * (r + low) / change;
                    return Math.pow(s, p) * Levels.ofTime(r * r).sigma() * 2 * r * (high - low) / change;
                });
            }
        };

        private final String id;

        Variable(String id) {
            this.id = id;
        }

        /** Weights of the predictions at levels, the latest first, in the integral over σ from the first of them. */
        abstract double[] weights(NoiseLevel to, NoiseLevel... nodes);
    }

    @Override
    public String name() {
        return variable.id + ":" + order;
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        int used = Math.min(order, k + 1);
        double[] weights = variable.weights(grid.level(k + 1),
                IntStream.range(0, used).mapToObj(j -> grid.level(k - j)).toArray(NoiseLevel[]::new));
        Sum end = Sum.START;
        for (int j = 0; j < used; j++) {
            end = end.noise(Evaluation.back(grid, k, j), weights[j]);
        }
        return Step.single(grid.level(k), end);
    }
}
