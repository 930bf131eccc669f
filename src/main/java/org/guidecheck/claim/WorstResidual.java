package org.guidecheck.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/** The largest residual of an identity over the places of many laws. Not thread-safe. */
final class WorstResidual {
    private int count;
    private double worst;
    private String name = "";
    private PointwisePoints.Place where;

    /** Takes a residual; one that is no number is the worst. */
    void add(Residual residual, String ofLaw, PointwisePoints.Place place) {
        double relative = residual.relative();
        if (where == null || !(relative <= worst)) {
            worst = Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative;
            name = ofLaw;
            where = place;
        }
        count++;
    }

    /** What it says of the identity: that it holds to rounding, or that it does not. */
    Evidence evidence(String rule, String method) {
        Evidence started = Evidence.of(Evidence.Kind.POINTWISE, "residual", worst)
                .within(Residual.bounds(worst))
                .by(method + " at " + count + " points", count, 0)
                .allowing(List.of(new Tolerance.Rounding(Residual.ROUNDING, "terms and derivatives, relative to their size")))
                .decides(rule, worst <= Residual.ROUNDING ? Outcome.HOLDS : Outcome.REFUTED);
        return where == null ? started : started.with("worst law", name)
                .with("worst point", Arrays.toString(where.point()))
                .with("worst noise", String.format(Locale.ROOT, "%.6g", where.level().noise()));
    }
}
