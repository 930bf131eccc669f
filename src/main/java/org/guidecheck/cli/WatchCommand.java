package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.watch.WatchRun;
import org.guidecheck.watch.WatchSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watch}: statistics of the classifier probabilities of generated samples, valid at every moment. */
@Command(name = "watch", mixinStandardHelpOptions = true,
        description = "Watches classifier probabilities, or other numbers in [0, 1], of generated samples: shares and "
                + "means with intervals that hold at every moment, alarms on a rise of bad samples, and a comparison "
                + "of two groups.",
        footer = {"", "Example: guidecheck watch scores.csv --column p --group model --limit 0.5 --once"})
final class WatchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "F", arity = "0..1",
            description = "File with one sample a line: numbers alone, CSV with a header, or JSON objects. Default: "
                    + "standard input.")
    private Path file;

    @Option(names = "--column", paramLabel = "NAME", defaultValue = "p",
            description = "Column or field of the probability. Default: ${DEFAULT-VALUE}.")
    private String column;

    @Option(names = "--group", paramLabel = "NAME",
            description = "Column or field of the group, such as a model's name. Default: no groups.")
    private String group;

    @Option(names = "--limit", paramLabel = "P", defaultValue = "0.5",
            description = "Samples with a probability below it are bad. Default: ${DEFAULT-VALUE}.")
    private double limit;

    @Option(names = "--cap", paramLabel = "K", defaultValue = "100",
            description = "K of the mean of min(1/p, K). Default: ${DEFAULT-VALUE}.")
    private double cap;

    @Option(names = "--alpha", paramLabel = "A", defaultValue = "1e-3",
            description = "Probability that any interval of any group is ever wrong. Default: ${DEFAULT-VALUE}.")
    private double alpha;

    @Option(names = "--usual", paramLabel = "SHARE",
            description = "Usual share of bad samples, above which there is an alarm. Default: learnt, with --learn.")
    private Double usual;

    @Option(names = "--learn", paramLabel = "N", defaultValue = "0",
            description = "Number of first samples of a group from which its usual share and mean are learnt. "
                    + "Default: none.")
    private long learn;

    @Option(names = "--between-alarms", paramLabel = "N", defaultValue = "1000000",
            description = "Mean number of samples of a group between false alarms, at least. Default: "
                    + "${DEFAULT-VALUE}.")
    private double between;

    @Option(names = "--compare", paramLabel = "A,B", split = ",",
            description = "Two groups to compare: exit code 0 if bad samples are more frequent in the first, 1 if in "
                    + "the second, 3 while that is open.")
    private List<String> compared = List.of();

    @Option(names = "--most", paramLabel = "SHARE",
            description = "Largest share of bad samples that a group may have: exit code 0 if it certainly has no more, "
                    + "1 if it certainly has more, 3 while that is open.")
    private Double most;

    @Option(names = "--state", paramLabel = "F",
            description = "File in which to keep what is known, so that a later run goes on from there, even after a "
                    + "kill. Standard input is then copied to F.input.")
    private Path state;

    @Option(names = "--once", description = "End at the end of the file, instead of waiting for more.")
    private boolean once;

    @Option(names = "--strict", description = "End with exit code 2 at a malformed line, instead of counting it.")
    private boolean strict;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "1e9",
            description = "Longest time of the run, in seconds. Default: no limit.")
    private double seconds;

    @Option(names = "--audit", paramLabel = "DELTA",
            description = "Choose samples to have judged by people, so that their share of bad ones is known to "
                    + "± DELTA; with --audit-out.")
    private Double audit;

    @Option(names = "--audit-out", paramLabel = "F.csv", description = "File to which to write the samples to audit.")
    private Path auditOut;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
            description = "Seed of the choice of samples to audit. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws IOException {
        WatchRun run = BadInput.translate(this::run);
        run.run(System.in);
        if (run.samples() == 0) {
            throw new InvalidInputException(file == null ? "standard input" : file.toString(), "holds no sample");
        }
        if (audit != null) {
            List<String> chosen = run.audited();
            Files.write(auditOut, chosen);
            System.out.println(chosen.size() - 1 + " samples to audit, in " + auditOut
                    + ": judged by people, their share of bad ones is that of all to within ± " + audit);
        }
        return switch (run.outcome(Optional.ofNullable(most))) {
            case FINE -> 0;
            case BAD -> Main.REFUTED;
            case OPEN -> Main.UNDECIDED;
        };
    }

    private WatchRun run() {
        TimeLimit.requireSeconds("--seconds", seconds);
        if (!(between > 1 && between <= 1e15)) {
            throw BadInput.option("--between-alarms", between, "must be above 1 and at most 1e15");
        }
        if (most != null && !(most >= 0 && most <= 1)) {
            throw BadInput.option("--most", most, "must be in [0, 1]");
        }
        if (!compared.isEmpty() && (compared.size() != 2 || compared.get(0).equals(compared.get(1)))) {
            throw BadInput.option("--compare", String.join(",", compared), "must be two groups, such as old,new");
        }
        if (!compared.isEmpty() && group == null) {
            throw new InvalidInputException("--compare", "needs --group, the column of the groups");
        }
        if ((audit == null) != (auditOut == null)) {
            throw new InvalidInputException("--audit and --audit-out", "give both or none");
        }
        if (audit != null && state != null) {
            throw new InvalidInputException("--audit and --state",
                    "give only one of the two: a choice of samples needs "
                            + "the whole file");
        }
        BadInput.requireWritable("--state", state);
        BadInput.requireWritable("--audit-out", auditOut);
        WatchSettings settings = new WatchSettings(limit, cap, alpha, between, Optional.ofNullable(usual), learn,
                compared.isEmpty() ? Optional.empty()
                        : Optional.of(new WatchSettings.Compared(compared.get(0), compared.get(1))));
        return new WatchRun(settings, column, Optional.ofNullable(group),
                new WatchRun.Source(Optional.ofNullable(file), Optional.ofNullable(state), strict, once,
                        Duration.ofMillis((long) (1000 * seconds))),
                Optional.ofNullable(audit).map(delta -> new WatchRun.Audit(delta, seed)), System.out::println);
    }
}
