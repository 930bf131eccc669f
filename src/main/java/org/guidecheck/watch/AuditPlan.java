package org.guidecheck.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.guidecheck.statistics.BinomialInterval;

/**
 * Choice of samples to have judged by people, so that the share of bad ones is known to ± δ. Each sample has a random
 * rank that depends on the seed and its line alone; those of lowest rank are a uniform draw without replacement,
 * whatever came when. Not thread-safe.
 */
final class AuditPlan {
    private final double delta;
    private final double alpha;
    private final long seed;
    private final int most;
    private final PriorityQueue<Chosen> chosen = new PriorityQueue<>(Comparator.comparing(Chosen::rank).reversed());

    /**
     * A sample.
     *
     * @param line        number of its line, from 1
     * @param probability its classifier probability
     * @param group       its group; empty if there are none
     * @param rank        its random rank
     */
    record Chosen(long line, double probability, String group, long rank) {
    }

    /**
     * Starts with no sample.
     *
     * @param delta half width of the interval that is wanted, in [0.005, 0.5)
     * @param alpha probability that the interval leaves out the share, in (0, 1)
     * @param seed  of the choice
     */
    AuditPlan(double delta, double alpha, long seed) {
        if (!(delta >= 0.005 && delta < 0.5)) {
            throw new IllegalArgumentException("audit=" + delta + ": must be at least 0.005 and below 0.5");
        }
        this.delta = delta;
        this.alpha = alpha;
        this.seed = seed;
        this.most = needed(0.5);
    }

    /** Takes a sample into account. */
    void accept(long line, double probability, String group) {
        Chosen sample = new Chosen(line, probability, group, rank(line));
        if (chosen.size() < most) {
            chosen.add(sample);
        } else if (sample.rank() < chosen.peek().rank()) {
            chosen.poll();
            chosen.add(sample);
        }
    }

    /** SplitMix64 of the seed and the line (G. Steele, D. Lea and C. Flood, OOPSLA 2014). */
    private long rank(long line) {
        long z = seed * 0xD1342543DE82EF95L + line * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 1;
    }

    /**
     * The samples to audit if at most this share of them is bad.
     *
     * @param share largest share expected, in [0, 1]; ½ serves for any
     * @return in order of their lines; all if there are no more
     */
    List<Chosen> samples(double share) {
        List<Chosen> all = new ArrayList<>(chosen);
        all.sort(Comparator.comparing(Chosen::rank));
        return all.subList(0, Math.min(all.size(), needed(share))).stream()
                .sorted(Comparator.comparing(Chosen::line)).toList();
    }

    /**
     * Least number of audits whose interval has at most the wanted half width.
     *
     * @param share largest share expected, in [0, 1]
     * @return the number
     */
    int needed(double share) {
        double worst = Math.min(share, 0.5);
        int high = 1;
        while (halfWidth(worst, high) > delta) {
            high *= 2;
        }
        int low = high / 2;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (halfWidth(worst, middle) > delta) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double halfWidth(double share, int n) {
        return BinomialInterval.of((int) Math.ceil(share * n), n, alpha).width() / 2;
    }
}
