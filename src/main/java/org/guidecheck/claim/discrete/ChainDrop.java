package org.guidecheck.claim.discrete;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim {@code discrete.drop}: for the chain of N steps of the setting's sampler M_w(N) ≤ M_0 + C/N.
 *
 * <p>Two consequences are decided on the line by {@link ChainQuadrature}, without sampling: the limit of M_w(N) is at
 * most M_0, and N times the excess of M_w(N) over M_0 does not grow with N. M_0 is 1/π_c, the mean of the process. The
 * unguided chain's own mean would not serve: it depends on events so rare that the chain's probability of them is far
 * off at any practical N (theory.md, "Steps of finite length").
 *
 * <p>Source: Li and Jiao, arXiv 2505.01382, whose theorem is about such chains.
 */
public final class ChainDrop extends ChainClaim {
    private static final double PRECISION = 5e-3;
    /** An error bound up to this share of M_0 does not prevent HOLDS for a smaller drop. */
    private static final double RESOLUTION = 0.005;
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
                Status.HOLDS));
        this.share = share;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        GaussianSampler sampler = sampler(setting);
        double start = TimeGrid.START_SIGNAL * setting.unguidedMean();
        double most = share * setting.unguidedMean() + start;
        List<Evidence> evidence = new ArrayList<>();
        Result limit = ChainQuadrature.limit(setting.process(), sampler, PRECISION);
        evidence.add(Evidence.of(Evidence.Kind.ESTIMATED, "limit of M_w(N)", limit.value()).within(limit.bounds())
                .by("chain quadrature, " + sampler.name() + " with up to " + limit.timeSteps() + " steps, extrapolated")
                .allowing(List.of(
                        new Tolerance.Discretisation(finite(limit.errorBound()), "stages of extrapolation, two meshes"),
                        new Tolerance.Discretisation(start, "the process starts at t > 0")))
                .decides(String.format(Locale.ROOT, "at most M_0 = %.6g", setting.unguidedMean()),
                        Interval.atMost(most),
                        outcome(limit, most, RESOLUTION * setting.unguidedMean()))
                .exceeding(Math.log(limit.bounds().lower() / setting.unguidedMean())));
        evidence.add(excess(setting, sampler, most));
        return evidence;
    }

    private static double finite(double bound) {
        return Double.isFinite(bound) ? bound : Double.MAX_VALUE;
    }

    private static Outcome outcome(Result limit, double most, double resolution) {
        if (limit.value() + limit.errorBound() <= most || (limit.value() <= most && limit.errorBound() <= resolution)) {
            return Outcome.HOLDS;
        }
        return limit.value() - limit.errorBound() > most ? Outcome.REFUTED : Outcome.UNDECIDED;
    }

    /** N (M_w(N) − M_0), at least 0, for three N. */
    private static Evidence excess(Setting setting, GaussianSampler sampler, double most) {
        double[] constants = new double[LADDER.length];
        double[] bounds = new double[LADDER.length];
        StringBuilder means = new StringBuilder();
        for (int i = 0; i < LADDER.length; i++) {
            Result chain = ChainQuadrature.meanReciprocal(setting.process(), setting.process().grid(LADDER[i]),
                    sampler);
            constants[i] = LADDER[i] * Math.max(0, chain.value() - most);
            bounds[i] = LADDER[i] * chain.errorBound();
            means.append(i == 0 ? "" : ", ").append(String.format(Locale.ROOT, "%.6g", chain.value()));
        }
        int last = LADDER.length - 1;
        double before = Math.max(constants[0] + bounds[0], constants[1] + bounds[1]);
        Outcome outcome = constants[last] - bounds[last] <= before ? Outcome.HOLDS : Outcome.UNDECIDED;
        return Evidence.of(Evidence.Kind.ESTIMATED, "C", constants[last])
                .within(Interval.around(constants[last], finite(bounds[last])))
                .by("chain quadrature, 32, 64 and 128 steps")
                .decides(String.format(Locale.ROOT, "N (M_w(N) - M_0) does not grow with N: at most %.4g before",
                        before),
                        Interval.atMost(before),
                        outcome)
                .with("M_w(N)", means.toString());
    }
}
