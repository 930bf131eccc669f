package org.guidecheck.claim.naive;

import java.util.List;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;

/** A belief about how guidance changes the mean of one function of its output. */
abstract class MeanBelief extends NaiveClaim {
    private final Functional functional;
    private final String symbol;

    /** Takes what the claim says of itself, the function, and its mean in symbols, as they stand after an E. */
    MeanBelief(String name, String text, String source, Belief belief, Functional functional, String symbol) {
        super(name, text, source, belief);
        this.functional = functional;
        this.symbol = symbol;
    }

    @Override
    final List<Change> changes(GuidedMeans means, double... places) {
        return one(means.change(functional));
    }

    @Override
    final String quantity(double place) {
        return "E^w" + symbol + " - E^0" + symbol;
    }
}
