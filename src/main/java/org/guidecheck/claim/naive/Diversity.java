package org.guidecheck.claim.naive;

import org.guidecheck.claim.Setting;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/** That guidance keeps the variety of the class, as its variance shows it. */
public final class Diversity extends NaiveClaim {
    /** The belief. */
    public Diversity() {
        super("diversity", "guidance keeps the variance of the class", "a common hope");
    }

    @Override
    Evidence evidence(Setting setting, Means means) {
        Interval change = variance(means, means.guidance()).minus(variance(means, GuidanceSchedule.constant(0)));
        return computed("Var^w Y - Var^0 Y", change, "is 0",
                change.contains(0) ? Outcome.UNDECIDED : Outcome.REFUTED).exceeding(Math.max(change.lower(), -change.upper()));
    }

    private static Interval variance(Means means, GuidanceSchedule w) {
        // About a point near the mean, so that no digits cancel.
        double about = means.mean(w, (y, logOdds) -> y).midpoint();
        Interval offset = means.mean(w, (y, logOdds) -> y - about);
        double square = Math.max(Math.abs(offset.lower()), Math.abs(offset.upper()));
        return means.mean(w, (y, logOdds) -> (y - about) * (y - about)).minus(new Interval(0, square * square));
    }
}
