package org.guidecheck.claim.discrete;

import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GaussianSampler;

/** Claim about the chain of Gaussian steps of a setting's sampler on the line. */
abstract class ChainClaim extends Claim {
    /** Smallest scale of a law at the stop: narrower ones need more steps than are computed. */
    private static final double NARROWEST = 0.2;

    ChainClaim(Statement statement) {
        super(statement);
    }

    /** {@inheritDoc} Euler–Maruyama and DDPM on the line, for positive weights and laws that are not too narrow. */
    @Override
    public final boolean appliesTo(Setting setting) {
        return setting.law().dimension() == 1 && setting.guidance().smallest() > 0
                && Math.hypot(setting.law().narrowestScale(), Math.sqrt(setting.process().stop())) >= NARROWEST
                && (setting.sampler() instanceof EulerMaruyama || setting.sampler() instanceof Ddpm);
    }

    @Override
    public final List<Setting> examples(int count, long seed) {
        return OverlappingLaws.settings(count, seed, 0, List.of(new EulerMaruyama(), new Ddpm()));
    }

    @Override
    protected final String note(Setting setting) {
        return "sampler " + setting.sampler().name()
                + (setting.process().stop() > 0 ? ", stopped at noise " + setting.process().stop() : "");
    }

    /** The setting's sampler; an error unless its steps are Gaussian. */
    static GaussianSampler sampler(Setting setting) {
        return setting.sampler().asGaussian().orElseThrow(() -> new IllegalArgumentException(
                "sampler=" + setting.sampler().name() + ": must have Gaussian steps"));
    }
}
