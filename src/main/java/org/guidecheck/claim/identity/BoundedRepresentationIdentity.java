package org.guidecheck.claim.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.GuidedGenerator;
import org.guidecheck.claim.IntervalAgreement;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code identity.bounded-representation}: M_w = E^{w−1}[ exp(−∫ w‖g‖² du) ] / π_c.
 *
 * <p>In any dimension the local form f⁻¹[∂_u + L^w + w‖g‖²](f φ) = L^{w−1} φ is checked at probe points on waves φ. On
 * the line the sampled value must also agree with finite differences. Source: theory.md, "The bounded representation".
 */
public final class BoundedRepresentationIdentity extends Claim {
    private static final double STEP_ERROR = 0.005;
    private static final int MOST_PATHS = 1 << 17;

    /** Factor of the weights of the reference; 1 except in tests. */
    private final double factor;

    /** The claim. */
    public BoundedRepresentationIdentity() {
        this(1);
    }

    /**
     * For tests: the two sides have different weights.
     *
     * @param factor factor of the weights of the reference
     */
    public BoundedRepresentationIdentity(double factor) {
        super(new Statement("identity.bounded-representation",
                "the mean reciprocal is the mean of a bounded variable: π_c E^w[f] = E^{w−1}[exp(−∫ w‖g‖² du)]",
                "this project, theory.md, The bounded representation",
                Status.HOLDS,
                Resolution.ofUnguidedMean(0.01)));
        this.factor = factor;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        UniformRandomProvider random = setting.streams().derived("waves").stream(0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        Evidence pointwise = Residual.evidence(setting, "f^-1 (d/du + L^w + w |g|^2)(f phi) = L^(w-1) phi", place -> {
            double[] g = setting.law().classifierGradient(setting.process().c(), place.point(), place.level());
            double[] wave = new double[g.length];
            Arrays.setAll(wave, i -> normal.sample());
            return new GuidedGenerator(setting.process(), place.point(), place.level())
                    .ofChangeOfMeasure(setting.guidance().weight(place.level()), g, wave);
        });
        List<Evidence> evidence = new ArrayList<>(List.of(pointwise));
        if (setting.law().dimension() == 1) {
            evidence.add(sampled(setting, alpha));
        }
        return evidence;
    }

    private Evidence sampled(Setting setting, double alpha) {
        FiniteDifferences.Result exact = new FiniteDifferences(
                setting.process().withGuidance(setting.guidance().times(factor))).meanReciprocal(1e-3);
        Interval reference = Interval.around(exact.value(), exact.errorBound());
        Requirement agreement = IntervalAgreement.with("finite differences", reference,
                resolution(setting) * setting.unguidedMean());
        BoundedRepresentation.Estimate estimate = new BoundedRepresentation(setting.process(), setting.streams(), alpha)
                .estimate(new BoundedRepresentation.Effort(STEP_ERROR, 0, 4096, setting.effort().samples(MOST_PATHS)),
                        e -> agreement.decide(e.bounds()) != Outcome.UNDECIDED);
        return estimate.evidence("M_w", "bounded representation", "the process starts at t > 0", alpha)
                .decides(agreement);
    }
}
