package org.guidecheck.guard;

import java.util.List;
import java.util.Locale;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Verdict;

/** Comparison of a measured order with a requested one. */
public final class WeakOrderOf {
    private WeakOrderOf() {
    }

    /**
     * The verdict on whether the error falls at least like a power of the step.
     *
     * @param power    at least 1
     * @param measured verdict on {@code sampler.order}
     * @return the same measurements with another limit; undecided where the order was not measured
     */
    public static Verdict power(int power, Verdict measured) {
        List<Evidence> evidence = measured.evidence().stream().map(each -> decided(power, each)).toList();
        return Verdict.of(measured.claimId(), evidence, measured.seed(), measured.time());
    }

    private static Evidence decided(int power, Evidence each) {
        if (each.kind() == Evidence.Kind.PLAIN_SAMPLING) {
            return each.within(Interval.ALL).decides(Unmeasured.because(
                    "order " + power + " cannot be measured: the sampler draws normals of its own"));
        }
        if (each.kind() != Evidence.Kind.ESTIMATED || each.bounds().equals(Interval.ALL)) {
            return each;
        }
        double least = power - Order.SLACK;
        return each.decides(Requirement.atLeast(
                String.format(Locale.ROOT, "must be at least %.1f for order %d", least, power), least, 0));
    }
}
