package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.report.ScorePage;
import org.guidecheck.report.Versions;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Streams;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.score.Budget;
import org.guidecheck.score.BuiltIn;
import org.guidecheck.score.Entrant;
import org.guidecheck.score.ProgramEntrant;
import org.guidecheck.score.ReferenceSet;
import org.guidecheck.score.ScoreJson;
import org.guidecheck.score.ScoreProblem;
import org.guidecheck.score.ScoreResult;
import org.guidecheck.score.ScoreText;
import org.guidecheck.score.Scoring;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonText;
import org.guidecheck.text.TextFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score}: the error of samplers against their cost in denoiser calls, on exactly known laws. */
@Command(name = "score", mixinStandardHelpOptions = true,
        description = "Scores samplers: the distance of their output from the exact guided law at each number of "
                + "denoiser calls, with bounds, and the fewest calls for a given error.",
        footer = {"",
            "Examples: guidecheck score --reference line/case-t --weight 0,3",
            "          guidecheck score --command \"python3 my_sampler.py\" --sampler ddim --calls 8,16,32"})
final class ScoreCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Option(names = "--sampler", paramLabel = "NAME|CLASS|F.json", split = ",",
            description = "Samplers: built-in ones (schemes.md), classes of yours, scheme tables; \"all\" for all "
                    + "known schemes. Default: one of each family, and none beside a --command.")
    private List<String> samplers = List.of();

    @Option(names = "--command", paramLabel = "\"PROGRAM ARGS\"",
            description = "Program that speaks the protocol of src/main/python/PROTOCOL.md. Started without a shell.")
    private String command;

    @Option(names = "--calls", paramLabel = "N", split = ",",
            description = "Largest numbers of denoiser calls, or ranges such as 8..32. Default: 4,8,16,32,64,128.")
    private List<String> calls;

    @Option(names = "--steps", paramLabel = "N", split = ",",
            description = "Numbers of steps instead, whatever calls they take.")
    private List<String> steps;

    @Option(names = "--grid", paramLabel = "NAME", split = ",", defaultValue = Scoring.OWN,
            description = "Noise levels: law (uniform in the log signal-to-noise ratio, from where little of the law "
                    + "is left to its narrowest scale), or karras, linear-beta:trailing, flow:3 and others "
                    + "of schemes.md. Default: ${DEFAULT-VALUE}.")
    private List<String> grids;

    @Option(names = "--weight", paramLabel = "W", split = ",", defaultValue = "1",
            description = "Guidance weights w = guidance_scale - 1. Default: ${DEFAULT-VALUE}.")
    private List<Double> weights;

    @Option(names = "--reference", paramLabel = "ID", split = ",",
            description = "Laws of the reference set. Default: all, unless --law or --data gives one.")
    private List<String> references;

    @Mixin
    private LawSource law;

    @Option(names = "--error", paramLabel = "DELTA", defaultValue = "0.01",
            description = "Error for which the fewest calls are sought. Default: ${DEFAULT-VALUE}.")
    private double error;

    @Option(names = "--list", description = "Print the reference set and end.")
    private boolean list;

    @Option(names = "--json", description = "Print JSON in place of tables.")
    private boolean json;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for score.json, score.csv, score.txt and score.html.")
    private Path out;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "3600",
            description = "Longest time of the run, in seconds; then what is known is printed. "
                    + "Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Mixin
    private TimeoutOption timeout;

    @Mixin
    private SeedAndAlphaOptions seedAndAlpha;

    @Override
    public Integer call() throws IOException {
        if (list) {
            ReferenceSet.all().forEach(each -> System.out.printf("%-34s %s%n", each.id(), each.reason()));
            return 0;
        }
        seedAndAlpha.check();
        TimeLimit.requireSeconds("--seconds", seconds);
        if (!(error > 0 && error < Double.POSITIVE_INFINITY)) {
            throw BadInput.option("--error", error, "must be finite and above 0");
        }
        BadInput.requireFolder("--out", out);
        PipedSampler program = command == null ? null
                : BadInput.translate(() -> PipedSampler.start(command, timeout.limit()));
        try (program) {
            return run(BadInput.translate(() -> scoring(program)));
        }
    }

    private Scoring scoring(PipedSampler program) {
        List<Entrant> entrants = new ArrayList<>();
        if (program != null) {
            entrants.add(new ProgramEntrant(program, streams()));
        }
        samplers.forEach(name -> entrants.addAll(entrants(name)));
        if (entrants.isEmpty()) {
            entrants.addAll(BuiltIn.usual());
        }
        return new Scoring(problems(), weights, entrants, grids, budgets(), seedAndAlpha.seed(), seedAndAlpha.alpha());
    }

    private Streams streams() {
        return new Streams(seedAndAlpha.seed()).derived("score");
    }

    private List<Entrant> entrants(String name) {
        if (name.equals(ALL)) {
            return BuiltIn.known();
        }
        GuidedSampler sampler = SamplerSource.named("--sampler", name);
        return List.of(sampler instanceof LinearSampler linear ? new BuiltIn(linear)
                : new ProgramEntrant(sampler, streams()));
    }

    private List<ScoreProblem> problems() {
        List<ScoreProblem> problems = new ArrayList<>();
        if (law.given()) {
            LabelledLaw read = law.read();
            problems.add(ScoreProblem.of(law.name().orElseThrow(), new GuidedProcess(read, law.classOf(read),
                    GuidanceSchedule.constant(0), law.stopOf(read))));
        } else {
            law.problems();
        }
        if (references != null) {
            references.forEach(id -> problems.add(BadInput.translate("--reference",
                    () -> ReferenceSet.byId(id).problem())));
        } else if (problems.isEmpty()) {
            ReferenceSet.all().forEach(each -> problems.add(each.problem()));
        }
        return problems;
    }

    private List<Budget> budgets() {
        if (calls != null && steps != null) {
            throw new InvalidInputException("--calls and --steps", "give only one of the two");
        }
        List<Budget> budgets = new ArrayList<>();
        List<String> given = steps != null ? steps : calls != null ? calls : List.of("4", "8", "16", "32", "64", "128");
        given.forEach(each -> budgets.addAll(budgets(each, steps != null)));
        return budgets.stream().distinct().toList();
    }

    private static List<Budget> budgets(String text, boolean isSteps) {
        String[] ends = text.split("\\.\\.", -1);
        try {
            int first = Integer.parseInt(ends[0]);
            int last = ends.length == 2 ? Integer.parseInt(ends[1]) : first;
            if (ends.length <= 2 && first >= 1 && last >= first && last <= 100_000) {
                List<Budget> budgets = new ArrayList<>();
                for (int n = first; n <= last; n++) {
                    budgets.add(new Budget(n, isSteps));
                }
                return budgets;
            }
        } catch (NumberFormatException e) {
            // Refused below, as other texts are.
        }
        throw BadInput.option(isSteps ? "--steps" : "--calls", text,
                "must be a whole number from 1 to 100000, or a range such as 8..32");
    }

    private int run(Scoring scoring) throws IOException {
        TimeBudget limit = TimeBudget.ofSeconds(seconds);
        AtomicInteger done = new AtomicInteger();
        AtomicReference<String> present = new AtomicReference<>("");
        Progress progress = Progress.of(
                () -> done.get() + " of " + scoring.size() + " runs begun, at " + present.get(),
                () -> (double) done.get() / scoring.size());
        ScoreResult result;
        try {
            result = scoring.run(limit::isOver, what -> {
                done.incrementAndGet();
                present.set(what);
            });
        } finally {
            progress.end();
        }
        ObjectNode found = ScoreJson.of(result, error).put("guidecheck", Versions.guidecheck());
        String text = ScoreText.of(result, error);
        if (out != null) {
            TextFile.write(out.resolve("score.json"), JsonText.write(found));
            TextFile.write(out.resolve("score.csv"), ScoreJson.csv(result));
            TextFile.write(out.resolve("score.txt"), text);
            TextFile.write(out.resolve("score.html"), ScorePage.of(found));
        }
        System.out.println(json ? found.toString() : text.stripTrailing());
        return limit.isOver() ? Main.UNDECIDED : 0;
    }
}
