package org.guidecheck.claim.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.LinePower;
import org.guidecheck.claim.LocalPowers;
import org.guidecheck.claim.ProbePoints;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code power.sharp}: at a constant weight π_c^q E^w[1/p(c|Y)^q] is 1 at q = 1 + 2w and above 1 beyond, where the
 * class differs from the rest.
 *
 * <p>In any dimension the rate of f^q, f = 1/p(c|·), is checked at probe points at q = 1 + 2w, where it is 0, and at
 * larger q, where it is positive. On the line the moment at 1 + 2w is computed in two parts, whose sum could be any
 * number, and a moment beyond is bounded from below. Source: theory.md, "The master identity".
 */
public final class SharpLaw extends Claim {
    /** How far beyond 1 + 2w the exponent goes that must give more than 1. */
    private static final double BEYOND = 0.05;
    /** Cut-off of the variable beyond: larger ones only add to a lower bound. */
    private static final double MOST = 20;

    /** Value of the moment at 1 + 2w; 1 except in tests. */
    private final double value;
    /** What moments beyond must exceed; 1 except in tests. */
    private final double least;

    /** The claim. */
    public SharpLaw() {
        this(1, 1);
    }

    /**
     * For tests: a wrong value, and a wrong limit.
     *
     * @param value of the moment at 1 + 2w; false unless 1
     * @param least what moments beyond must exceed
     */
    SharpLaw(double value, double least) {
        super(new Statement("power.sharp",
                "at a constant weight the exponent 1 + 2w is sharp: π_c^q E^w[1/p(c|Y)^q] is 1 at q = 1 + 2w, and above "
                        + "1 beyond unless the class is like the rest",
                "this project, theory.md, The master identity", Status.HOLDS,
                new Resolution(0.01, "of the unguided moment")));
        this.value = value;
        this.least = least;
    }

    /** {@inheritDoc} Constant weights only. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.guidance().smallest() == setting.guidance().largest();
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        double sharp = 1 + 2 * setting.guidance().smallest();
        List<Evidence> evidence = new ArrayList<>(List.of(
                LocalPowers.evidence(setting, "q = 1 + 2w", random -> sharp),
                LocalPowers.evidence(setting, "q > 1 + 2w", random -> sharp + random.nextDouble())));
        if (setting.law().dimension() == 1) {
            FiniteDifferences line = new FiniteDifferences(setting.process());
            double precision = resolution(setting) / 4;
            evidence.add(
                    LinePower.evidence("moment of exponent 1 + 2w", line.powers().split(sharp, precision), "two parts",
                            Requirement.within(String.format(Locale.ROOT, "must be %s", value),
                                    Interval.around(value, 0),
                                    resolution(setting))));
            if (ProbePoints.differs(setting)) {
                evidence.add(LinePower.evidence("moment of exponent 1 + 2w + " + BEYOND + ", at least",
                        line.powers().momentAtLeast(sharp + BEYOND, MOST, precision),
                        "paths away from the class, cut off",
                        Requirement.atLeast(String.format(Locale.ROOT, "must be > %s", least), Math.nextUp(least),
                                resolution(setting))));
            }
        }
        return evidence;
    }
}
