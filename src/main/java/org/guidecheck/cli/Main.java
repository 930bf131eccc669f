package org.guidecheck.cli;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guidecheck.distribution.InvalidLawException;
import org.guidecheck.sampler.SamplerFailure;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code guidecheck COMMAND}. */
@Command(name = "guidecheck", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Decides whether guidance in diffusion models does what theory says.",
        footer = {"", "Exit codes: 0 all as claimed, 1 something refuted, 2 bad usage or input, 3 undecided,",
            "4 a sampler or the program itself failed."})
public final class Main implements Runnable {
    static final String VERSION = "0.1.0-SNAPSHOT";
    static final int REFUTED = 1;
    static final int BAD_INPUT = 2;
    static final int UNDECIDED = 3;
    static final int FAILED = 4;

    private static final String WITHOUT_ND4J =
            "this needs ND4J, which guidecheck-slim.jar leaves out; use guidecheck.jar or the program guidecheck";
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        for (Class<?> command : List.of(Measure.class, Verify.class, GuardCommand.class, HuntCommand.class, Replay.class, Report.class,
                AutoComplete.GenerateCompletion.class)) {
            COMMANDS.put(command.getAnnotation(Command.class).name(), command);
        }
    }

    /**
     * Runs the program and exits with its code.
     *
     * @param args the command line; none means {@code verify}
     */
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /**
     * Runs the program.
     *
     * @param args the command line; none means {@code verify}
     * @return the exit code
     */
    public static int run(String... args) {
        String[] given = args.length == 0 ? new String[] {"verify"} : args;
        try {
            return execute(line(given[0]), given);
        } catch (NoClassDefFoundError e) {
            if (!isWithoutNd4j(e)) {
                throw e;
            }
            System.err.println("guidecheck: " + WITHOUT_ND4J);
            return FAILED;
        }
    }

    /** With the command of this name alone if there is one: to look at all of them takes as long as many a command. */
    private static CommandLine line(String name) {
        CommandLine line = new CommandLine(new Main());
        boolean isAlone = COMMANDS.containsKey(name) && COMMANDS.get(name) != AutoComplete.GenerateCompletion.class;
        (isAlone ? List.of(COMMANDS.get(name)) : COMMANDS.values()).forEach(line::addSubcommand);
        return line;
    }

    /** Runs a command line so that whatever goes wrong is one line and an exit code. */
    static int execute(CommandLine line, String... args) {
        line.setExecutionExceptionHandler((problem, command, parsed) -> explain(problem, command.getErr()));
        line.setParameterExceptionHandler((problem, arguments) -> {
            problem.getCommandLine().getErr().println("guidecheck: " + problem.getMessage().lines().findFirst().orElse("")
                    + (problem instanceof CommandLine.UnmatchedArgumentException unmatched ? instead(unmatched) : ""));
            return BAD_INPUT;
        });
        return line.execute(args);
    }

    private static String instead(CommandLine.UnmatchedArgumentException unmatched) {
        List<String> near = unmatched.getSuggestions();
        return near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?";
    }

    /** Says in one line what went wrong, and gives the exit code that goes with it. */
    static int explain(Exception problem, PrintWriter errors) {
        if (problem instanceof FileSystemException file) {
            errors.println("guidecheck: " + file.getFile() + ": " + because(file));
            return BAD_INPUT;
        }
        if (isWithoutNd4j(problem)) {
            errors.println("guidecheck: " + WITHOUT_ND4J);
            return FAILED;
        }
        boolean input = problem instanceof InvalidLawException || problem instanceof IllegalArgumentException;
        boolean told = input || problem instanceof SamplerFailure;
        errors.println("guidecheck: " + (told ? problem.getMessage() : "failed: " + problem));
        return input ? BAD_INPUT : FAILED;
    }

    /** Whether a class of ND4J was looked for in vain, by whichever thread. */
    private static boolean isWithoutNd4j(Throwable problem) {
        for (Throwable each = problem; each != null; each = each.getCause()) {
            if (each instanceof NoClassDefFoundError && String.valueOf(each.getMessage()).contains("org/nd4j/")) {
                return true;
            }
        }
        return false;
    }

    private static String because(FileSystemException problem) {
        if (problem instanceof AccessDeniedException) {
            return "permission is denied; name a place that may be written to";
        }
        return problem instanceof FileAlreadyExistsException ? "must be a folder, but is a file"
                : "cannot be written" + (problem.getReason() == null ? "" : ": " + problem.getReason());
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
    }
}
