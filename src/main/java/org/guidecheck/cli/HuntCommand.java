package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.distribution.LawJson;
import org.guidecheck.hunt.Hunt;
import org.guidecheck.hunt.HuntLog;
import org.guidecheck.hunt.HuntParts;
import org.guidecheck.hunt.Quarry;
import org.guidecheck.hunt.Specimen;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.pipe.PipedSampler;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hunt}: searches for a law that breaks a claim, and shrinks what it finds. */
@Command(name = "hunt", mixinStandardHelpOptions = true,
        description = "Searches for a law on which a claim fails, and shrinks it to the most readable one.",
        footer = {"", "Example: guidecheck hunt --claim naive.mean-probability --budget 60s"})
final class HuntCommand implements Callable<Integer> {
    @Option(names = "--claim", paramLabel = "ID", required = true, description = "The claim to break.")
    private String claim;

    @ArgGroup
    private SamplerSource sampler = new SamplerSource();

    @Mixin
    private Patience patience;

    @Mixin
    private SearchOptions options;

    @Option(names = "--resume", description = "Go on where a hunt with the same options was stopped.")
    private boolean resume;

    @Option(names = "--threads", paramLabel = "N",
            description = "Laws decided at once (default: the processors; 1 with --command).")
    private Integer threads;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "reports/counterexamples",
            description = "Folder of the counterexample (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--journal", paramLabel = "DIR", defaultValue = "reports/latest/hunt",
            description = "Folder of the journal and of the nearest law (default: ${DEFAULT-VALUE}).")
    private Path journal;

    @Option(names = "--json", description = "Print the counterexample, or the nearest law, as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check();
        try (PipedSampler program = sampler.start(patience)) {
            GuidedSampler held = program != null ? program : sampler.named().orElse(new EulerMaruyama());
            int workers = threads != null ? threads : program != null ? 1 : Runtime.getRuntime().availableProcessors();
            if (workers < 1 || (program != null && workers > 1)) {
                throw new IllegalArgumentException("--threads=" + workers + ": must be at least 1"
                        + (program != null ? ", and 1 with --command" : ""));
            }
            Quarry quarry = new Quarry(Catalogue.named(claim), held, options.dimension());
            return run(quarry, new Hunt(new HuntParts(quarry, options.search(), Main.VERSION),
                    new Hunt.Limits(options.time(), options.shrinking(), options.rounds(), workers)));
        }
    }

    private int run(Quarry quarry, Hunt hunt) throws IOException, InterruptedException {
        String name = claim + "-" + options.search().seed();
        Path nearest = journal.resolve(name + "-nearest.json");
        // A signal ends the program while rounds still run: what is nearest then is written by this.
        Thread interrupted = new Thread(() -> {
            HuntLog.Summary now = hunt.log().summary();
            hunt.log().stop();
            write(hunt.log().nearest(), nearest);
            System.err.printf(Locale.ROOT, "%nguidecheck: interrupted after %d laws; nearest in %s, go on with --resume%n",
                    now.laws(), nearest);
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        Hunt.Result result;
        Progress progress = Progress.of(() -> line(hunt.log().summary()), () -> share(hunt.log().summary()));
        try {
            result = hunt.run(journal.resolve(name + ".journal"), resume);
        } finally {
            progress.end();
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
        Path file = result.found().isPresent() ? out.resolve(name + ".json") : nearest;
        write(result.nearest(), nearest);
        write(result.found(), file);
        Optional<ObjectNode> shown = result.found().or(result::nearest);
        System.out.print(json ? shown.map(ObjectNode::toPrettyString).orElse("{}") + System.lineSeparator()
                : text(quarry.claim(), result, file));
        return exitCode(quarry.claim(), result.found().isPresent());
    }

    private static String line(HuntLog.Summary now) {
        return now.shrinking()
                ? String.format(Locale.ROOT, "found after %d laws, shrinking for %.0f s, at most %.0f s more", now.laws(),
                        now.shrinkSeconds(), now.secondsLeft())
                : String.format(Locale.ROOT, "%d laws, %.1f/s, best score %.3g, %.0f s left", now.laws(), now.rate(),
                        now.score(), now.secondsLeft());
    }

    /** Of the time there is. */
    private double share(HuntLog.Summary now) {
        double all = (now.shrinking() ? options.shrinking() : options.time()).toMillis() / 1e3;
        return 1 - now.secondsLeft() / all;
    }

    private static void write(Optional<ObjectNode> specimen, Path file) {
        specimen.ifPresent(each -> Specimen.write(file, each));
    }

    /** A counterexample to what is known to fail is as it should be; to look for one in vain decides nothing. */
    static int exitCode(Claim claim, boolean found) {
        boolean fails = claim.status() == Claim.Status.FAILS;
        return found ? fails ? 0 : Main.REFUTED : fails ? Main.UNDECIDED : 0;
    }

    private String text(Claim claim, Hunt.Result result, Path file) {
        HuntLog.Summary log = result.log();
        StringBuilder text = new StringBuilder();
        line(text, "claim", claim.id() + ": " + claim.says().text());
        line(text, "searched", String.format(Locale.ROOT, "%s in %.1f s, seed %d, false-alarm rate %s%s", laws(log.laws()),
                log.seconds(), options.search().seed(), options.search().alpha(),
                log.undecided() == 0 ? "" : ", " + log.undecided() + " undecided, the last: " + log.problem()));
        Optional<ObjectNode> shown = result.found().or(result::nearest);
        if (result.found().isPresent()) {
            line(text, "shrunk", String.format(Locale.ROOT, "%d neighbours in %.1f s, %s", log.neighbours(),
                    log.shrinkSeconds(), log.minimal() ? "none simpler is refuted" : "stopped before the simplest was known"));
            line(text, "verdict", "REFUTED, and " + result.found().get().path("secondOpinion").path("outcome").asText()
                    + " by the other oracle");
        } else {
            line(text, "verdict", String.format(Locale.ROOT, "no counterexample; the nearest law has score %.3g", log.score()));
        }
        shown.ifPresent(each -> {
            line(text, result.found().isPresent() ? "law" : "nearest", LawJson.toString(each.get("law")));
            line(text, "guidance", "class " + each.get("class").asText() + ", weight " + each.get("weight").asText()
                    + (each.has("steps") ? ", " + each.get("steps").asText() + " steps of " + each.get("sampler").asText() : ""));
            each.path("evidence").forEach(e -> line(text, "evidence", String.format(Locale.ROOT,
                    "%s = %.5g in [%.5g, %.5g], claimed %s; %s", e.path("quantity").asText(), e.path("value").asDouble(),
                    e.path("lower").asDouble(), e.path("upper").asDouble(), e.path("rule").asText(),
                    e.path("method").asText())));
            line(text, "saved", file + "; again: guidecheck replay " + file);
        });
        return text.toString();
    }

    static String laws(long number) {
        return number + (number == 1 ? " law" : " laws");
    }

    static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-9s %s%n", name, value));
    }
}
