package org.guidecheck.guard;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Samplers;

/** Command lines that decide a claim about a sampler again. */
final class ReplayCommandLine {
    private ReplayCommandLine() {
    }

    /**
     * The command that decides a claim once more.
     *
     * @param candidate the sampler and how it was tried
     * @param id        the claim
     * @param alpha     false-alarm rate that was spent on it
     * @return a line; a second one if the command line cannot make the sampler
     */
    static String command(SamplerUnderTest candidate, String id, double alpha) {
        GuidedSampler sampler = candidate.sampler();
        return "guidecheck guard " + named(candidate)
                + candidate.like().map(like -> " --like " + like.name()).orElse("")
                + " --steps " + candidate.steps()
                + " --weight " + candidate.weights().stream().map(w -> GuidanceSchedule.constant(w).toString())
                .collect(Collectors.joining(","))
                + " --seed " + candidate.seed() + " --claim " + id + " --alpha " + alpha
                + (sampler.isExternal() || isBuiltIn(sampler) || isMadeByName(sampler.getClass()) ? ""
                : "\n            once " + sampler.getClass().getName()
                + " is a public class of a package, with a public constructor without arguments");
    }

    private static String named(SamplerUnderTest candidate) {
        GuidedSampler sampler = candidate.sampler();
        if (sampler.isExternal()) {
            return "--command \"PROGRAM ARGS\"";
        }
        // By its name alone the command takes a built-in sampler for a copy of itself; by its class, which cannot tell
        // one parameter from another, for a scheme of its own.
        boolean byName = isBuiltIn(sampler) && (candidate.like().isPresent() || sampler.name().contains(":"));
        String name = byName ? sampler.name() : sampler.getClass().getName();
        // A shell would take the dollar of a nested class for a variable's.
        return "--sampler " + (name.contains("$") ? "'" + name + "'" : name);
    }

    private static boolean isBuiltIn(GuidedSampler sampler) {
        return sampler.getClass().getPackage().equals(Samplers.class.getPackage());
    }

    private static boolean isMadeByName(Class<?> type) {
        // A name without a dot is a built-in sampler's.
        return Modifier.isPublic(type.getModifiers()) && type.getName().contains(".")
                && Arrays.stream(type.getConstructors()).anyMatch(c -> c.getParameterCount() == 0);
    }
}
