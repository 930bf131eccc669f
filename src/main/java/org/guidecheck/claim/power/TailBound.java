package org.guidecheck.claim.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.LinePower;
import org.guidecheck.claim.LocalPowers;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code power.tail}: P^w( p(c|Y_u) ≤ π_c/a at any noise level ) ≤ a^{−(1+2 inf w)} for a ≥ 1.
 *
 * <p>It follows by Ville's inequality from the rate of f^q at q = 1 + 2 inf w, which is nowhere positive and is checked at
 * probe points. On the line the tail of the output is computed directly: a smooth step φ(log(π_c f)) about log a must have
 * at most the mean that it has if the tail is a^{−q}, ∫ φ'(s) min(1, e^{−qs}) ds. Source: theory.md, "The master identity".
 */
public final class TailBound extends Claim {
    private static final double[] RATIOS = {1.5, 3, 10};
    /** Steepness of the smooth step. */
    private static final double STEEPNESS = 10;
    private static final int NODES = 4000;
    /** The step is 0 or 1 up to rounding this far from its middle. */
    private static final double REACH = 4;

    /** Share of the bound; 1 except in tests. */
    private final double share;

    /** The claim. */
    public TailBound() {
        this(1);
    }

    /**
     * For tests: a stronger claim.
     *
     * @param share share of the bound that the tail must not exceed
     */
    TailBound(double share) {
        super(new Statement("power.tail",
                "guidance bounds the tail: P^w(p(c|Y) ≤ π_c/a at any noise level) ≤ a^{−(1+2 inf w)} for a ≥ 1",
                "this project, theory.md, The master identity", Status.HOLDS, Resolution.ofProbability(0.005)));
        this.share = share;
    }

    /** {@inheritDoc} How unlikely outputs can be. */
    @Override
    public boolean isPromise() {
        return true;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        double sharp = 1 + 2 * setting.guidance().smallest();
        List<Evidence> evidence = new ArrayList<>(
                List.of(LocalPowers.evidence(setting, "q = 1 + 2w", random -> sharp)));
        if (setting.law().dimension() == 1) {
            FiniteDifferences line = new FiniteDifferences(setting.process());
            double logPrior = Math.log(setting.process().prior());
            for (double ratio : RATIOS) {
                double middle = Math.log(ratio);
                FiniteDifferences.Result found = line.mean((y, logOdds) -> step(
                        FiniteDifferences.LOG_LOSS.at(y, logOdds) + logPrior - middle), resolution(setting) / 4);
                evidence.add(
                        LinePower.evidence(String.format(Locale.ROOT, "P(p(c|Y) <= prior/%s), smooth", ratio), found,
                                "direct form", Requirement.atMost(String.format(Locale.ROOT, "must be <= %.6g",
                                        share * bound(middle, sharp)), share * bound(middle, sharp),
                                        resolution(setting))));
            }
        }
        return evidence;
    }

    /** Smooth step from 0 to 1. */
    private static double step(double s) {
        return 1 / (1 + Math.exp(-STEEPNESS * s));
    }

    /** ∫ φ'(s) min(1, e^{−qs}) ds by the midpoint rule, for the step φ about the given middle. */
    private static double bound(double middle, double q) {
        double h = 2 * REACH / NODES;
        return IntStream.range(0, NODES).mapToDouble(i -> {
            double s = -REACH + (i + 0.5) * h;
            double slope = STEEPNESS * step(s) * step(-s);
            return h * slope * Math.min(1, Math.exp(-q * (middle + s)));
        }).sum();
    }
}
