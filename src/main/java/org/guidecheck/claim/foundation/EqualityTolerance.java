package org.guidecheck.claim.foundation;

import java.util.List;
import java.util.Locale;
import org.guidecheck.statistics.BoundedMeanCheck;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Observations;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Power;

/**
 * How closely a mean has to be known for an exact identity to count as confirmed. Nothing is allowed for where it is
 * refuted: any enclosure that misses the value refutes it, however near.
 *
 * @param size half the width that an enclosure may have about the value
 * @param why  what that size means
 */
record EqualityTolerance(double size, String why) {

    /**
     * Encloses the mean of blocks of independent bounded variables with all the observations there are.
     *
     * @param quantity what the mean is called
     * @param range    where the variable lies
     * @param value    what the mean is claimed to be
     * @param source   means of blocks
     * @param most     how many
     * @param block    variables to a block
     * @param alpha    false-alarm rate
     * @return evidence that holds if the enclosure is within the resolution of the value
     */
    Evidence decide(String quantity, Interval range, double value, Observations source, int most, int block,
            double alpha) {
        BoundedMeanCheck check = BoundedMeanCheck.equalTo(quantity, range, value, List.of(), alpha);
        Evidence evidence = check.decide(source, most);
        // The mean of a block deviates less than one variable, which deviates by half its range at most.
        evidence = evidence.detecting(check.smallestDiscrepancy(evidence.samples(),
                Power.withDeviation(0.5 * range.width() / Math.sqrt(block))));
        Outcome outcome = evidence.outcome() == Outcome.UNDECIDED
                && Interval.around(value, size).contains(evidence.bounds()) ? Outcome.HOLDS : evidence.outcome();
        return evidence.decides(String.format(Locale.ROOT, "= %.4g, known to %.3g: %s", value, size, why),
                Interval.around(value, size), outcome)
                .with("variables to an observation", Integer.toString(block));
    }
}
