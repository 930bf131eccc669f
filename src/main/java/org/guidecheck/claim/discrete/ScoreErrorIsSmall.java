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
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Tolerance;

/**
 * A score that is off by ε moves the mean reciprocal of a chain by a multiple of ε: the guided score gets the bounded, smooth
 * error ε·cos(k y + a), at every level, with k and a from the setting's seed, and the change of M_w(N) at a fixed N is
 * followed down a ladder of ε, as the sizes of its odd and of its even part in ε together. By {@link ChainQuadrature} on the
 * line, without a sample; a change is as uncertain as it differs between two meshes.
 *
 * <p>Source: Li and Jiao, arXiv 2505.01382, where the error of the score enters the bound to first order.
 */
public final class ScoreErrorIsSmall extends ChainClaim {
    private static final int STEPS = 32;
    private static final double LARGEST = 0.08;
    private static final int RUNGS = 4;
    /** Of values of a chain, relative. */
    private static final double ROUNDING = 1e-9;

    /** What the claim calls an error of size ε. */
    private final DoubleUnaryOperator size;

    /** The claim. */
    public ScoreErrorIsSmall() {
        this(eps -> eps);
    }

    /**
     * A claim about errors of another size, for tests.
     *
     * @param size of the error, from ε
     */
    ScoreErrorIsSmall(DoubleUnaryOperator size) {
        super(new Statement("discrete.score-error",
                "a score error of size ε moves the chain's mean reciprocal by O(ε)",
                "Li & Jiao, arXiv 2505.01382",
                Status.HOLDS));
        this.size = size;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        GaussianSampler sampler = sampler(setting);
        UniformRandomProvider random = setting.streams().derived("score error").stream(0);
        double k = 0.5 + random.nextDouble();
        double phase = 2 * Math.PI * random.nextDouble();
        TimeGrid grid = setting.process().grid(STEPS);
        double[] right = meanReciprocals(setting, sampler, grid, 0, k, phase);
        double[] changes = new double[RUNGS];
        double[] unsure = new double[RUNGS];
        for (int r = 0; r < RUNGS; r++) {
            double eps = size.applyAsDouble(LARGEST / (1 << r));
            double[] there = meanReciprocals(setting, sampler, grid, eps, k, phase);
            double[] back = meanReciprocals(setting, sampler, grid, -eps, k, phase);
            double[] change = new double[2];
            for (int mesh = 0; mesh < 2; mesh++) {
                // The two parts of the change cannot cancel, as the change itself does where a ladder meets its sign.
                double odd = 0.5 * (there[mesh] - back[mesh]);
                double even = 0.5 * (there[mesh] + back[mesh]) - right[mesh];
                change[mesh] = Math.abs(odd) + Math.abs(even);
            }
            changes[r] = change[1];
            unsure[r] = Math.abs(change[1] - change[0]) + ROUNDING * right[1];
        }
        ConvergenceOrder slope = ConvergenceOrder.of(changes, unsure);
        Evidence evidence = Evidence.of(Evidence.Kind.DETERMINISTIC, "power of eps", slope.last()).within(slope.bounds())
                .by("chain quadrature, " + sampler.name() + " with " + STEPS + " steps")
                .allowing(List.of(new Tolerance.Discretisation(
                        slope.bounds().equals(Interval.ALL) ? 0 : 0.5 * slope.bounds().width(),
                        "twice the last change of the slope, and two meshes")))
                .decides("the change falls at least like eps", Interval.atLeast(1), slope.atLeast(1))
                .with("changes", Arrays.toString(changes));
        return List.of(evidence);
    }

    private static double[] meanReciprocals(Setting setting, GaussianSampler sampler, TimeGrid grid, double size, double k,
            double phase) {
        return ChainQuadrature.meanReciprocals(setting.process(), grid, sampler,
                (y, level) -> size * Math.cos(k * y + phase));
    }
}
