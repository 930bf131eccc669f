package org.guidecheck.claim.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.GuidedGenerator;
import org.guidecheck.claim.LinePower;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Requirement;

/**
 * Claims {@code identity.master} and {@code identity.reflection}: with h = (π_c/p(c|·))^q,
 * E^w[h φ] = E^{w−q}[exp(−½∫ q(1 + 2w − q)‖g‖² du) φ] for every functional φ of the path; at q = 1 + 2w nothing but the end
 * of a path matters.
 *
 * <p>In any dimension the local form h⁻¹[∂_u + L^w + ½q(1 + 2w − q)‖g‖²](h φ) = L^{w−q} φ is checked at probe points on
 * waves φ. On the line both sides are computed for φ = 1/(1 + h), with which both are means of variables in [0, 1] of
 * different processes. Source: theory.md, "The master identity".
 */
public final class MasterIdentity extends Claim {
    private final ToDoubleFunction<UniformRandomProvider> share;
    /** Exponent on the line, in units of 1 + 2 inf w. */
    private final double onLine;
    private final boolean needsConstant;
    /** Exponent of the right side over that of the left; 1 except in tests. */
    private final double factor;

    private MasterIdentity(Statement statement, ToDoubleFunction<UniformRandomProvider> share, double onLine,
            boolean needsConstant, double factor) {
        super(statement);
        this.share = share;
        this.onLine = onLine;
        this.needsConstant = needsConstant;
        this.factor = factor;
    }

    /** {@return the claim for all exponents} */
    public static MasterIdentity master() {
        return master(1);
    }

    /**
     * For tests: the sides on the line have different exponents.
     *
     * @param factor exponent of the right side over that of the left; false unless 1
     */
    static MasterIdentity master(double factor) {
        return new MasterIdentity(new Statement("identity.master",
                "a change of measure by f^q turns weight w into w − q: "
                        + "E^w[(π_c f)^q φ] = E^{w−q}[exp(−½∫ q(1+2w−q)‖g‖² du) φ] for every q",
                "this project, theory.md, The master identity", Status.HOLDS, Resolution.ofProbability(0.005)),
                random -> 3 * random.nextDouble() - 1, 0.6, false, factor);
    }

    /** {@return the claim for q = 1 + 2w} */
    public static MasterIdentity reflection() {
        return reflection(1);
    }

    /** For tests: see {@link #master(double)}. */
    static MasterIdentity reflection(double factor) {
        return new MasterIdentity(new Statement("identity.reflection",
                "guidance towards and away from the class are known densities apart: "
                        + "E^w[(π_c f)^{1+2w} φ] = E^{−1−w}[φ] at a constant weight",
                "this project, theory.md, The master identity", Status.HOLDS, Resolution.ofProbability(0.005)),
                random -> 1, 1, true, factor);
    }

    /** {@inheritDoc} For the reflection, constant weights only. */
    @Override
    public boolean appliesTo(Setting setting) {
        return !needsConstant || setting.guidance().smallest() == setting.guidance().largest();
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        List<Evidence> evidence = new ArrayList<>(List.of(pointwise(setting)));
        if (setting.law().dimension() == 1) {
            evidence.addAll(sides(setting, onLine * (1 + 2 * setting.guidance().smallest())));
        }
        return evidence;
    }

    private Evidence pointwise(Setting setting) {
        UniformRandomProvider random = setting.streams().derived("waves").stream(0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        return Residual.evidence(setting, needsConstant ? "h^-1 (d/du + L^w)(h phi) = L^(-1-w) phi, h = f^(1+2w)"
                : "h^-1 (d/du + L^w + q(1 + 2w - q)/2 |g|^2)(h phi) = L^(w-q) phi, h = f^q", place -> {
                    double[] g = setting.law().classifierGradient(setting.process().c(), place.point(), place.level());
                    double[] wave = new double[g.length];
                    Arrays.setAll(wave, i -> normal.sample());
                    double w = setting.guidance().weight(place.level());
                    double q = share.applyAsDouble(random) * (1 + 2 * w);
                    return new GuidedGenerator(setting.process(), place.point(), place.level())
                            .ofMaster(w, q, 0.5 * q * (1 + 2 * w - q), g, wave);
                });
    }

    /** Both sides on φ = 1/(1 + h). */
    private List<Evidence> sides(Setting setting, double q) {
        FiniteDifferences line = new FiniteDifferences(setting.process());
        double precision = resolution(setting) / 4;
        FiniteDifferences.Result left = line.powers().leftOfChange(q, precision);
        if (!left.isResolved()) {
            return List.of();
        }
        Requirement agreement = Requirement.agreement(String.format(Locale.ROOT,
                "must agree with the side of weight w, [%.6g, %.6g]", left.bounds().lower(), left.bounds().upper()),
                left.bounds(), resolution(setting));
        return List.of(LinePower.evidence(String.format(Locale.ROOT, "E[phi] under weight w - %.4g", q),
                line.powers().rightOfChange(factor * q, precision), "after the change of measure", agreement));
    }
}
