package org.guidecheck.cli;

import java.time.Duration;
import java.util.Optional;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.pipe.PipedSampler;
import picocli.CommandLine.Option;

/** A sampler that is named or started, one of the two. */
final class SamplerSource {
    @Option(names = "--sampler", paramLabel = "NAME|CLASS",
            description = "A built-in sampler, or a class of yours that implements GuidedSampler.")
    private String sampler;

    @Option(names = "--command", paramLabel = "\"PROGRAM ARGS\"",
            description = "A program that speaks the protocol of src/main/python/PROTOCOL.md; no shell is involved.")
    private String command;

    /** Starts the program; null if none was given. */
    PipedSampler start(Patience patience) {
        Duration limit = patience.limit();
        return command == null ? null : PipedSampler.start(command, limit);
    }

    /** The sampler by its name or class; empty if none was given. */
    Optional<GuidedSampler> named() {
        return Optional.ofNullable(sampler).map(SamplerSource::named);
    }

    /** The sampler, if it was given by the name of a built-in one. */
    Optional<LinearSampler> builtIn() {
        return Optional.ofNullable(sampler).filter(SamplerSource::isBuiltIn).map(Samplers::byName);
    }

    /** Whether a name is that of no class and may be that of a built-in sampler. */
    private static boolean isBuiltIn(String name) {
        return (!name.contains(".") || name.startsWith("ddim:")) && !OwnClass.exists(name);
    }

    static GuidedSampler named(String name) {
        return isBuiltIn(name) ? Samplers.byName(name) : OwnClass.named("--sampler", name, GuidedSampler.class);
    }
}
