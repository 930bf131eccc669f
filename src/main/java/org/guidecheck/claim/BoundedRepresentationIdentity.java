package org.guidecheck.claim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.oracle.BoundedRepresentation;
import org.guidecheck.oracle.FiniteDifferences;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * The bounded representation M_w = E^{w−1}[ exp(−∫ w‖g‖² du) ] / π_c.
 *
 * <p>In any dimension its local form, that f⁻¹[∂_u + L^w + w‖g‖²](f φ) = L^{w−1} φ, is checked point by point on waves φ.
 * On the line the sampled value must also meet finite differences. Source: properties/README.md, "The bounded
 * representation".
 */
public final class BoundedRepresentationIdentity implements Claim {
    private static final Statement STATEMENT = new Statement("identity.bounded-representation",
            "M_w = E^(w-1)[exp(-integral of w |g|^2 du)] / prior: a bounded variable has this mean",
            "derived in properties/README.md", Status.HOLDS);

    @Override
    public Statement says() {
        return STATEMENT;
    }

    @Override
    public Verdict decide(Setting setting, double alpha) {
        long begin = System.nanoTime();
        UniformRandomProvider random = new Streams(setting.seed()).derived("waves").stream(0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        Verdict pointwise = Residual.verdict(this, setting, "f^-1 (d/du + L^w + w |g|^2)(f phi) = L^(w-1) phi", place -> {
            double[] g = setting.law().classifierGradient(setting.c(), place.point(), place.level());
            double[] wave = new double[g.length];
            Arrays.setAll(wave, i -> normal.sample());
            return new GuidedGenerator(setting.law(), setting.c(), place.point(), place.level())
                    .ofChangeOfMeasure(setting.guidance().weight(place.level()), g, wave);
        });
        List<Evidence> evidence = new ArrayList<>(pointwise.evidence());
        if (setting.law().dimension() == 1) {
            evidence.add(whole(setting, alpha));
        }
        return Verdict.of(id(), evidence, setting.seed(), Duration.ofNanos(System.nanoTime() - begin), setting.note());
    }

    private static Evidence whole(Setting setting, double alpha) {
        FiniteDifferences.Result exact = FiniteDifferences.meanReciprocal(setting.law(), setting.c(), setting.guidance(),
                setting.stop(), 1e-3);
        Interval reference = Interval.around(exact.value(), exact.errorBound());
        double unguided = setting.unguided();
        BoundedRepresentation.Estimate estimate = new BoundedRepresentation(setting.law(), setting.c(), setting.guidance(),
                setting.stop(), new Streams(setting.seed()), alpha)
                .estimate(new BoundedRepresentation.Effort(0.005, 0, 4096, 1 << 16),
                        e -> Agreement.of(e.bounds(), reference, unguided) != Outcome.UNDECIDED);
        return Agreement.evidence(
                estimate.evidence("M_w", "bounded representation", "the process starts at t > 0", alpha), reference,
                "finite differences", unguided);
    }
}
