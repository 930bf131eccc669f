package org.guidecheck.generator;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.SamplerSettings;
import org.guidecheck.sampler.Samplers;

/**
 * Generators of random sampler settings: a built-in sampler, 5 to 200 steps, a guidance schedule and a noise seed. They
 * shrink to the first sampler, to fewer steps and to simpler schedules; the seed does not shrink.
 */
public final class SamplerArbitraries {
    private static final int FEWEST_STEPS = 5;
    private static final int MOST_STEPS = 200;

    private SamplerArbitraries() {
    }

    /** {@return settings with weights from 0 to 20} */
    public static Arbitrary<SamplerSettings> settings() {
        return settings(GuidanceArbitraries.schedules());
    }

    /**
     * Settings with given schedules.
     *
     * @param schedules generator of guidance schedules
     * @return settings with these schedules
     */
    public static Arbitrary<SamplerSettings> settings(Arbitrary<GuidanceSchedule> schedules) {
        List<String> names = Samplers.builtIn().stream().map(GuidedSampler::name).toList();
        return Combinators.combine(Arbitraries.of(names),
                Arbitraries.integers().between(FEWEST_STEPS, MOST_STEPS).shrinkTowards(FEWEST_STEPS), schedules,
                NoiseSeeds.seeds()).as(SamplerSettings::new);
    }
}
