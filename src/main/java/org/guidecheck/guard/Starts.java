package org.guidecheck.guard;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;

/**
 * Points that a sampler starts from if it declares a level to start at, such as those of an image that is to be changed.
 * They are made of the numbers that it would have taken for its start, point by point, so that they do not depend on
 * batches either.
 */
final class Starts {
    private Starts() {
    }

    /**
     * Starts on a problem: points of the class at the declared level. Where scores are linear and belong to no law, any
     * normal points will do, and they are standard ones.
     */
    static Noise of(SamplerUnderTest candidate, TestProblem problem, Noise noise) {
        if (candidate.declaration().start().isEmpty() || noise.start().isPresent()) {
            return noise;
        }
        NoiseLevel level = candidate.declaration().start().get();
        Streams streams = new Streams(candidate.seed()).derived("starts");
        return noise.started(normals -> problem.classLaw().map(law -> noised(law, level, normals, streams))
                .orElse(normals));
    }

    /** Starts for data at the origin: √τ z. */
    static Noise ofPointMass(SamplerUnderTest candidate, Noise noise) {
        if (candidate.declaration().start().isEmpty()) {
            return noise;
        }
        double deviation = Math.sqrt(candidate.declaration().start().get().noise());
        return noise.started(normals -> {
            for (int i = 0; i < normals.length; i++) {
                normals[i] *= deviation;
            }
            return normals;
        });
    }

    private static double[] noised(Law law, NoiseLevel level, double[] normals, Streams streams) {
        int d = law.dimension();
        double[] points = new double[normals.length];
        for (int from = 0; from < points.length; from += d) {
            // The bits of a normal number are a key that no other point has.
            double[] clean = law.draw(streams.stream(Double.doubleToLongBits(normals[from])));
            for (int i = 0; i < d; i++) {
                points[from + i] = Math.sqrt(level.signal()) * clean[i] + Math.sqrt(level.noise()) * normals[from + i];
            }
        }
        return points;
    }

    /** A draw of a law at a noise level, which is a clean one where there is no noise. */
    static double[] noised(Law law, NoiseLevel level, UniformRandomProvider random) {
        double[] clean = law.draw(random);
        return level.isClean() ? clean : level.noised(clean, ZigguratSampler.NormalizedGaussian.of(random));
    }
}
