package org.guidecheck.generator;

import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.JqwikException;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.SamplerSettings;

/**
 * Provider of {@code @ForAll GuidanceSchedule} and {@code @ForAll SamplerSettings}, restricted by {@link Weights}.
 * jqwik finds it as a service.
 */
public final class GuidanceProvider implements ArbitraryProvider {

    /** Called by jqwik. */
    public GuidanceProvider() {
    }

    @Override
    public boolean canProvideFor(TypeUsage targetType) {
        return targetType.isOfType(GuidanceSchedule.class) || targetType.isOfType(SamplerSettings.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
        Function<Arbitrary<GuidanceSchedule>, Arbitrary<?>> made =
                targetType.isOfType(GuidanceSchedule.class) ? schedules -> schedules : SamplerArbitraries::settings;
        try {
            Weights weights = targetType.findAnnotation(Weights.class).orElse(null);
            return Set.of(made.apply(weights == null ? GuidanceArbitraries.schedules()
                    : GuidanceArbitraries.schedules(weights.min(), weights.max())));
        } catch (IllegalArgumentException e) {
            throw new JqwikException("@ForAll " + targetType.getRawType().getSimpleName() + ": " + e.getMessage(), e);
        }
    }
}
