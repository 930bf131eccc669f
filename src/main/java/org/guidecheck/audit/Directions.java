package org.guidecheck.audit;

import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Streams;

/** Random directions in which a model's answers are differentiated, and the steps to take. */
final class Directions {
    private static final double DOUBLE = 1e-4;
    private static final double SINGLE = 2e-2;

    private Directions() {
    }

    /** Step of central differences at a level, in proportion to the noise, over which scores change. */
    static double step(ModelUnderTest subject, NoiseLevel level) {
        return (subject.model().isSingle() ? SINGLE : DOUBLE) * Math.sqrt(level.noise());
    }

    /** Random unit vectors, row-major [n, d]; each depends on its index alone. */
    static double[] units(Streams streams, long first, int count, int d) {
        double[] units = new double[count * d];
        for (int p = 0; p < count; p++) {
            ZigguratSampler.NormalizedGaussian normal =
                    ZigguratSampler.NormalizedGaussian.of(streams.stream(first + p));
            for (int i = 0; i < d; i++) {
                units[p * d + i] = normal.sample();
            }
        }
        normalise(units, d);
        return units;
    }

    /** Makes each of other unit vectors orthogonal to a first one, and of length 1 again. */
    static void orthogonalise(double[] units, double[] others, int d) {
        for (int p = 0; p < units.length; p += d) {
            double product = dot(units, others, p, d);
            for (int i = p; i < p + d; i++) {
                others[i] -= product * units[i];
            }
        }
        normalise(others, d);
    }

    private static void normalise(double[] vectors, int d) {
        for (int p = 0; p < vectors.length; p += d) {
            double length = Math.sqrt(dot(vectors, vectors, p, d));
            for (int i = p; i < p + d; i++) {
                vectors[i] /= length;
            }
        }
    }

    /** Inner product of the rows that begin at an index. */
    static double dot(double[] a, double[] b, int from, int d) {
        double sum = 0;
        for (int i = from; i < from + d; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Points moved by a step along directions. */
    static double[] moved(double[] points, double[] directions, double step) {
        double[] result = points.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += step * directions[i];
        }
        return result;
    }
}
