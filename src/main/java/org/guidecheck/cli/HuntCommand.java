package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.hunt.Counterexample;
import org.guidecheck.hunt.CounterexampleJson;
import org.guidecheck.hunt.Discovery;
import org.guidecheck.hunt.Hunt;
import org.guidecheck.hunt.HuntState;
import org.guidecheck.hunt.HuntTarget;
import org.guidecheck.hunt.HuntTasks;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.report.Versions;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hunt}: searches for a law that refutes a claim, and shrinks it to the simplest one. */
@Command(name = "hunt", mixinStandardHelpOptions = true,
        description = "Searches for a law that refutes a claim, and shrinks it to the simplest one.",
        footer = {"", "Example: guidecheck hunt --claim naive.mean-probability --budget 60s"})
final class HuntCommand implements Callable<Integer> {
    @Option(names = "--claim", paramLabel = "ID", required = true, description = "Claim to refute.")
    private String claim;

    @ArgGroup
    private SamplerSource sampler = new SamplerSource();

    @Mixin
    private TimeoutOption timeout;

    @Mixin
    private SearchOptions options;

    @Option(names = "--resume", description = "Continue a stopped hunt. Give the same options as before.")
    private boolean resume;

    @Option(names = "--threads", paramLabel = "N",
            description = "Number of laws decided at once. Default: the number of processors; 1 with --command.")
    private Integer threads;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "reports/counterexamples",
            description = "Folder to write the counterexample to. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--journal", paramLabel = "DIR", defaultValue = "reports/latest/hunt",
            description = "Folder to write the journal and the nearest law to. Default: ${DEFAULT-VALUE}.")
    private Path journal;

    @Option(names = "--json", description = "Print the counterexample, or the nearest law, as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check();
        BadInput.requireFolder("--out", out);
        BadInput.requireFolder("--journal", journal);
        try (PipedSampler program = sampler.start(timeout)) {
            GuidedSampler tested = program != null ? program : sampler.named().orElse(new EulerMaruyama());
            int workers = workers(program != null);
            HuntTasks tasks = BadInput.translate(() -> new HuntTasks(
                    new HuntTarget(Catalogue.named(claim), tested, options.dimension()), options.search(),
                    Versions.guidecheck()));
            return run(new Hunt(tasks, options.limits(), workers));
        }
    }

    private int workers(boolean hasProgram) {
        int processors = hasProgram ? 1 : Runtime.getRuntime().availableProcessors();
        int workers = threads == null ? processors : threads;
        if (workers < 1 || (hasProgram && workers > 1)) {
            throw BadInput.option("--threads", workers,
                    hasProgram ? "must be 1 with --command" : "must be at least 1");
        }
        return workers;
    }

    private int run(Hunt hunt) throws IOException, InterruptedException {
        String name = claim + "-" + options.search().seed();
        Path nearest = journal.resolve(name + "-nearest.json");
        // A signal ends the program while rounds still run: this writes the nearest law known then.
        Thread interrupted = new Thread(() -> interrupt(hunt, nearest));
        Runtime.getRuntime().addShutdownHook(interrupted);
        HuntState result;
        Progress progress = Progress.of(() -> line(hunt.progress().state()), () -> share(hunt.progress().state()));
        try {
            result = hunt.run(journal.resolve(name + ".journal"), resume);
        } finally {
            progress.end();
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
        Path file = result.found().isPresent() ? out.resolve(name + ".json") : nearest;
        write(result.nearest(), nearest);
        write(result.found(), file);
        Claim hunted = Catalogue.named(claim);
        System.out.print(json ? json(result) : text(hunted, result, file));
        return exitCode(hunted, result.found().isPresent());
    }

    private static void interrupt(Hunt hunt, Path nearest) {
        HuntState now = hunt.progress().state();
        hunt.progress().stop();
        try {
            write(now.nearest(), nearest);
            System.err.printf(Locale.ROOT,
                    "%nguidecheck: interrupted after %d laws; nearest law in %s, continue with --resume%n", now.laws(),
                    nearest);
        } catch (IOException e) {
            System.err.printf(Locale.ROOT, "%nguidecheck: interrupted after %d laws; cannot write %s%n", now.laws(),
                    nearest);
        }
    }

    private static String line(HuntState now) {
        return now.shrinkSeconds().isPresent()
                ? String.format(Locale.ROOT, "found after %d laws, shrinking for %.0f s, at most %.0f s more",
                        now.laws(), now.shrinkSeconds().getAsDouble(), now.secondsLeft())
                : String.format(Locale.ROOT, "%d laws, %.1f per second, closeness %.3g (refuted above 0), %.0f s left",
                        now.laws(), now.rate(), now.closeness(), now.secondsLeft());
    }

    /** The share of the time that has passed. */
    private double share(HuntState now) {
        Hunt.Limits limits = options.limits();
        double all = (now.shrinkSeconds().isPresent() ? limits.shrinking() : limits.time()).toMillis() / 1e3;
        return 1 - now.secondsLeft() / all;
    }

    private static void write(Optional<Discovery> discovery, Path file) throws IOException {
        if (discovery.isPresent()) {
            CounterexampleJson.write(file, discovery.get());
        }
    }

    /**
     * The exit code. If theory says that the claim fails, a counterexample is expected, and finding none decides
     * nothing.
     */
    static int exitCode(Claim claim, boolean found) {
        if (claim.status() == Claim.Status.FAILS) {
            return found ? 0 : Main.UNDECIDED;
        }
        return found ? Main.REFUTED : 0;
    }

    private static String json(HuntState result) {
        return result.found().or(result::nearest).map(each -> CounterexampleJson.of(each).toPrettyString()).orElse("{}")
                + System.lineSeparator();
    }

    private String text(Claim hunted, HuntState result, Path file) {
        StringBuilder text = new StringBuilder();
        line(text, "claim", hunted.id() + ": " + hunted.statement().text());
        String undecided = result.undecided() == 0 ? ""
                : ", " + result.undecided() + " undecided, the last: " + result.problem();
        line(text, "searched", String.format(Locale.ROOT, "%s in %.1f s, seed %d, false-alarm rate %s%s",
                laws(result.laws()), result.seconds(), options.search().seed(), options.search().alpha(), undecided));
        result.found().ifPresentOrElse(found -> {
            line(text, "shrunk", String.format(Locale.ROOT, "%d simpler laws tried in %.1f s, %s", found.neighbours(),
                    result.shrinkSeconds().orElse(0), found.minimal() ? "none of them is refuted"
                            : "stopped before the simplest was known"));
            line(text, "verdict", "REFUTED, and " + found.secondOpinion().map(Verdict::outcome).orElseThrow()
                    + " by the other oracle");
        }, () -> line(text, "verdict", noCounterexample(result.closeness())));
        result.found().or(result::nearest).ifPresent(shown -> {
            Counterexample what = shown.counterexample();
            line(text, result.found().isPresent() ? "law" : "nearest", LawJson.toString(what.process().law()));
            line(text, "guidance", "class " + what.process().label() + ", weight " + what.process().guidance()
                    + (what.steps() > 0 ? ", " + what.steps() + " steps of " + what.sampler() : ""));
            shown.verdict().stream().flatMap(verdict -> verdict.evidence().stream())
                    .forEach(each -> line(text, "evidence", evidence(each)));
            line(text, "saved", saved(file));
        });
        return text.toString();
    }

    private static String evidence(Evidence each) {
        return String.format(Locale.ROOT, "%s = %.5g in [%.5g, %.5g], claimed %s; %s", each.quantity(), each.value(),
                each.bounds().lower(), each.bounds().upper(), each.rule(), each.method());
    }

    static String noCounterexample(double closeness) {
        return String.format(Locale.ROOT, "no counterexample; closeness of the nearest law %.3g (refuted above 0)",
                closeness);
    }

    static String saved(Path file) {
        return file + "; decide again: guidecheck replay " + file;
    }

    static String laws(long number) {
        return number + (number == 1 ? " law" : " laws");
    }

    static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-9s %s%n", name, value));
    }
}
