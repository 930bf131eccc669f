package org.guidecheck.hunt;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.Setting;
import org.guidecheck.distribution.BlockModel;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.statistics.Verdict;

/**
 * How near a law is to breaking a claim: the verdict's excess, divided by how much there is for guidance to change.
 *
 * <p>The excess alone would lead a search astray. Between classes that are equal, or far apart, guidance changes nothing, so
 * that every mean is as near to its limit as can be. With p = p(c|X) and X from the class, E p is π for equal classes and 1 for
 * classes far apart; (E p − π)(1 − E p) falls to 0 at both ends as the changes do. As they do for small weights, it is
 * multiplied by w/(1 + w).
 */
final class Score {
    /** Of a law that decides nothing. */
    static final double LOWEST = -1000;
    private static final double LEAST = 1e-4;
    private static final double NOTHING = 100;
    private static final int DRAWS = 512;

    private Score() {
    }

    static double of(Verdict verdict, Setting setting) {
        OptionalDouble excess = verdict.excess();
        if (excess.isEmpty()) {
            return LOWEST;
        }
        double change = change(setting);
        double score = excess.getAsDouble() / Math.max(change, LEAST);
        if (change < LEAST) {
            // Where nothing changes, being near to the limit means nothing: out of there it goes up.
            score = Math.min(score, -NOTHING * (1 - change / LEAST));
        }
        return Math.max(LOWEST, Math.min(-LOWEST, score));
    }

    /** How much guidance may change. */
    static double change(Setting setting) {
        double w = setting.guidance().largest();
        return room(setting) * w / (1 + w);
    }

    /** (E p − π)(1 − E p), from draws of the class. */
    private static double room(Setting setting) {
        NoiseLevel level = setting.process().end();
        UniformRandomProvider random = setting.streams().derived("score").stream(0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        int d = setting.law().dimension();
        double[] points = new double[DRAWS * d];
        for (int p = 0; p < DRAWS; p++) {
            System.arraycopy(level.noised(setting.process().classLaw().draw(random), normal), 0, points, p * d, d);
        }
        BlockModel model = new BlockModel(setting.process().sides());
        model.at(level);
        double[] odds = model.logOdds(points);
        double mean = IntStream.range(0, DRAWS).mapToDouble(p -> 1 / (1 + Math.exp(-odds[p]))).average().orElseThrow();
        return Math.max(0, mean - setting.process().prior()) * (1 - mean);
    }
}
