package org.guidecheck.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.SchemeTableJson;
import org.guidecheck.sampler.pipe.PipedSampler;
import picocli.CommandLine.Option;

/** Options that give the sampler to test: its name, its class, or a program. */
class SamplerSource {
    @Option(names = "--sampler", paramLabel = "NAME|CLASS|F.json",
            description = "Built-in sampler, a class of yours that implements GuidedSampler, or a scheme table that "
                    + "guard --save-scheme wrote.")
    private String sampler;

    @Option(names = "--command", paramLabel = "\"PROGRAM ARGS\"",
            description = "Program that speaks the protocol of src/main/python/PROTOCOL.md. Started without a shell.")
    private String command;

    @Option(names = "--stdio",
            description = "The program that started guidecheck: it speaks the same protocol over guidecheck's own "
                    + "standard input and output. All else is printed on standard error.")
    private boolean stdio;

    /** Whether the program that started this is tested. */
    final boolean isStdio() {
        return stdio;
    }

    /** Starts the program, or greets the one that started this; null if none was given. */
    final PipedSampler start(TimeoutOption timeout) {
        Duration limit = timeout.limit();
        if (stdio) {
            // From here on standard output is for messages alone.
            System.setOut(System.err);
            return PipedSampler.connect(System.in, new FileOutputStream(FileDescriptor.out), limit);
        }
        return command == null ? null : BadInput.translate(() -> PipedSampler.start(command, limit));
    }

    /** The sampler by its name or class; empty if none was given. */
    final Optional<GuidedSampler> named() {
        return Optional.ofNullable(sampler).map(name -> named("--sampler", name));
    }

    /** The sampler, if the name of a built-in one was given. */
    final Optional<LinearSampler> builtIn() {
        return Optional.ofNullable(sampler).filter(SamplerSource::isBuiltIn)
                .map(name -> BadInput.translate("--sampler", () -> Samplers.byName(name)));
    }

    /** Whether a name can only be that of something built in, as there is no such class. */
    static boolean isBuiltIn(String name) {
        return (!name.contains(".") || name.contains(":")) && !UserClass.exists(name);
    }

    /** Whether a name is that of a file with a scheme table. */
    static boolean isFile(String name) {
        return name.endsWith(".json");
    }

    /** A sampler by its name, class or file; errors name the option or field that gave it. */
    static GuidedSampler named(String where, String name) {
        if (isFile(name)) {
            return SchemeTableJson.read(Path.of(name));
        }
        return isBuiltIn(name) ? BadInput.translate(where, () -> Samplers.byName(name))
                : UserClass.named(where, name, GuidedSampler.class);
    }
}
