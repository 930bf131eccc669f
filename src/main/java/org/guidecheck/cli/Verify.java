package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.guidecheck.claim.Cases;
import org.guidecheck.claim.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.claim.rule.RuleLowersMeanReciprocal;
import org.guidecheck.diffusion.GuidanceRule;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.LabelledCsv;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.generator.GuidanceArbitraries;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.report.ResultsJson;
import org.guidecheck.report.VerdictTable;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: decides the claims on a given law, or on the built-in iris data and on random laws. */
@Command(name = "verify", mixinStandardHelpOptions = true,
        description = "Decides the claims of the catalogue, on one law or on the iris data and random laws.",
        footer = {"", "Example: guidecheck verify --data points.csv --label species --weight 1 --weight 3"})
final class Verify implements Callable<Integer> {
    private static final int RANDOM_LAWS = 20;
    private static final int EXAMPLES = 4;

    @Mixin
    private LawSource source;

    @Option(names = "--weight", paramLabel = "W", description = "Guidance weights (default: 0.5, 1 and 3).")
    private List<Double> weights = List.of(0.5, 1.0, 3.0);

    @Option(names = "--claim", paramLabel = "ID", description = "Claims to decide (default: all).")
    private List<String> claims = List.of();

    @Option(names = "--rule", paramLabel = "CLASS",
            description = "A guidance rule of your own, a class that implements GuidanceRule: does it lower the mean?")
    private String rule;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--alpha", paramLabel = "A", defaultValue = "1e-6",
            description = "False-alarm probability of the whole run (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "reports/latest",
            description = "Folder of results.json (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--json", description = "Print the results as JSON instead of a table.")
    private boolean json;

    @Option(names = "--tries", paramLabel = "N",
            description = "Random laws to decide on (default: 20, or none where a law is given).")
    private Integer tries;

    @Override
    public Integer call() throws IOException {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("--alpha=" + alpha + ": must be in (0, 1)");
        }
        if (tries != null && !(tries >= 1)) {
            throw new IllegalArgumentException("--tries=" + tries + ": must be at least 1");
        }
        List<Claim> chosen = chosen();
        List<Task> tasks = tasks(chosen);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("--claim=" + String.join(",", claims)
                    + ": says nothing of this law; try it without --law or --data");
        }
        List<ErrorBudget> shares = ErrorBudget.of(alpha).evenly(tasks.size());
        List<ResultsJson.Entry> entries = new ArrayList<>();
        for (Task task : tasks) {
            double share = shares.get(entries.size()).spendAll(task.claim().id());
            entries.add(new ResultsJson.Entry(task.subject(), task.setting().toString(), task.expected(),
                    task.claim().decide(task.setting(), share)));
        }
        Path written = ResultsJson.write(out, entries);
        System.out.print(json ? ResultsJson.toJson(entries).toPrettyString() + System.lineSeparator()
                : VerdictTable.of(entries));
        System.err.println("guidecheck: seed " + seed + ", false-alarm rate " + alpha + ", results in " + written);
        return exitCode(entries);
    }

    private List<Claim> chosen() {
        if (rule != null) {
            if (!claims.isEmpty()) {
                throw new IllegalArgumentException("--rule and --claim: give one of the two");
            }
            Statement statement = new Statement("rule.own", "guidance by " + rule + " lowers the mean reciprocal",
                    "--rule " + rule, Claim.Status.OPEN);
            return List.of(new RuleLowersMeanReciprocal(statement, rule()));
        }
        return claims.isEmpty() ? Catalogue.claims() : claims.stream().map(Catalogue::named).toList();
    }

    private GuidanceRule rule() {
        try {
            return Class.forName(rule).asSubclass(GuidanceRule.class).getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("--rule=" + rule + ": no such class on the class path", e);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException("--rule=" + rule + ": must implement " + GuidanceRule.class.getName()
                    + " and have a constructor without arguments", e);
        }
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
            if (claim.counterexample().isPresent() && !(source.given() && !claims.isEmpty())) {
                if (source.given()) {
                    continue;
                }
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

    private static int exitCode(List<ResultsJson.Entry> entries) {
        List<ResultsJson.Entry> surprises = entries.stream().filter(e -> !e.isAsExpected()).toList();
        if (surprises.isEmpty()) {
            return 0;
        }
        // A claim that should fail and does not is refuted as a statement about the catalogue.
        return surprises.stream().allMatch(e -> e.verdict().outcome() == Outcome.UNDECIDED) ? Main.UNDECIDED : Main.REFUTED;
    }
}
