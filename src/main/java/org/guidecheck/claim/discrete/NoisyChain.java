package org.guidecheck.claim.discrete;

import java.util.List;
import org.guidecheck.claim.Setting;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GaussianSampler;

/** Settings whose sampler is a chain with noise, on the line. */
final class NoisyChain {
    /** Narrower laws take more steps than a ladder of chains has. */
    private static final double NARROWEST = 0.2;

    private NoisyChain() {
    }

    /** Whether a few dozen steps follow the law: one dimension, not too narrow, some weight at every level. */
    static boolean isResolved(Setting setting) {
        return setting.law().dimension() == 1 && setting.guidance().smallest() > 0
                && Math.hypot(setting.law().narrowestScale(), Math.sqrt(setting.stop())) >= NARROWEST
                && (setting.sampler() instanceof EulerMaruyama || setting.sampler() instanceof Ddpm);
    }

    static List<Setting> examples(int count, long seed) {
        return OverlappingLaws.settings(count, seed, 0, List.of(new EulerMaruyama(), new Ddpm()));
    }

    /** The setting's sampler, which must say what its steps are. */
    static GaussianSampler sampler(Setting setting) {
        if (!(setting.sampler() instanceof GaussianSampler sampler)) {
            throw new IllegalArgumentException("sampler=" + setting.sampler().name() + ": must have Gaussian steps");
        }
        return sampler;
    }
}
