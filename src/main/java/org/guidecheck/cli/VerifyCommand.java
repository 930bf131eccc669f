package org.guidecheck.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.guidecheck.claim.Cases;
import org.guidecheck.claim.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.claim.rule.RuleLowersMeanReciprocal;
import org.guidecheck.diffusion.GuidanceRule;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.InvalidLawException;
import org.guidecheck.distribution.LabelledCsv;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.generator.GuidanceArbitraries;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: decides the claims on a given law, or on the built-in iris data and on random laws. */
@Command(name = "verify", mixinStandardHelpOptions = true,
        description = "Decides the claims of the catalogue on a law of yours, or on the iris data and random laws.",
        footer = {"", "Example: guidecheck verify --data points.csv --label species --weight 1 --weight 3"})
final class VerifyCommand implements Callable<Integer> {
    private static final int RANDOM_LAWS = 20;
    private static final int EXAMPLES = 4;

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

    @Override
    public Integer call() throws IOException {
        options.check();
        if (tries != null && !(tries >= 1)) {
            throw BadInput.option("--tries", tries, "must be at least 1");
        }
        List<Claim> chosen = chosen();
        List<Task> tasks = tasks(chosen);
        if (tasks.isEmpty()) {
            throw BadInput.option("--claim", String.join(",", options.claims()),
                    "must cover this law; try it without --law and --data");
        }
        List<ErrorBudget> shares = ErrorBudget.of(options.alpha()).evenly(tasks.size());
        Findings findings = options.findings();
        source.name().ifPresent(name -> tasks.forEach(task -> findings.name(task.setting().law(), name)));
        AtomicInteger done = new AtomicInteger();
        long begin = System.nanoTime();
        Progress progress = Progress.of(() -> line(tasks, done.get(), (System.nanoTime() - begin) / 1e9),
                () -> (double) done.get() / tasks.size());
        try {
            for (Task task : tasks) {
                double share = shares.get(done.get()).spendAll(task.claim().id());
                findings.add(task.claim().says(), task.subject(), task.setting(), task.expected(),
                        task.claim().decide(task.setting().on(options.backend()), share));
                done.incrementAndGet();
            }
        } finally {
            progress.end();
        }
        return options.report(findings.results());
    }

    /** Claims differ in the time they take, so the time left is a guess. */
    private static String line(List<Task> tasks, int done, double seconds) {
        return String.format(Locale.ROOT, "%d of %d verdicts, %s, %.0f s%s", done, tasks.size(),
                tasks.get(Math.min(done, tasks.size() - 1)).claim().id(), seconds,
                done == 0 ? "" : String.format(Locale.ROOT, ", about %.0f s left", seconds / done * (tasks.size() - done)));
    }

    private List<Claim> chosen() {
        if (rule != null) {
            if (!options.claims().isEmpty()) {
                throw new InvalidLawException("--rule and --claim", "give only one of the two");
            }
            Statement statement = new Statement("rule.own", "guidance by " + rule + " lowers the mean reciprocal",
                    "--rule " + rule, Claim.Status.OPEN);
            return List.of(new RuleLowersMeanReciprocal(statement,
                    OwnClass.named("--rule", rule, GuidanceRule.class)));
        }
        options.checkClaims(Catalogue.claims().stream().map(Claim::id).toList());
        return options.claims().isEmpty() ? Catalogue.claims() : options.claims().stream().map(Catalogue::named).toList();
    }

    /** A claim to decide on a setting; tasks of one claim and subject share a row of the table. */
    private record Task(Claim claim, String subject, Setting setting, Optional<Outcome> expected) {
        /** What theory says: a claim that is known to fail does so on its own law, and need not on another. */
        Task(Claim claim, String subject, Setting setting) {
            this(claim, subject, setting,
                    claim.status() == Claim.Status.HOLDS ? Optional.of(Outcome.HOLDS) : Optional.empty());
        }
    }

    private List<Task> tasks(List<Claim> chosen) {
        long seed = options.seed();
        LabelledDistribution law = source.given() ? source.read() : LabelledCsv.bundled("iris", true).law();
        String name = (source.given() ? "" : "iris, ") + "class " + law.classes().get(source.classOf(law)).label();
        List<Setting> fixed = weights.stream().map(w -> Setting.of(law, source.classOf(law), Weights.constant(w), seed)
                .stoppedAt(source.stopOf(law))).toList();
        int count = tries != null ? tries : source.given() ? 0 : RANDOM_LAWS;
        List<LabelledDistribution> laws = count == 0 ? List.of() : RandomLaws.draw(LawArbitraries.laws(), count, seed);
        List<GuidanceSchedule> schedules =
                count == 0 ? List.of() : RandomLaws.draw(GuidanceArbitraries.schedules(), count, seed + 1);
        List<Task> tasks = new ArrayList<>();
        for (Claim claim : chosen) {
            if (claim.counterexample().isPresent() && source.given() && options.claims().isEmpty()) {
                continue;
            }
            if (claim.counterexample().isPresent() && !source.given()) {
                // Known to fail: what is to be seen is that it does, on the law that it is known to fail on.
                Setting known = claim.counterexample().get();
                tasks.add(new Task(claim, named(known).orElse("a law of its own"), known, Optional.of(Outcome.REFUTED)));
                continue;
            }
            List<Setting> examples = source.given() ? List.of() : claim.examples(EXAMPLES, seed);
            for (Setting setting : examples) {
                tasks.add(new Task(claim, named(setting).orElse(examples.size() + " laws of its kind"), setting));
            }
            if (!examples.isEmpty()) {
                continue;
            }
            for (Setting setting : claim.usesGuidance() ? fixed : fixed.subList(0, 1)) {
                if (!claim.appliesTo(setting)) {
                    continue;
                }
                tasks.add(new Task(claim, name + (claim.usesGuidance() ? ", w = " + setting.guidance() : ""), setting));
            }
            List<Setting> drawn = IntStream.range(0, count)
                    .mapToObj(i -> Setting.of(laws.get(i), 0, schedules.get(i), seed + i)).filter(claim::appliesTo).toList();
            for (Setting setting : drawn) {
                tasks.add(new Task(claim, drawn.size() + " random laws", setting));
            }
        }
        return tasks;
    }

    private static Optional<String> named(Setting setting) {
        return Cases.nameOf(setting.law()).map(name -> name + ", w = " + setting.guidance());
    }
}
