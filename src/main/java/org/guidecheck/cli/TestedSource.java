package org.guidecheck.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Optional;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.sampler.pipe.PipedGuider;
import org.guidecheck.sampler.pipe.PipedProgram;
import org.guidecheck.text.InvalidInputException;
import picocli.CommandLine.Option;

/** Options that give what {@code guard} tests: a sampler, or a guider, by its name, its class, or a program. */
final class TestedSource extends SamplerSource {
    @Option(names = "--guider", paramLabel = "NAME|CLASS",
            description = "Built-in guidance rule such as cfg, interval:0.3:5 or rescale:0.7, or a class of yours that "
                    + "implements Guider or GuidanceRule.")
    private String guider;

    @Option(names = "--guider-command", paramLabel = "\"PROGRAM ARGS\"",
            description = "Program that answers for a guidance rule, by src/main/python/PROTOCOL.md. Started without a "
                    + "shell.")
    private String guiderCommand;

    /** The program that started guidecheck, once it has said hello; null unless there is one. */
    PipedProgram connect(TimeoutOption timeout) {
        if (!isStdio()) {
            return null;
        }
        // From here on standard output is for messages alone.
        System.setOut(System.err);
        return PipedProgram.connect(System.in, new FileOutputStream(FileDescriptor.out), timeout.limit());
    }

    /** Whether an option gives a guider, or the connected program is one. */
    boolean isGuider(PipedProgram connected) {
        return guider != null || guiderCommand != null || (connected != null && connected.isGuider());
    }

    /** The guider that is a program, started or connected; null if it is none. */
    PipedGuider startGuider(PipedProgram connected, TimeoutOption timeout) {
        if (connected != null) {
            return PipedGuider.of(connected);
        }
        return guiderCommand == null ? null
                : BadInput.translate("--guider-command", () -> PipedGuider.start(guiderCommand, timeout.limit()));
    }

    /** The guider by its name or class; empty if none was given. */
    Optional<Guider> namedGuider() {
        return Optional.ofNullable(guider)
                .map(name -> isBuiltIn(name) ? builtInGuider("--guider", name) : ofClass(name));
    }

    /** A built-in guider by its name; errors name the option. */
    static Guider builtInGuider(String option, String name) {
        try {
            return Guiders.byName(name);
        } catch (InvalidInputException e) {
            throw e.within(option);
        }
    }

    private static Guider ofClass(String name) {
        return UserClass.isA(name, GuidanceRule.class)
                ? Guider.of(name.substring(name.lastIndexOf('.') + 1),
                        UserClass.named("--guider", name, GuidanceRule.class))
                : UserClass.named("--guider", name, Guider.class);
    }
}
