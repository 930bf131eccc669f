package org.guidecheck.hunt;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.statistics.Verdict;

/**
 * Closeness of a law to a counterexample: the verdict's excess, divided by how much guidance can change on this law.
 *
 * <p>The excess alone would mislead a search. Between equal classes, or classes far apart, guidance changes nothing, so
 * every mean is as near to its limit as it can be. With p = p(c|X) and X drawn from the class, E p is π for equal
 * classes and 1 for classes far apart; (E p − π)(1 − E p) vanishes in both cases, as the changes do. The changes also
 * vanish for small weights, hence the factor w/(1 + w).
 */
final class Closeness {
    /** Closeness of a law on which nothing was decided. */
    static final double LOWEST = -1000;
    private static final double LEAST_CHANGE = 1e-4;
    private static final double PENALTY = 100;
    private static final int DRAWS = 512;

    private Closeness() {
    }

    static double of(Verdict verdict, Setting setting) {
        OptionalDouble excess = verdict.excess();
        if (excess.isEmpty()) {
            return LOWEST;
        }
        double change = change(setting);
        double closeness = excess.getAsDouble() / Math.max(change, LEAST_CHANGE);
        if (change < LEAST_CHANGE) {
            // Where guidance changes nothing, closeness means nothing: lead the search away.
            closeness = Math.min(closeness, -PENALTY * (1 - change / LEAST_CHANGE));
        }
        return Math.max(LOWEST, Math.min(-LOWEST, closeness));
    }

    /** The size of the changes that guidance can make, up to a constant. */
    static double change(Setting setting) {
        double w = setting.guidance().largest();
        return room(setting) * w / (1 + w);
    }

    /** (E p − π)(1 − E p), estimated from draws of the class. */
    private static double room(Setting setting) {
        NoiseLevel level = setting.process().end();
        UniformRandomProvider random = setting.streams().derived("score").stream(0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        int d = setting.law().dimension();
        double[] points = new double[DRAWS * d];
        for (int p = 0; p < DRAWS; p++) {
            System.arraycopy(level.noised(setting.process().classLaw().draw(random), normal), 0, points, p * d, d);
        }
        BlockPosterior model = new BlockPosterior(setting.process().sides());
        model.setLevel(level);
        double[] odds = model.logOdds(points);
        double mean = IntStream.range(0, DRAWS).mapToDouble(p -> 1 / (1 + Math.exp(-odds[p]))).average().orElseThrow();
        return Math.max(0, mean - setting.process().prior()) * (1 - mean);
    }
}
