package org.guidecheck.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.catalogue.VerificationPlan;
import org.guidecheck.catalogue.VerificationPlan.Task;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Statement;
import org.guidecheck.claim.rule.RuleLowersMeanReciprocal;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LabelledCsv;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: decides the claims on a given law, or on the built-in iris data and on random laws. */
@Command(name = "verify", mixinStandardHelpOptions = true,
        description = "Decides the claims of the catalogue on a law of yours, or on the iris data and random laws.",
        footer = {"", "Example: guidecheck verify --data points.csv --label species --weight 1 --weight 3"})
final class VerifyCommand implements Callable<Integer> {
    private static final int RANDOM_LAWS = 20;

    @Mixin
    private LawSource source;

    @Mixin
    private DecidingOptions options;

    @Option(names = "--weight", paramLabel = "W",
            description = "Guidance weight; give the option once for each weight. Default: 0.5, 1 and 3.")
    private List<Double> weights = List.of(0.5, 1.0, 3.0);

    @Option(names = "--rule", paramLabel = "CLASS",
            description = "Guidance rule of yours, a class that implements GuidanceRule. Decides whether it lowers the "
                    + "mean reciprocal, instead of the claims of the catalogue.")
    private String rule;

    @Option(names = "--tries", paramLabel = "N",
            description = "Number of random laws. Default: 20; 0 if --law or --data is given.")
    private Integer tries;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "1800",
            description = "Longest time of the run, in seconds; what is not decided by then is reported as undecided. "
                    + "Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Override
    public Integer call() throws IOException {
        options.check();
        if (tries != null && !(tries >= 1)) {
            throw BadInput.option("--tries", tries, "must be at least 1");
        }
        List<Claim> chosen = chosen();
        List<Task> tasks = plan(chosen).tasks();
        if (tasks.isEmpty()) {
            throw BadInput.option("--claim", String.join(",", options.claims()),
                    "must cover this law; try it without --law and --data");
        }
        List<ErrorBudget> shares = ErrorBudget.of(options.alpha()).evenly(tasks.size());
        ResultsBuilder findings = options.findings();
        source.name().ifPresent(name -> tasks.forEach(task -> findings.name(task.setting().law(), name)));
        AtomicInteger done = new AtomicInteger();
        long begin = System.nanoTime();
        Progress progress = Progress.of(() -> line(tasks, done.get(), (System.nanoTime() - begin) / 1e9),
                () -> (double) done.get() / tasks.size());
        boolean failed = false;
        try (TimeLimit limit = new TimeLimit("--seconds", seconds)) {
            for (Task task : tasks) {
                double share = shares.get(done.get()).spendAll(task.claim().id());
                Setting setting = task.setting().on(options.backend()).at(options.effort());
                Verdict verdict;
                try {
                    verdict = limit.call(() -> task.claim().decide(setting, share)).orElseGet(() -> undecided(task,
                            "not decided within " + Math.round(seconds) + " s; --seconds gives more time"));
                } catch (InvalidInputException | SamplerFailure e) {
                    throw e;
                } catch (RuntimeException e) {
                    // One fault ends one claim, not the run.
                    failed = true;
                    options.explain(e, task.claim().id());
                    verdict = undecided(task, "guidecheck failed here: " + e);
                }
                findings.add(task.claim().statement(), task.subject(), setting, task.expected(), verdict);
                // What guidance promises on a law of the user's is drawn whatever the verdict.
                if (source.given() && task.claim().isPromise() && setting.hasCheapPaths()) {
                    findings.draw(setting);
                }
                done.incrementAndGet();
            }
        } finally {
            progress.end();
        }
        int code = options.report(findings.results());
        return failed ? Main.FAILED : code;
    }

    private static Verdict undecided(Task task, String why) {
        return new Verdict(task.claim().id(), Outcome.UNDECIDED, List.of(), task.setting().seed(), Duration.ZERO, why);
    }

    /** Claims differ in the time they take, so the time left is a guess. */
    private static String line(List<Task> tasks, int done, double seconds) {
        return String.format(Locale.ROOT, "%d of %d verdicts, %s, %.0f s%s", done, tasks.size(),
                tasks.get(Math.min(done, tasks.size() - 1)).claim().id(), seconds,
                done == 0 ? ""
                        : String.format(Locale.ROOT, ", about %.0f s left", seconds / done * (tasks.size() - done)));
    }

    private List<Claim> chosen() {
        if (rule != null) {
            if (!options.claims().isEmpty()) {
                throw new InvalidInputException("--rule and --claim", "give only one of the two");
            }
            Statement statement = new Statement("rule.own", "guidance by " + rule + " lowers the mean reciprocal",
                    "--rule " + rule, Claim.Status.OPEN, Resolution.ofUnguidedMean(0.01));
            return List.of(new RuleLowersMeanReciprocal(statement,
                    UserClass.named("--rule", rule, GuidanceRule.class)));
        }
        options.checkClaims(Catalogue.claims().stream().map(Claim::id).toList());
        if (options.claims().isEmpty()) {
            return source.given() ? Catalogue.notKnownToFail() : Catalogue.claims();
        }
        return options.claims().stream().map(Catalogue::named).toList();
    }

    private VerificationPlan plan(List<Claim> chosen) {
        LabelledLaw law = source.readOr(() -> LabelledCsv.bundled("iris", true).law());
        List<GuidedProcess> processes = weights.stream().map(w -> new GuidedProcess(law, source.classOf(law),
                Weights.constant(w), source.stopOf(law))).toList();
        int count = tries != null ? tries : source.given() ? 0 : RANDOM_LAWS;
        return source.given() ? VerificationPlan.onLaw(chosen, processes, count, options.seed())
                : VerificationPlan.builtIn(chosen, "iris", processes, count, options.seed());
    }
}
