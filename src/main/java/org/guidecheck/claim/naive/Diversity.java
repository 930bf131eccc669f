package org.guidecheck.claim.naive;

import java.util.List;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Interval;

/** That guidance keeps the variety of the class, as its variance shows it. */
public final class Diversity extends NaiveClaim {
    /** The belief. */
    public Diversity() {
        super("diversity",
                "guidance keeps the variance of the class",
                "a common hope",
                Belief.ZERO);
    }

    @Override
    List<Change> changes(GuidedMeans means, double... places) {
        return one(variance(means, means.guidance()).minus(variance(means, GuidanceSchedule.constant(0))));
    }

    @Override
    String quantity(double place) {
        return "Var^w Y - Var^0 Y";
    }

    private static Interval variance(GuidedMeans means, GuidanceSchedule w) {
        // About a point near the mean, so that no digits cancel.
        double about = means.mean(w, (y, logOdds) -> y).midpoint();
        Interval offset = means.mean(w, (y, logOdds) -> y - about);
        double square = Math.max(Math.abs(offset.lower()), Math.abs(offset.upper()));
        return means.mean(w, (y, logOdds) -> (y - about) * (y - about)).minus(new Interval(0, square * square));
    }
}
