package org.guidecheck.claim.reward;

import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Statement;
import org.guidecheck.statistics.BoundedMeanCheck;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code reward.mean-rises}: guidance along w ∇log h, h(x) = E[R(X_0) | X_t = x], raises the mean of a positive
 * reward.
 *
 * <p>Source: theory.md, "Rewards"; G. Li and Y. Jiao, arXiv 2505.01382, is the case h = 1/p(c|·) with the opposite
 * sign. Decided by the identity (∂_u + L^w) h = w h ‖∇log h‖² at probe points and by the mean of h at the end: computed
 * by the backward equation on the line, elsewhere sampled, since all rewards here are at most 1.
 */
public final class MeanRewardRises extends RewardClaim {
    private static final double PRECISION = 2e-3;
    private static final int POINTS = 1 << 12;

    /** The claim. */
    public MeanRewardRises() {
        this(1);
    }

    /** For tests: the guiding gradient is multiplied by a factor. */
    MeanRewardRises(double factor) {
        super(new Statement("reward.mean-rises",
                "guidance along w∇log E[R(X_0)|x] raises the mean of a positive reward R",
                "this project, theory.md, Rewards, after Li & Jiao, arXiv 2505.01382",
                Status.HOLDS,
                Resolution.ofProbability(0.005)), factor);
    }

    @Override
    List<Evidence> means(RewardSetting rewarded, double alpha) {
        return List.of(rewarded.isOnTheLine() ? computed(rewarded) : sampled(rewarded, alpha));
    }

    private Evidence computed(RewardSetting rewarded) {
        double start = rewarded.process().startError();
        Interval mean = rewarded.onTheLine(rewarded.setting().guidance()).means(PRECISION, 1, (points, level) -> {
            double[] values = new double[points.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.exp(rewarded.logValue(new double[] {points[i]}, level));
            }
            return new double[][] {values};
        }).get(0).widen(start);
        Interval rise = mean.minus(new Interval(rewarded.reward().mean(), rewarded.reward().mean()));
        boolean known = rise.width() < Double.POSITIVE_INFINITY;
        return Evidence.of(Evidence.Kind.ESTIMATED, "rise of the mean reward", known ? rise.midpoint() : 0)
                .within(rise).by("backward equation, three meshes")
                .allowing(List.of(new Tolerance.Discretisation(start, "the process starts at t > 0")))
                .decides(Requirement.atLeast("at least 0", 0, resolution(rewarded.setting())))
                .with("mean without guidance", String.format(Locale.ROOT, "%.6g", rewarded.reward().mean()));
    }

    private Evidence sampled(RewardSetting rewarded, double alpha) {
        List<Tolerance> tolerances = List.of(DrawnPoints.step(rewarded));
        DrawnPoints points = new DrawnPoints(rewarded, rewarded.setting().guidance());
        double before = rewarded.reward().mean();
        Requirement requirement = Requirement.atLeast(String.format(Locale.ROOT, "at least %.6g", before),
                before - Tolerance.total(tolerances), resolution(rewarded.setting()));
        return new BoundedMeanCheck("mean reward", new Interval(0, 1), requirement, tolerances, alpha)
                .decide(points.observations(x -> Math.exp(Math.min(0, rewarded.logValue(x, rewarded.end())))),
                        rewarded.setting().effort().samples(POINTS));
    }
}
