package org.guidecheck.advise;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.Streams;

/** Exact draws of the class, noised to any level: the unguided process without solver error. */
final class ClassDraws {
    private static final int LEVELS = 64;

    private final GuidedProcess process;
    private final Streams streams;
    private final int count;

    ClassDraws(GuidedProcess process, Streams streams, int count) {
        this.process = process;
        this.streams = streams;
        this.count = count;
    }

    /** Coordinates of each draw in turn, noised to a level. */
    double[] points(NoiseLevel level) {
        int d = process.dimension();
        double[] all = new double[count * d];
        for (int i = 0; i < count; i++) {
            UniformRandomProvider random = streams.stream(i);
            double[] clean = process.classLaw().draw(random);
            System.arraycopy(level.noised(clean, ZigguratSampler.NormalizedGaussian.of(random)), 0, all, i * d, d);
        }
        return all;
    }

    /** Log-odds of the class at points of a level. */
    double[] logOdds(double[] points, NoiseLevel level) {
        BlockPosterior model = new BlockPosterior(process.sides());
        model.setLevel(level);
        return model.logOdds(points);
    }

    /**
     * Divides the axis of noise levels into pieces over which E log p(c|Y) of the unguided process rises alike, by as
     * many levels as are needed between them.
     *
     * @param pieces number of pieces
     * @return λ between them, ascending
     */
    double[] knots(int pieces) {
        double from = process.grid(2).start().logSnr();
        double to = Math.min(process.end().logSnr(),
                process.grid(LEVELS).level(process.stop() > 0 ? LEVELS : LEVELS - 1).logSnr());
        double[] rises = new double[LEVELS + 1];
        for (int i = 0; i <= LEVELS; i++) {
            NoiseLevel level = NoiseLevel.ofLogSnr(from + (to - from) * i / LEVELS);
            double mean = Arrays.stream(logOdds(points(level), level))
                    .map(odds -> -LineLogOdds.logReciprocal(odds)).average().orElseThrow();
            // A slope of its own keeps pieces apart where nothing happens.
            double even = 0.1 * i / LEVELS;
            rises[i] = Math.max(i == 0 ? 0 : rises[i - 1], mean - Math.log(process.prior())) + even;
        }
        double[] knots = new double[pieces - 1];
        int at = 0;
        for (int k = 0; k < knots.length; k++) {
            double wanted = rises[0] + (rises[LEVELS] - rises[0]) * (k + 1) / pieces;
            while (rises[at + 1] < wanted) {
                at++;
            }
            double share = (wanted - rises[at]) / (rises[at + 1] - rises[at]);
            double lambda = from + (to - from) * (at + share) / LEVELS;
            // Two decimals suffice, and can be typed.
            knots[k] = Math.max(Math.rint(100 * lambda) / 100, k == 0 ? Double.NEGATIVE_INFINITY : knots[k - 1] + 0.05);
        }
        return knots;
    }
}
