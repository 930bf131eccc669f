package org.guidecheck.claim.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.LinePower;
import org.guidecheck.claim.LocalPowers;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.mesh.PowerMoments;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code power.moments-drop}: π_c^q E^w[1/p(c|Y)^q] ≤ 1 for every q in (0, 1 + 2 inf w].
 *
 * <p>In any dimension the rate of f^q, f = 1/p(c|·), is checked at probe points: (∂_u + L^w) f^q = ½q(q − 1 − 2w)‖g‖² f^q,
 * which is nowhere positive. On the line the moment is also computed in a form that could exceed 1
 * ({@link PowerMoments#split}); the bounded form, which could not, must agree with it. Source: theory.md, "The master
 * identity".
 */
public final class MomentsDrop extends Claim {
    /** Limit of the moments; 1 except in tests. */
    private final double limit;
    /** Exponent of the bounded form over that of the split form; 1 except in tests. */
    private final double factor;

    /** The claim. */
    public MomentsDrop() {
        this(1, 1);
    }

    /**
     * For tests: a stronger claim, and forms of different exponents.
     *
     * @param limit  what moments must not exceed; false if below a moment
     * @param factor exponent of the bounded form over that of the other; false unless 1
     */
    MomentsDrop(double limit, double factor) {
        super(new Statement("power.moments-drop",
                "guidance lowers moments of the reciprocal: π_c^q E^w[1/p(c|Y)^q] ≤ 1 for 0 < q ≤ 1 + 2 inf w",
                "this project, theory.md, The master identity", Status.HOLDS,
                new Resolution(0.01, "of the unguided moment")));
        this.limit = limit;
        this.factor = factor;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        double sharp = 1 + 2 * setting.guidance().smallest();
        List<Evidence> evidence = new ArrayList<>(List.of(
                LocalPowers.evidence(setting, "0 < q <= 1 + 2w", random -> sharp * (1 - random.nextDouble()))));
        if (setting.law().dimension() == 1) {
            FiniteDifferences line = new FiniteDifferences(setting.process());
            double precision = resolution(setting) / 4;
            FiniteDifferences.Result half = line.powers().split(sharp / 2, precision);
            evidence.add(moment(setting, sharp / 2, half));
            evidence.add(moment(setting, sharp, line.powers().split(sharp, precision)));
            if (half.isResolved()) {
                evidence.add(LinePower.evidence("moment of exponent (1 + 2w)/2, bounded form",
                        line.moment(factor * sharp / 2, precision), "bounded form",
                        Requirement.agreement("agrees with the two parts", half.bounds(), resolution(setting)))
                        .asAttempt());
            }
        }
        return evidence;
    }

    private Evidence moment(Setting setting, double q, FiniteDifferences.Result found) {
        return LinePower.evidence(String.format(Locale.ROOT, "moment of exponent %.4g", q), found, "two parts",
                Requirement.atMost(String.format(Locale.ROOT, "must be <= %s, as without guidance", limit), limit,
                        resolution(setting)));
    }
}
