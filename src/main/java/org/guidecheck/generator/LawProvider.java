package org.guidecheck.generator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.JqwikException;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;
import org.guidecheck.generator.plan.Family;
import org.guidecheck.generator.plan.LawRules;
import org.guidecheck.law.LabelledLaw;

/**
 * Provider of {@code @ForAll LabelledLaw}: random laws, restricted by {@link Dimension}, {@link Classes},
 * {@link OneOfFamilies} and {@link Smooth}, alone or combined. jqwik finds it as a service.
 */
public final class LawProvider implements ArbitraryProvider {

    /** Called by jqwik. */
    public LawProvider() {
    }

    @Override
    public boolean canProvideFor(TypeUsage targetType) {
        return targetType.isOfType(LabelledLaw.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
        try {
            return Set.of(laws(targetType));
        } catch (IllegalArgumentException e) {
            throw new JqwikException("@ForAll LabelledLaw: " + e.getMessage(), e);
        }
    }

    private static LawArbitrary laws(TypeUsage target) {
        LawRules rules = LawRules.ALL;
        Dimension dimension = target.findAnnotation(Dimension.class).orElse(null);
        if (dimension != null) {
            rules = rules.withDimension(dimension.min(), dimension.max());
        }
        Classes classes = target.findAnnotation(Classes.class).orElse(null);
        if (classes != null) {
            rules = classes.value() == 0 ? rules.withClasses(classes.min(), classes.max())
                    : rules.withClasses(classes.value(), classes.value());
        }
        OneOfFamilies families = target.findAnnotation(OneOfFamilies.class).orElse(null);
        if (families != null) {
            Set<Family> named = EnumSet.noneOf(Family.class);
            named.addAll(Arrays.asList(families.value()));
            rules = rules.withFamilies(named);
        }
        return new LawArbitrary(target.isAnnotated(Smooth.class) ? rules.onlySmooth() : rules);
    }
}
