package org.guidecheck.claim.foundation;

import java.util.List;
import java.util.Locale;
import org.guidecheck.statistics.BoundedMeanCheck;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Observations;
import org.guidecheck.statistics.Power;
import org.guidecheck.statistics.Requirement;

/**
 * Tolerance for confirming an exact identity of a mean, {@link Requirement#within} the value. Refutation has no
 * tolerance: any enclosure that excludes the value refutes it.
 *
 * @param size largest distance of the enclosure's ends from the value for HOLDS
 * @param why  meaning of that size, for the evidence
 */
record EqualityTolerance(double size, String why) {

    /**
     * Encloses the mean of blocks of independent bounded variables.
     *
     * @param quantity name of the mean
     * @param range    range of the variable
     * @param value    the claimed mean
     * @param source   means of blocks
     * @param most     most blocks to use
     * @param block    variables in a block
     * @param alpha    false-alarm probability to spend, in (0, 1)
     * @return evidence that holds if the enclosure lies within the tolerance of the value
     */
    Evidence decide(String quantity, Interval range, double value, Observations source, int most, int block,
            double alpha) {
        Requirement requirement = Requirement.within(
                String.format(Locale.ROOT, "= %.4g, known to %.3g: %s", value, size, why), Interval.around(value, 0),
                size);
        BoundedMeanCheck check = new BoundedMeanCheck(quantity, range, requirement, List.of(), alpha);
        Evidence evidence = check.decide(source, most);
        // A variable deviates by at most half its range, the mean of a block by less.
        return evidence.detecting(check.smallestDiscrepancy(evidence.samples(),
                Power.withDeviation(0.5 * range.width() / Math.sqrt(block))))
                .with("variables to an observation", Integer.toString(block));
    }
}
