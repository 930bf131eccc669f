package org.guidecheck.claim.discrete;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code discrete.drop}: for the chain of N steps of the setting's sampler M_w(N) ≤ M_0 + C/N.
 *
 * <p>Two consequences are decided on the line by {@link ChainQuadrature}, without sampling: the limit of M_w(N) is at
 * most M_0, and the excess of M_w(N) over M_0 falls with N. M_0 is 1/π_c, the mean of the process. The
 * unguided chain's own mean would not serve: it depends on events so rare that the chain's probability of them is far
 * off at any practical N (theory.md, "Steps of finite length").
 *
 * <p>Source: Li and Jiao, arXiv 2505.01382, whose theorem is about such chains.
 */
public final class ChainDrop extends ChainClaim {
    private static final double PRECISION = 5e-3;
    private static final int[] LADDER = {32, 64, 128};

    private final double share;

    /** The claim. */
    public ChainDrop() {
        this(1);
    }

    /**
     * For tests: a stronger claim.
     *
     * @param share share of M_0 that M_w must not exceed; false if below M_w/M_0
     */
    ChainDrop(double share) {
        super(new Statement("discrete.drop",
                "a chain of N steps keeps the drop up to its step error: M_w(N) ≤ M_0 + C/N",
                "Li & Jiao, arXiv 2505.01382, for DDPM",
                Status.HOLDS,
                Resolution.ofUnguidedMean(0.005)));
        this.share = share;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        GaussianSampler sampler = sampler(setting);
        double start = TimeGrid.START_SIGNAL * setting.unguidedMean();
        double resolution = resolution(setting) * setting.unguidedMean();
        Result limit = ChainQuadrature.limit(setting.process(), sampler, PRECISION);
        Interval bounds = bounds(limit, start);
        Evidence ofLimit = Evidence.of(Evidence.Kind.ESTIMATED, "limit of M_w(N)", limit.value()).within(bounds)
                .by("chain quadrature, " + sampler.name() + " with up to " + limit.timeSteps() + " steps, extrapolated")
                .allowing(List.of(
                        new Tolerance.Discretisation(finite(limit.errorBound()), "stages of extrapolation, two meshes"),
                        new Tolerance.Discretisation(start, "the process starts at t > 0")))
                .decides(Requirement.atMost(String.format(Locale.ROOT, "at most M_0 = %.6g", setting.unguidedMean()),
                        share * setting.unguidedMean(), resolution))
                .exceeding(Math.log(bounds.lower() / setting.unguidedMean()));
        return List.of(ofLimit, excess(setting, sampler, start, resolution));
    }

    private static Interval bounds(Result result, double start) {
        return Double.isFinite(result.errorBound()) ? result.bounds().widen(start) : Interval.ALL;
    }

    private static double finite(double bound) {
        return Double.isFinite(bound) ? bound : Double.MAX_VALUE;
    }

    /**
     * Excess of M_w(N) over M_0 at the last of three N. An excess like 1/N is at most what the largest N (M_w(N) − M_0)
     * before leaves of it; one that is larger than all before does not fall at all.
     */
    private Evidence excess(Setting setting, GaussianSampler sampler, double start, double resolution) {
        double most = share * setting.unguidedMean();
        int last = LADDER.length - 1;
        double before = 0;
        double constant = 0;
        Result chain = null;
        StringBuilder means = new StringBuilder();
        for (int i = 0; i <= last; i++) {
            chain = ChainQuadrature.meanReciprocal(setting.process(), setting.process().grid(LADDER[i]), sampler);
            means.append(i == 0 ? "" : ", ").append(String.format(Locale.ROOT, "%.6g", chain.value()));
            if (i < last) {
                double excess = Math.max(0, bounds(chain, start).upper() - most);
                before = Math.max(before, excess);
                constant = Math.max(constant, LADDER[i] * excess);
            }
        }
        double left = Math.min(Double.MAX_VALUE, constant / LADDER[last]);
        Requirement requirement = new Requirement(
                String.format(Locale.ROOT, "falls like 1/N, to %.4g; %.4g before", left, before),
                Interval.atMost(before), Optional.of(Interval.atMost(left).widen(resolution)));
        return Evidence.of(Evidence.Kind.ESTIMATED, "M_w(N) - M_0 at N = " + LADDER[last], chain.value() - most)
                .within(bounds(chain, start).minus(Interval.around(most, 0)))
                .by("chain quadrature, 32, 64 and 128 steps")
                .allowing(List.of(
                        new Tolerance.Discretisation(finite(chain.errorBound()), "difference of two meshes"),
                        new Tolerance.Discretisation(start, "the process starts at t > 0")))
                .decides(requirement)
                .with("M_w(N)", means.toString());
    }
}
