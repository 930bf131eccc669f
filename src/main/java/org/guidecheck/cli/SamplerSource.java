package org.guidecheck.cli;

import java.time.Duration;
import java.util.Optional;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.pipe.PipedSampler;
import picocli.CommandLine.Option;

/** A sampler that is named, or started. */
final class SamplerSource {
    @Option(names = "--sampler", paramLabel = "NAME|CLASS",
            description = "A built-in sampler, or a class of yours that implements GuidedSampler.")
    private String sampler;

    @Option(names = "--command", paramLabel = "\"PROGRAM ARGS\"",
            description = "A program that speaks the protocol of src/main/python/PROTOCOL.md; no shell is involved.")
    private String command;

    @Option(names = "--limit", paramLabel = "SECONDS", defaultValue = "60",
            description = "Longest wait for an answer of the program (default: ${DEFAULT-VALUE}).")
    private double limit;

    /** The program, not yet started; empty if a name is given or nothing. */
    boolean isProgram() {
        return command != null;
    }

    boolean isGiven() {
        return command != null || sampler != null;
    }

    /** Starts the program. */
    PipedSampler start() {
        if (sampler != null) {
            throw new IllegalArgumentException("--sampler and --command: give one of the two");
        }
        if (!(limit > 0 && limit <= 86_400)) {
            throw new IllegalArgumentException("--limit=" + limit + ": must be a number of seconds above 0");
        }
        return PipedSampler.start(command, Duration.ofMillis((long) (1000 * limit)));
    }

    /** The sampler by its name or class; empty if none was given. */
    Optional<GuidedSampler> named() {
        return Optional.ofNullable(sampler).map(SamplerSource::named);
    }

    /** Whether a name is that of no class and may be that of a built-in sampler. */
    static boolean isBuiltIn(String name) {
        return (!name.contains(".") || name.startsWith("ddim:")) && !OwnClass.exists(name);
    }

    static GuidedSampler named(String name) {
        return isBuiltIn(name) ? Samplers.byName(name) : OwnClass.named("--sampler", name, GuidedSampler.class);
    }
}
