package org.guidecheck.claim.reward;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.statistics.Evidence;

/**
 * What guidance along ∇ log h does for a reward R, h(x) = E[R(X_0)|x], on mixtures of isotropic Gaussians: the equation of h
 * point by point, and means at the end.
 */
abstract class RewardClaim extends Claim {
    /** What the gradient is multiplied by: 1, unless in tests. */
    private final double factor;

    RewardClaim(Statement statement, double factor) {
        super(statement);
        this.factor = factor;
    }

    @Override
    public final boolean appliesTo(Setting setting) {
        return RewardSetting.isOf(setting);
    }

    @Override
    public final List<Setting> examples(int count, long seed) {
        return RewardSetting.examples(count, seed);
    }

    @Override
    protected final List<Evidence> evidence(Setting setting, double alpha) {
        if (!appliesTo(setting)) {
            throw new IllegalArgumentException("law=" + LawJson.toString(setting.law()) + ": " + id()
                    + " is about mixtures of isotropic Gaussians and weights of at least 0");
        }
        RewardSetting rewarded = RewardSetting.of(setting, factor);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(RewardGenerator.evidence(rewarded));
        evidence.addAll(means(rewarded, alpha));
        return evidence;
    }

    @Override
    protected final String note(Setting setting) {
        RewardSetting rewarded = RewardSetting.of(setting, factor);
        return "left at noise " + rewarded.process().stop() + ", reward: " + rewarded.reward().name();
    }

    /** What becomes of means at the end, by computation on the line and by draws elsewhere. */
    abstract List<Evidence> means(RewardSetting rewarded, double alpha);
}
