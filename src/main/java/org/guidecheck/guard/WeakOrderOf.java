package org.guidecheck.guard;

import java.util.List;
import java.util.Locale;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/** A measured order held against one that is asked for, whatever sampler it is the order of. */
public final class WeakOrderOf {
    private WeakOrderOf() {
    }

    /**
     * What a verdict on the order says of a power.
     *
     * @param power   that is asked for
     * @param measured verdict of {@link Order}
     * @return the same measurements, against another limit
     */
    public static Verdict power(int power, Verdict measured) {
        List<Evidence> evidence = measured.evidence().stream().map(each -> held(power, each)).toList();
        return Verdict.of(measured.claimId(), evidence, measured.seed(), measured.time());
    }

    private static Evidence held(int power, Evidence each) {
        if (each.kind() != Evidence.Kind.DETERMINISTIC) {
            return each.decides("order " + power + " cannot be told from draws: the sampler draws normals of its own",
                    Outcome.UNDECIDED);
        }
        return each.decides(String.format(Locale.ROOT, "order %d: is at least %.1f", power, power - Order.SLACK),
                Interval.atLeast(power - Order.SLACK),
                each.value() >= power - Order.SLACK ? Outcome.HOLDS : Outcome.REFUTED);
    }
}
