package org.guidecheck.claim.naive;

import java.util.List;
import org.guidecheck.claim.Resolution;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;

/** Naive claim about how guidance changes the mean of one function of the output. */
abstract class MeanBelief extends NaiveClaim {
    private final Functional functional;
    private final String symbol;

    /** A claim about E φ(Y); {@code symbol} is φ(Y) as written after E in the evidence. */
    MeanBelief(String name, String text, String source, Belief belief, Resolution resolution,
            Functional functional, String symbol) {
        super(name, text, source, belief, resolution);
        this.functional = functional;
        this.symbol = symbol;
    }

    @Override
    final List<Change> changes(GuidedMeans means, double... places) {
        return single(means.change(functional));
    }

    @Override
    final String quantity(double place) {
        return "E^w" + symbol + " - E^0" + symbol;
    }
}
