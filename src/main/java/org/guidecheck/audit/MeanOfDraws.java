package org.guidecheck.audit;

import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Mean of a bounded variable of draws, enclosed by a confidence sequence. A least number of draws is taken in any case,
 * so that the bounds are worth drawing; then more until the requirement is decided.
 *
 * @param quantity    name of the mean
 * @param range       range of the variable
 * @param requirement what the claim asks of the mean
 * @param alpha       false-alarm rate
 * @param fewest      least number of draws, at least 1
 * @param most        largest number of draws
 */
record MeanOfDraws(String quantity, Interval range, Requirement requirement, double alpha, int fewest, int most) {
    private static final int BATCH = 4096;

    /** Values of the variable. */
    @FunctionalInterface
    interface Values {
        /**
         * Values of consecutive draws.
         *
         * @param first index of the first
         * @param count number of draws
         * @return a value for each, in the range
         */
        double[] of(long first, int count);
    }

    /** Takes draws until the requirement is decided. */
    Evidence decide(Values values) {
        BettingConfidenceSequence sequence = new BettingConfidenceSequence(range.lower(), range.upper(), alpha);
        int wanted = fewest;
        while (true) {
            while (sequence.count() < wanted) {
                sequence.accept(values.of(sequence.count(), Math.min(BATCH, wanted - sequence.count())));
            }
            if (requirement.decide(sequence.bounds()) != Outcome.UNDECIDED || sequence.count() >= most) {
                break;
            }
            wanted = Math.min(most, sequence.count() + sequence.count() / 2 + 1);
        }
        return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, quantity, sequence.mean()).within(sequence.bounds())
                .by("betting confidence sequence", sequence.count(), alpha).decides(requirement);
    }
}
