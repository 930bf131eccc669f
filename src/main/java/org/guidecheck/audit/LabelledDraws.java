package org.guidecheck.audit;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Streams;

/**
 * Exact draws of a labelled law: classes by their priors, or of one class alone, and points by the law of the class.
 * A draw depends on the seed and on its index alone.
 *
 * @param law     the law
 * @param only    the class of all draws; empty for classes by their priors
 * @param streams random numbers of the draws
 */
public record LabelledDraws(LabelledLaw law, OptionalInt only, Streams streams) {

    /**
     * One draw.
     *
     * @param c class index
     * @param x clean point, d coordinates
     */
    @SuppressWarnings("ArrayRecordComponent") // made by its caller, who may do with it as it likes
    public record Draw(int c, double[] x) {
    }

    /**
     * A draw with noise.
     *
     * @param clean the draw
     * @param level its noise level
     * @param z     standard normals, d coordinates
     * @param y     the noised point √t x + √τ z
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Noised(Draw clean, NoiseLevel level, double[] z, double[] y) {
    }

    /**
     * The draw of an index.
     *
     * @param index at least 0
     * @return class and clean point
     */
    public Draw at(long index) {
        return drawn(streams.stream(index));
    }

    /**
     * The draw of an index, the same as {@link #at}, with noise of a given level.
     *
     * @param index at least 0
     * @param level noise level
     * @return the noised draw
     */
    public Noised at(long index, NoiseLevel level) {
        UniformRandomProvider random = streams.stream(index);
        return noised(drawn(random), level, random);
    }

    /**
     * The draw of an index, the same as {@link #at}, with noise of a level whose log signal-to-noise ratio is uniform.
     *
     * @param index at least 0
     * @param from  noisiest level
     * @param to    cleanest level, above clean data
     * @return the noised draw
     */
    public Noised between(long index, NoiseLevel from, NoiseLevel to) {
        UniformRandomProvider random = streams.stream(index);
        Draw clean = drawn(random);
        double lambda = from.logSnr() + (to.logSnr() - from.logSnr()) * random.nextDouble();
        return noised(clean, NoiseLevel.ofLogSnr(lambda), random);
    }

    /**
     * Consecutive noised draws of one level.
     *
     * @param first index of the first, at least 0
     * @param count number of draws, at least 1
     * @param level noise level
     * @return the draws in order
     */
    List<Noised> batch(long first, int count, NoiseLevel level) {
        return IntStream.range(0, count).mapToObj(i -> at(first + i, level)).toList();
    }

    private Draw drawn(UniformRandomProvider random) {
        int c = only.orElseGet(() -> classOf(random.nextDouble()));
        return new Draw(c, law.law(c).draw(random));
    }

    private int classOf(double uniform) {
        double left = uniform;
        for (int c = 0; c < law.classes().size() - 1; c++) {
            left -= law.prior(c);
            if (left < 0) {
                return c;
            }
        }
        return law.classes().size() - 1;
    }

    private static Noised noised(Draw clean, NoiseLevel level, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] z = new double[clean.x().length];
        double[] y = new double[z.length];
        double signal = Math.sqrt(level.signal());
        double noise = Math.sqrt(level.noise());
        for (int i = 0; i < z.length; i++) {
            z[i] = normal.sample();
            y[i] = signal * clean.x()[i] + noise * z[i];
        }
        return new Noised(clean, level, z, y);
    }
}
