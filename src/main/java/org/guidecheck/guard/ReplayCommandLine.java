package org.guidecheck.guard;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Effort;
import org.guidecheck.text.ShellText;

/** Command line that decides a claim about a sampler again. */
final class ReplayCommandLine {
    private ReplayCommandLine() {
    }

    /**
     * The command.
     *
     * @param candidate the sampler and how it was run
     * @param id        the claim
     * @param alpha     false-alarm rate of the verdict
     * @return one line; a second one if the command cannot create the sampler
     */
    static String command(SamplerUnderTest candidate, String id, double alpha) {
        GuidedSampler sampler = candidate.sampler();
        return "guidecheck guard " + named(candidate)
                + candidate.like().map(like -> " --like " + like.name()).orElse("")
                + (candidate.effort() == Effort.NORMAL ? ""
                        : " --effort " + candidate.effort().name().toLowerCase(Locale.ROOT))
                + (candidate.declaration().equals(Declaration.NONE) ? "" : " " + candidate.declaration().options())
                + " --steps " + candidate.steps()
                + " --weight " + candidate.weights().stream().map(w -> GuidanceSchedule.constant(w).toString())
                        .collect(Collectors.joining(","))
                + " --seed " + candidate.seed() + " --claim " + id + " --alpha " + alpha
                + (sampler.isExternal() || sampler.options().isPresent() || isBuiltIn(sampler)
                        || hasPublicConstructor(sampler.getClass()) ? ""
                                : "\n            after making " + sampler.getClass().getName()
                                        + " a public class of a package, with a public constructor without arguments");
    }

    private static String named(SamplerUnderTest candidate) {
        GuidedSampler sampler = candidate.sampler();
        return sampler.options()
                .orElseGet(() -> sampler.isExternal() ? "--command \"PROGRAM ARGS\"" : byNameOrClass(candidate));
    }

    private static String byNameOrClass(SamplerUnderTest candidate) {
        GuidedSampler sampler = candidate.sampler();
        // The command compares a built-in sampler given by name with itself, and one given by class with theory; a
        // class name cannot carry parameters.
        boolean byName = isBuiltIn(sampler) && (candidate.like().isPresent() || sampler.name().contains(":"));
        return "--sampler " + ShellText.quoted(byName ? sampler.name() : sampler.getClass().getName());
    }

    private static boolean isBuiltIn(GuidedSampler sampler) {
        return sampler.getClass().getPackage().equals(Samplers.class.getPackage());
    }

    private static boolean hasPublicConstructor(Class<?> type) {
        // A name without a dot is a built-in sampler's.
        return Modifier.isPublic(type.getModifiers()) && type.getName().contains(".")
                && Arrays.stream(type.getConstructors()).anyMatch(c -> c.getParameterCount() == 0);
    }
}
