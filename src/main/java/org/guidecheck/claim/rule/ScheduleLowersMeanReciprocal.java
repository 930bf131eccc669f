package org.guidecheck.claim.rule;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.claim.GuidedMeanReciprocal;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.FieldClaim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.rule.LimitedInterval;
import org.guidecheck.statistics.Evidence;

/**
 * Claim that classifier-free guidance with weights w ≥ 0 that vary with the noise lowers the mean reciprocal; weights
 * within an interval of noise are one case. Checked by the cone condition, ⟨g, w g⟩ = w‖g‖² ≥ 0, and the bounded
 * representation.
 */
public final class ScheduleLowersMeanReciprocal extends FieldClaim {
    /** The interval that Kynkäänniemi et al. found best for ImageNet-512, in σ. */
    private static final double LOW = 0.28;
    private static final double HIGH = 2.9;

    private final double low;
    private final double high;
    /** Share of M_0 that M_w may reach; 1 except in tests. */
    private final double share;
    /** Factor of the weights of the bounded form; 1 except in tests. */
    private final double factor;

    private ScheduleLowersMeanReciprocal(Statement statement, double low, double high, double share, double factor) {
        super(statement);
        this.low = low;
        this.high = high;
        this.share = share;
        this.factor = factor;
    }

    /**
     * For tests: a stronger claim about the means, and forms of different weights.
     *
     * @param share  share of M_0 that M_w must not exceed; false if below M_w/M_0
     * @param factor factor of the weights of the bounded form; false unless 1
     * @return the claim under the same name
     */
    ScheduleLowersMeanReciprocal but(double share, double factor) {
        return new ScheduleLowersMeanReciprocal(statement(), low, high, share, factor);
    }

    /**
     * The claim for the setting's own schedule.
     *
     * @return {@code rule.schedule}
     */
    public static ScheduleLowersMeanReciprocal anySchedule() {
        return new ScheduleLowersMeanReciprocal(new Statement("rule.schedule",
                "guidance with any weights w_t ≥ 0 lowers the mean reciprocal",
                "Li & Jiao, arXiv 2505.01382",
                Status.HOLDS,
                Resolution.ofUnguidedMean(0.01)), 0, Double.POSITIVE_INFINITY, 1, 1);
    }

    /**
     * The claim for the setting's weights within 0.28 &lt; σ ≤ 2.9 and 0 outside.
     *
     * @return {@code rule.interval}
     */
    public static ScheduleLowersMeanReciprocal interval() {
        return new ScheduleLowersMeanReciprocal(new Statement("rule.interval",
                "guidance restricted to an interval of noise (0.28 < σ ≤ 2.9) lowers the mean reciprocal",
                "rule of Kynkäänniemi et al., arXiv 2404.07724; follows from Li & Jiao, arXiv 2505.01382",
                Status.HOLDS,
                Resolution.ofUnguidedMean(0.01)), LOW, HIGH, 1, 1);
    }

    @Override
    protected List<NamedField> fields(Setting setting) {
        return List.of(new NamedField("weights " + setting.guidance(),
                new LimitedInterval(low, high).with(setting.guidance())));
    }

    @Override
    protected List<Evidence> furtherEvidence(Setting setting, double alpha) {
        GuidanceSchedule within = low == 0 && high == Double.POSITIVE_INFINITY ? setting.guidance()
                : setting.guidance().within(-2 * Math.log(high), -2 * Math.log(low));
        GuidedMeanReciprocal mean = new GuidedMeanReciprocal(
                setting.with(setting.process().withGuidance(within)), resolution(setting), share, factor);
        List<Evidence> evidence = new ArrayList<>(mean.ofProcess(alpha / 2));
        evidence.add(mean.ofSampler(alpha / 2));
        return evidence;
    }
}
