package org.guidecheck.claim;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.statistics.Evidence;

/**
 * Check at probe points of (∂_u + L^w) f^q = ½q(q − 1 − 2w)‖g‖² f^q, f = 1/p(c|·), in any dimension (theory.md, "The
 * master identity"). The sign of the right side decides whether f^q falls, keeps its mean or rises: it is positive.
 */
public final class LocalPowers {
    private LocalPowers() {
    }

    /**
     * Evidence for the identity at one exponent for each probe point.
     *
     * @param setting process and seed
     * @param range   range of the exponents in words
     * @param power   draws q
     * @return HOLDS if every residual is within rounding
     */
    public static Evidence evidence(Setting setting, String range, ToDoubleFunction<UniformRandomProvider> power) {
        UniformRandomProvider random = setting.streams().derived("exponents").stream(0);
        return Residual.evidence(setting, "(d/du + L^w) f^q = q(q - 1 - 2w)/2 |g|^2 f^q, " + range, place -> {
            double[] g = setting.law().classifierGradient(setting.process().c(), place.point(), place.level());
            double w = setting.guidance().weight(place.level());
            double[] e = Arrays.stream(g).map(x -> w * x).toArray();
            return new GuidedGenerator(setting.process(), place.point(), place.level())
                    .ofPower(power.applyAsDouble(random), e, g);
        });
    }
}
