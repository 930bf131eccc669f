package org.guidecheck.claim.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.LinePower;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code path.confidence-grows}: E^w log p(c|Y_u) rises along the path for every w ≥ −½, at the rate
 * (w + ½) E‖g‖². (As w grows it may fall: {@code naive.log-loss}.)
 *
 * <p>The rate is checked at probe points in any dimension. On the line the mean at the end must be at least that at an
 * earlier noise, and that at least log π_c. Source: theory.md, "The master identity".
 */
public final class ConfidenceGrows extends Claim {
    /** Noise at which the path is stopped on its way. */
    private static final double MIDDLE = 0.4;

    /** Added to the mean that must be reached; 0 except in tests. */
    private final double lead;

    /** The claim. */
    public ConfidenceGrows() {
        this(0);
    }

    /**
     * For tests: a stronger claim.
     *
     * @param lead rise that the mean must exceed
     */
    ConfidenceGrows(double lead) {
        super(new Statement("path.confidence-grows",
                "E^w log p(c|Y) grows along the path for every w ≥ −½, at the rate (w + ½) E^w‖g‖²",
                "this project, theory.md, The master identity", Status.HOLDS, new Resolution(0.01, "in log p(c|Y)")));
        this.lead = lead;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        List<Evidence> evidence = new ArrayList<>(List.of(Residual.ofLogPosterior(setting)));
        if (setting.law().dimension() == 1 && setting.process().stop() < MIDDLE) {
            FiniteDifferences.Result middle = mean(setting.stoppedAt(MIDDLE));
            FiniteDifferences.Result end = mean(setting);
            double prior = Math.log(setting.process().prior());
            evidence.add(evidence(setting, String.format(Locale.ROOT, "E log p(c|Y) at noise %s", MIDDLE), middle,
                    "that of pure noise", prior));
            if (middle.isResolved()) {
                evidence.add(evidence(setting, "E log p(c|Y) at the end", end, "that at noise " + MIDDLE,
                        middle.value() - middle.errorBound()));
            }
        }
        return evidence;
    }

    private FiniteDifferences.Result mean(Setting setting) {
        return new FiniteDifferences(setting.process()).mean((y, odds) -> -FiniteDifferences.LOG_LOSS.at(y, odds),
                resolution(setting) / 4);
    }

    private Evidence evidence(Setting setting, String quantity, FiniteDifferences.Result found, String what,
            double least) {
        return LinePower.evidence(quantity, found, "direct form", Requirement.atLeast(
                String.format(Locale.ROOT, "must be >= %.6g, %s", least + lead, what), least + lead,
                resolution(setting)));
    }
}
