package org.guidecheck.claim.reward;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.statistics.Evidence;

/**
 * Claim about guidance along ∇log h for a reward R, h(x) = E[R(X_0)|x], on mixtures of isotropic Gaussians. The
 * evidence is the equation of h at probe points and means at the end of the process.
 */
abstract class RewardClaim extends Claim {
    /** Factor of the guiding gradient; 1 except in tests. */
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
                    + " applies only to mixtures of isotropic Gaussians and weights of at least 0");
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
        return "stopped at noise " + rewarded.process().stop() + ", reward: " + rewarded.reward().name();
    }

    /** Evidence from means at the end of the process: computed on the line, sampled elsewhere. */
    abstract List<Evidence> means(RewardSetting rewarded, double alpha);
}
