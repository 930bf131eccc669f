package org.guidecheck.claim.foundation;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Observations;
import org.guidecheck.statistics.Requirement;

/**
 * Pairs of a noised draw x of a law with claimed density p and a draw y of its reference density q, drawn on demand.
 * Not thread-safe.
 *
 * <p>Functions of pairs may be averaged over blocks: the means are independent too, and cheaper to enclose.
 */
final class PairedDraws {
    private final LawUnderTest subject;
    private final ReferenceDensity reference;
    private final UniformRandomProvider random;
    private final List<Pair> drawn = new ArrayList<>();
    private int notFinite;

    PairedDraws(LawUnderTest subject, ReferenceDensity reference, Streams streams) {
        this.subject = subject;
        this.reference = reference;
        this.random = streams.stream(0);
    }

    /**
     * Pair of draws.
     *
     * @param x   drawn from the law
     * @param y   drawn from the reference density
     * @param ofX p/(p + q) at x
     * @param ofY p/(p + q) at y
     */
    @SuppressWarnings("ArrayRecordComponent") // made and read here and by two claims alone
    record Pair(double[] x, double[] y, double ofX, double ofY) {
    }

    /** A bounded function of a pair. */
    @FunctionalInterface
    interface Functional {
        double of(Pair pair);
    }

    Pair get(int index) {
        while (drawn.size() <= index) {
            double[] x = subject.noised(random, reference.level());
            double[] y = reference.draw(random);
            drawn.add(new Pair(x, y, share(x), share(y)));
        }
        return drawn.get(index);
    }

    private double share(double[] x) {
        double log = subject.logDensity(x, reference.level());
        if (!Double.isFinite(log)) {
            notFinite++;
            return 0;
        }
        return 1 / (1 + Math.exp(reference.logDensity(x) - log));
    }

    /** Number of log-densities so far that were not finite, as those of a noised law must be. */
    int notFinite() {
        return notFinite;
    }

    /** Evidence of the number of log-densities that are not finite. */
    Evidence evidenceOfNotFinite() {
        return Evidence.of(Evidence.Kind.EXACT, "log-densities that are not finite, " + subject.name(), notFinite)
                .within(Interval.around(notFinite, 0))
                .by("counted over " + drawn.size() + " pairs of draws", drawn.size(), 0)
                .decides(Requirement.exactly("must be 0", 0));
    }

    /** Means over consecutive blocks of pairs, beginning with the pair at index {@code first}. */
    Observations means(int first, int block, Functional functional) {
        return new Observations() {
            private int next = first;

            @Override
            public double[] next(int howMany) {
                double[] result = new double[howMany];
                for (int i = 0; i < howMany; i++) {
                    for (int j = 0; j < block; j++) {
                        result[i] += functional.of(get(next++)) / block;
                    }
                }
                return result;
            }
        };
    }
}
