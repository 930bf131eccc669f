package org.guidecheck.claim.foundation;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Observations;

/**
 * Pairs of an exact noised draw x of a law, of claimed density p, and a draw y of its companion q, with log(p/q) at both;
 * drawn when first asked for. Not thread-safe.
 *
 * <p>A bounded function of a pair may be averaged over a block of pairs to make an observation: as independent as before,
 * and cheaper to enclose.
 */
final class PairedDraws {
    private final LawUnderTest subject;
    private final ReferenceDensity companion;
    private final UniformRandomProvider random;
    private final List<Pair> drawn = new ArrayList<>();
    private boolean finite = true;

    PairedDraws(LawUnderTest subject, ReferenceDensity companion, Streams streams) {
        this.subject = subject;
        this.companion = companion;
        this.random = streams.stream(0);
    }

    /**
     * One of each.
     *
     * @param x  drawn from the law
     * @param y  drawn from the companion
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
            double[] x = subject.noised(random, companion.level());
            double[] y = companion.draw(random);
            drawn.add(new Pair(x, y, share(x), share(y)));
        }
        return drawn.get(index);
    }

    private double share(double[] x) {
        double log = subject.logDensity(x, companion.level());
        if (!Double.isFinite(log)) {
            finite = false;
            return 0;
        }
        return 1 / (1 + Math.exp(companion.logDensity(x) - log));
    }

    /** Whether every log-density so far was a finite number, as that of a noised law is everywhere. */
    boolean areFinite() {
        return finite;
    }

    /** Means over blocks of pairs, from a pair on. */
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
