package org.guidecheck.cli;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.Suggestions;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program: {@code guidecheck COMMAND}. */
@Command(name = "guidecheck", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Tests guided samplers, and claims about guidance, on laws whose right answer is known exactly.",
        footer = {"", "Exit codes: 0 all as theory says, 1 something refuted, 2 bad usage or input,",
            "3 something undecided, 4 a sampler or guidecheck itself failed."})
public final class Main implements Runnable {
    static final int REFUTED = 1;
    static final int BAD_INPUT = 2;
    static final int UNDECIDED = 3;
    static final int FAILED = 4;

    private static final String VERBOSE = "--verbose";
    private static final String WITHOUT_ND4J =
            "this needs ND4J, which guidecheck-slim.jar leaves out; use guidecheck.jar or the program guidecheck";
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        for (Class<?> command : List.of(VerifyCommand.class, GuardCommand.class, HuntCommand.class, ReplayCommand.class,
                MeasureCommand.class, ProveCommand.class, ScoreCommand.class, AdviseCommand.class, DrawCommand.class,
                AuditCommand.class, WatchCommand.class, ReportCommand.class,
                AutoComplete.GenerateCompletion.class)) {
            COMMANDS.put(command.getAnnotation(Command.class).name(), command);
        }
    }

    @Option(names = VERBOSE, scope = ScopeType.INHERIT,
            description = "Print the stack trace if guidecheck itself fails.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
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
        Main main = new Main();
        try {
            return execute(line(main, given[0]), () -> main.verbose, given);
        } catch (NoClassDefFoundError e) {
            if (!isWithoutNd4j(e)) {
                throw e;
            }
            System.err.println("guidecheck: " + WITHOUT_ND4J);
            return FAILED;
        }
    }

    /** The command line with the one command of this name, or else with all: to set up all of them takes long. */
    private static CommandLine line(Main main, String name) {
        CommandLine line = new CommandLine(main);
        boolean isAlone = COMMANDS.containsKey(name) && COMMANDS.get(name) != AutoComplete.GenerateCompletion.class;
        (isAlone ? List.of(COMMANDS.get(name)) : COMMANDS.values()).forEach(line::addSubcommand);
        return line;
    }

    /** Runs a command line so that every failure becomes one line on standard error and an exit code. */
    static int execute(CommandLine line, BooleanSupplier trace, String... args) {
        line.setExecutionExceptionHandler(
                (problem, command, parsed) -> explain(problem, command.getErr(), trace.getAsBoolean()));
        line.setParameterExceptionHandler((problem, arguments) -> {
            String hint =
                    problem instanceof CommandLine.UnmatchedArgumentException unmatched ? suggestion(unmatched) : "";
            problem.getCommandLine().getErr()
                    .println("guidecheck: " + BadInput.wording(firstLine(problem.getMessage())) + hint);
            return BAD_INPUT;
        });
        try {
            return line.execute(args);
        } catch (Error e) {
            // Otherwise Java would exit with 1, which means that something was refuted.
            return explain(e, line.getErr(), trace.getAsBoolean());
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String suggestion(CommandLine.UnmatchedArgumentException unmatched) {
        String given = unmatched.getUnmatched().get(0);
        Optional<String> option = Suggestions.nearest(given,
                unmatched.getCommandLine().getCommandSpec().optionsMap().keySet());
        return option.or(() -> unmatched.getSuggestions().stream().findFirst())
                .map(each -> "; did you mean " + each + "?").orElse("");
    }

    /**
     * Reports in one line what went wrong, and returns the exit code. Only {@link InvalidInputException} and files that
     * cannot be written are bad input; any other exception is a fault of the program, or of a class of the user.
     *
     * @param problem what was thrown
     * @param errors  where to report it
     * @param trace   whether to print the stack trace of a fault, too
     */
    static int explain(Throwable problem, PrintWriter errors, boolean trace) {
        if (problem instanceof FileSystemException file) {
            errors.println("guidecheck: " + file.getFile() + ": " + reason(file));
            return BAD_INPUT;
        }
        if (isWithoutNd4j(problem)) {
            errors.println("guidecheck: " + WITHOUT_ND4J);
            return FAILED;
        }
        if (problem instanceof InvalidInputException) {
            errors.println("guidecheck: " + problem.getMessage());
            return BAD_INPUT;
        }
        if (problem instanceof SamplerFailure) {
            errors.println("guidecheck: " + problem.getMessage());
            return FAILED;
        }
        if (problem instanceof OutOfMemoryError) {
            errors.printf(Locale.ROOT,
                    "guidecheck: the memory of Java, %.1f GB, is too small for this; take fewer points "
                            + "or features, or set JAVA_TOOL_OPTIONS=-Xmx to more, such as -Xmx8g%n",
                    Runtime.getRuntime().maxMemory() / 1e9);
            return FAILED;
        }
        errors.println("guidecheck: internal error: " + firstLine(problem.toString())
                + "; unless a class of yours causes it, please report it to the maintainers of guidecheck"
                + (trace ? ":" : ", with the output of " + VERBOSE));
        if (trace) {
            problem.printStackTrace(errors);
            errors.flush();
        }
        return FAILED;
    }

    /** Whether a class of ND4J is missing, as it is in the slim jar. */
    private static boolean isWithoutNd4j(Throwable problem) {
        for (Throwable each = problem; each != null; each = each.getCause()) {
            if (each instanceof NoClassDefFoundError && String.valueOf(each.getMessage()).contains("org/nd4j/")) {
                return true;
            }
        }
        return false;
    }

    private static String reason(FileSystemException problem) {
        if (problem instanceof AccessDeniedException) {
            return "permission is denied; give a place that may be written to";
        }
        return problem instanceof FileAlreadyExistsException ? "must be a folder, but is a file"
                : "cannot be written" + (problem.getReason() == null ? "" : ": " + problem.getReason());
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
    }
}
