package org.guidecheck.claim.naive;

import java.util.List;
import org.guidecheck.claim.Resolution;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Interval;

/** Claim {@code naive.diversity}: guidance keeps the variance of the class. */
public final class Diversity extends NaiveClaim {
    /** The claim. */
    public Diversity() {
        super("diversity",
                "guidance keeps the variance of the class",
                "a common hope",
                Belief.ZERO,
                new Resolution(0.01, "in the variance"));
    }

    @Override
    List<Change> changes(GuidedMeans means, double... places) {
        return single(variance(means, means.guidance()).minus(variance(means, GuidanceSchedule.constant(0))));
    }

    @Override
    String quantity(double place) {
        return "Var^w Y - Var^0 Y";
    }

    private static Interval variance(GuidedMeans means, GuidanceSchedule w) {
        // About a point near the mean, to avoid cancellation.
        double centre = means.mean(w, (y, logOdds) -> y).midpoint();
        Interval offset = means.mean(w, (y, logOdds) -> y - centre);
        double square = Math.max(Math.abs(offset.lower()), Math.abs(offset.upper()));
        return means.mean(w, (y, logOdds) -> (y - centre) * (y - centre)).minus(new Interval(0, square * square));
    }
}
