package org.guidecheck.coverage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guidecheck.cli.Main;

/**
 * One call of {@code measure}.
 *
 * @param asked  the case
 * @param method one of {@link #METHODS}
 */
record MeasureCall(CoverageCase asked, String method) {
    /** Longest time of a call, as {@code measure} is asked to keep it. */
    static final int SECONDS = 10;

    /** The methods of {@code measure}. */
    static final List<String> METHODS = List.of("finite-difference", "bounded", "reweighting", "chain");

    /**
     * What a run of the program left.
     *
     * @param code    exit code
     * @param printed standard output
     * @param said    standard error
     */
    record Output(int code, String printed, String said) {
    }

    /** {@return the calls of a case: each method that applies} */
    static List<MeasureCall> of(CoverageCase asked) {
        return METHODS.stream()
                .filter(method -> !(method.equals("finite-difference") && asked.dimension() > 1))
                .filter(method -> !(method.equals("reweighting") && asked.hasSchedule()))
                .map(method -> new MeasureCall(asked, method)).toList();
    }

    /**
     * The command line.
     *
     * @param folder where the law's file is written
     */
    List<String> arguments(Path folder) throws IOException {
        Path file = folder.resolve(asked.name().replaceAll("[^A-Za-z0-9.-]", "_") + ".json");
        if (!Files.exists(file)) {
            Files.writeString(file, asked.law().toString());
        }
        List<String> result = new ArrayList<>(List.of("measure", "--law", file.toString(), "--class", asked.label(),
                asked.hasSchedule() ? "--weight-schedule" : "--weight", asked.weight(), "--method", method,
                "--seconds", Integer.toString(SECONDS)));
        asked.stop().ifPresent(stop -> result.addAll(List.of("--stop", Double.toString(stop))));
        return result;
    }

    /** Runs the program here; standard output and error are taken meanwhile, so not in several threads at once. */
    static Output run(List<String> arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            int code = Main.run(arguments.toArray(String[]::new));
            return new Output(code, printed.toString(StandardCharsets.UTF_8), said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Runs the program here and judges its answer. */
    Answer runHere(Path folder) throws IOException {
        long begin = System.nanoTime();
        Output output = run(arguments(folder));
        return Answer.of(asked, output.code(), output.printed(), output.said(), (System.nanoTime() - begin) / 1e9);
    }
}
