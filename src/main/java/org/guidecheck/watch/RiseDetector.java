package org.guidecheck.watch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * Detector of a rise of the mean of variables in [0, 1] above a usual mean: an e-detector of the Shiryaev–Roberts kind
 * (J. Shin, A. Ramdas and A. Rinaldo, New England J. Stat. Data Sci. 2(2), 2023). While the mean given the past is at
 * most the usual one, the mean time to an alarm is at least A, whatever the law: the detector less the time is a
 * supermartingale. It starts anew after an alarm.
 */
final class RiseDetector {
    private static final double[] RATIOS = {1.25, 1.5, 2, 3, 5, 10};
    private static final double RISE = 3;
    private static final int MOST_SAMPLES = 1 << 26;

    private final double usual;
    private final double between;
    private final double[] bets;
    private final double[] evidence;

    /**
     * Starts without evidence.
     *
     * @param usual   largest usual mean, in (0, 1)
     * @param between least mean number of variables between false alarms, above 1
     */
    RiseDetector(double usual, double between) {
        if (!(usual > 0 && usual < 1)) {
            throw new IllegalArgumentException("usual=" + usual + ": must be in (0, 1)");
        }
        if (!(between > 1 && between < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("between=" + between + ": must be finite and above 1");
        }
        this.usual = usual;
        this.between = between;
        this.bets = bets(usual);
        this.evidence = new double[bets.length];
    }

    /** The bets that are best for events of some probabilities above the usual one. */
    private static double[] bets(double usual) {
        double[] fitting = Arrays.stream(RATIOS).filter(ratio -> ratio * usual < 1)
                .map(ratio -> (ratio * usual - usual) / (1 - usual)).toArray();
        return fitting.length > 0 ? fitting : new double[] {0.5};
    }

    double usual() {
        return usual;
    }

    /** {@return a mean well above the usual one: three times that, or halfway to 1 if this is less} */
    double rise() {
        return Math.min(RISE * usual, 0.5 * (1 + usual));
    }

    /**
     * Adds a variable.
     *
     * @param x in [0, 1]
     * @return whether this is an alarm
     */
    boolean accept(double x) {
        double all = 0;
        for (int j = 0; j < bets.length; j++) {
            evidence[j] = (evidence[j] + 1.0 / bets.length) * (1 + bets[j] * (x / usual - 1));
            all += evidence[j];
        }
        if (all < between) {
            return false;
        }
        Arrays.fill(evidence, 0);
        return true;
    }

    /**
     * A number of events after which a rise of their probability is found.
     *
     * @param risen       the probability after the rise, above the usual one
     * @param probability with which an alarm has then been given, in (0, 1)
     * @return the number of trials; 0 if it is larger than 6e7
     */
    long samplesToFind(double risen, double probability) {
        return IntStream.range(0, bets.length).mapToLong(j -> samplesToFind(bets[j], risen, probability))
                .filter(n -> n > 0).min().orElse(0);
    }

    /** One bet's product from the rise on, which the detector is at least. */
    private long samplesToFind(double bet, double risen, double probability) {
        double up = Math.log1p(bet * (1 / usual - 1));
        double down = Math.log1p(-bet);
        double needed = Math.log(between * bets.length);
        if (!(risen * up + (1 - risen) * down > 0)) {
            return 0;
        }
        int low = 0;
        int high = 1;
        while (!isFound(high, up, down, needed, risen, probability)) {
            low = high;
            if (high >= MOST_SAMPLES) {
                return 0;
            }
            high *= 2;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (isFound(middle, up, down, needed, risen, probability)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static boolean isFound(int n, double up, double down, double needed, double risen, double probability) {
        int events = (int) Math.ceil((needed - n * down) / (up - down));
        return events <= n
                && 1 - new BinomialDistribution(n, risen).cumulativeProbability(events - 1) >= probability;
    }

    /**
     * The state.
     *
     * @param usual    the usual mean
     * @param evidence that it has risen, of each bet
     */
    record State(double usual, List<Double> evidence) {
        /** Refuses numbers that no detector has. */
        State {
            WatchState.require(usual > 0 && usual < 1 && evidence.size() == bets(usual).length
                    && evidence.stream().allMatch(each -> each >= 0 && each < Double.POSITIVE_INFINITY));
        }
    }

    /** {@return all that the state consists of} */
    State state() {
        return new State(usual, Arrays.stream(evidence).boxed().toList());
    }

    /** Goes on from the evidence of a state that {@link #state} gave. */
    void resume(State state) {
        Arrays.setAll(evidence, state.evidence()::get);
    }
}
