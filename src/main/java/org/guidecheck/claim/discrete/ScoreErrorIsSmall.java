package org.guidecheck.claim.discrete;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.statistics.Evidence;

/**
 * Claim {@code discrete.score-error}: a score error of size ε moves the mean reciprocal of a chain by O(ε).
 *
 * <p>The guided score gets the smooth, bounded error ε·cos(k y + a) at every level, with k and a from the setting's
 * seed. The change of M_w(N) at fixed N, the sum of the sizes of its odd and even parts in ε, is computed for halved ε
 * by {@link ChainQuadrature} on the line, without sampling; its uncertainty is the difference of two meshes.
 *
 * <p>Source: Li and Jiao, arXiv 2505.01382, where the error of the score enters the bound to first order.
 */
public final class ScoreErrorIsSmall extends ChainClaim {
    private static final int STEPS = 32;
    private static final double LARGEST = 0.08;
    private static final int RUNGS = 4;
    /** Rounding of a chain's mean, relative. */
    private static final double ROUNDING = 1e-9;

    /** Size of the error as a function of ε; the identity except in tests. */
    private final DoubleUnaryOperator size;

    /** The claim. */
    public ScoreErrorIsSmall() {
        this(eps -> eps);
    }

    /**
     * For tests: errors of another size.
     *
     * @param size size of the error as a function of ε
     */
    ScoreErrorIsSmall(DoubleUnaryOperator size) {
        super(new Statement("discrete.score-error",
                "a score error of size ε moves the chain's mean reciprocal by O(ε)",
                "Li & Jiao, arXiv 2505.01382",
                Status.HOLDS,
                ConvergenceOrder.RESOLUTION));
        this.size = size;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        GaussianSampler sampler = sampler(setting);
        UniformRandomProvider random = setting.streams().derived("score error").stream(0);
        double k = 0.5 + random.nextDouble();
        double phase = 2 * Math.PI * random.nextDouble();
        TimeGrid grid = setting.process().grid(STEPS);
        double[] exact = meanReciprocals(setting, sampler, grid, 0, k, phase);
        double[] changes = new double[RUNGS];
        double[] uncertainties = new double[RUNGS];
        for (int r = 0; r < RUNGS; r++) {
            double eps = size.applyAsDouble(LARGEST / (1 << r));
            double[] plus = meanReciprocals(setting, sampler, grid, eps, k, phase);
            double[] minus = meanReciprocals(setting, sampler, grid, -eps, k, phase);
            double[] change = new double[2];
            for (int mesh = 0; mesh < 2; mesh++) {
                // The sizes of the two parts cannot cancel, while the change itself may pass through 0.
                double odd = 0.5 * (plus[mesh] - minus[mesh]);
                double even = 0.5 * (plus[mesh] + minus[mesh]) - exact[mesh];
                change[mesh] = Math.abs(odd) + Math.abs(even);
            }
            changes[r] = change[1];
            uncertainties[r] = Math.abs(change[1] - change[0]) + ROUNDING * exact[1];
        }
        return List.of(ConvergenceOrder.of(changes, uncertainties)
                .evidence("power of eps", "chain quadrature, " + sampler.name() + " with " + STEPS + " steps", 1,
                        "the change falls at least like eps")
                .with("changes", Arrays.toString(changes)));
    }

    private static double[] meanReciprocals(Setting setting, GaussianSampler sampler, TimeGrid grid, double size,
            double k,
            double phase) {
        return ChainQuadrature.meanReciprocals(setting.process(), grid, sampler,
                (y, level) -> size * Math.cos(k * y + phase));
    }
}
